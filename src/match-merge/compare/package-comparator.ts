import { sellUnitOf } from '../normalise/sell-unit.js';
import { numberOf } from '../tables/cell-values.js';
import type { PackagingRole } from '../tables/packaging-columns.js';
import { type Comparator, type Sides, ValueNumbers } from './comparator.js';
import type { ItemNumberComparator } from './item-number-comparator.js';

/** Hardly any agreement of texts makes up for it. */
const vetoBits = -40;

/** Forbids text alone to join what is sold by the each and by the box, or in boxes of other counts. A catalog number that
 *  both records have is more than text: under it they are two packages of one item. */
export class PackageComparator implements Comparator {
  readonly levels = ['vetoed'];
  readonly graded = false;
  readonly derived = false;
  readonly fixed = [vetoBits];
  readonly #packages: ValueNumbers;

  constructor(
    private readonly sides: Sides,
    role: PackagingRole,
    private readonly numbers: readonly ItemNumberComparator[],
  ) {
    this.#packages = new ValueNumbers(sides, role === 'unit' ? unit : count);
  }

  place(left: number, right: number): number {
    const a = this.#packages.left[left]!;
    const b = this.#packages.right[right]!;
    if (a === 0 || b === 0 || a === b) return -1;
    return this.numbers.some((each) => each.agree(left, right)) ? -1 : 0.5;
  }

  surprise(): number {
    return 0;
  }

  vetoes(left: number, right: number): readonly string[] {
    return this.place(left, right) < 0 ? [] : [this.values(left, right).join(' against ')];
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.sides.left[left]!, this.sides.right[right]!];
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
