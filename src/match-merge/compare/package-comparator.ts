import type { PackageParts } from '../measure/package-measure.js';
import { sellUnitOf } from '../normalise/sell-unit.js';
import { numberOf } from '../tables/cell-values.js';
import type { PackagingRole } from '../tables/packaging-columns.js';
import { Comparator, type GrowingComparator, type Sides, written } from './comparator.js';
import type { ItemNumberComparator } from './item-number-comparator.js';
import { ValueNumbers } from './value-numbers.js';

/** Hardly any agreement of texts makes up for it. */
const vetoBits = -40;

/** Forbids text alone to join what is sold by the each and by the box, or in boxes of other counts. A catalog number that
 *  both records have is more than text: under it they are two packages of one item. */
export class PackageComparator extends Comparator implements GrowingComparator {
  override readonly levels = ['vetoed'];
  override readonly fixed = [vetoBits];
  readonly #packages: ValueNumbers;

  /** `numbers` take in and forget records with this one. */
  constructor(
    private readonly sides: Sides,
    role: PackagingRole,
    private readonly numbers: readonly ItemNumberComparator[],
  ) {
    super();
    this.#packages = new ValueNumbers(sides, role === 'unit' ? unit : count);
  }

  override parts(): PackageParts {
    return {
      kind: 'package',
      values: this.#packages.flat(),
      numbers: this.numbers.map((each) => each.parts().values),
    };
  }

  append(cell: string): void {
    this.#packages.append(cell);
    this.changed();
  }

  cut(records: number): void {
    this.#packages.cut(records);
    this.changed();
  }

  override vetoes(left: number, right: number): readonly string[] {
    return this.place(left, right) < 0 ? [] : [this.values(left, right).join(' against ')];
  }

  override values(left: number, right: number): readonly [string, string] {
    return written(this.sides, left, right);
  }
}

function unit(cell: string): string {
  return sellUnitOf(cell) ?? '';
}

/** A count of nothing counts nothing. */
function count(cell: string): string {
  const value = numberOf(cell);
  return value === undefined || value <= 0 ? '' : String(value);
}
