import type { ItemNumberParts } from '../measure/item-number-measure.js';
import { normalCode } from './code-comparator.js';
import { Comparator, type GrowingComparator, type Sides, written } from './comparator.js';
import { ValueNumbers } from './value-numbers.js';

/** Hardly any agreement of texts makes up for it. */
const vetoBits = -40;
/** Share of the filled records that have a number of their own, from which on a column of codes tells items apart: charge
 *  codes and classes of goods stay far below, five records of one item on average do not. */
const leastTelling = 0.2;

/** Forbids what two different catalog numbers, GTINs or model numbers forbid. Devices of one family agree in every text and
 *  differ by one digit of their number; learned from such a table alone, the family would be the item and a number one edit
 *  away would speak for it. */
export class ItemNumberComparator extends Comparator implements GrowingComparator {
  override readonly levels = ['vetoed'];
  override readonly fixed = [vetoBits];
  readonly #numbers: ValueNumbers;

  constructor(private readonly sides: Sides) {
    super();
    this.#numbers = new ValueNumbers(sides, itemNumber);
  }

  /** Whether the column tells items apart at all. */
  get tells(): boolean {
    const filled = this.#numbers.left.reduce((sum, number) => sum + (number === 0 ? 0 : 1), 0);
    return this.#numbers.different >= leastTelling * filled;
  }

  override parts(): ItemNumberParts {
    return { kind: 'item number', values: this.#numbers.flat() };
  }

  append(cell: string): void {
    this.#numbers.append(cell);
    this.changed();
  }

  cut(records: number): void {
    this.#numbers.cut(records);
    this.changed();
  }

  override vetoes(left: number, right: number): readonly string[] {
    return this.place(left, right) < 0 ? [] : [this.values(left, right).join(' against ')];
  }

  override values(left: number, right: number): readonly [string, string] {
    return written(this.sides, left, right);
  }
}

/** As codes are compared, but for a plus: lenses of +6.0 and -6.0 diopters have numbers that differ by it alone, and hardly
 *  anybody divides a number with it. */
function itemNumber(cell: string): string {
  return cell.split(/[+＋]/).map(normalCode).join('+').replace(/^\++$/, '');
}
