import { type CodesInLinesParts, codesInLinesLevels } from '../measure/codes-in-lines-measure.js';
import { Growing, sharedDoubles } from '../text/flat-lists.js';
import { GrowingTexts } from '../text/flat-texts.js';
import { Comparator, type GrowingComparator, type Sides } from './comparator.js';
import { Names, NumberSets } from './number-sets.js';

/** Compares the catalog numbers and other codes that stand in two lines; each side’s cells hold them with spaces between.
 *  What counts is the rarest code that both lines hold. A line without codes says nothing. */
export class CodesInLinesComparator extends Comparator implements GrowingComparator {
  override readonly levels = codesInLinesLevels;
  override readonly graded = true;
  readonly #names = new Names();
  readonly #texts = new GrowingTexts();
  readonly #left = new NumberSets();
  readonly #right: NumberSets;
  readonly #surprises: Growing<Float64Array>;
  readonly #total: number;

  constructor(sides: Sides) {
    super();
    this.#right = sides.oneTable ? this.#left : new NumberSets();
    const counts: number[] = [];
    let total = 0;
    const take = (side: NumberSets, cell: string) => {
      const codes = this.#codesOf(cell);
      for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
      total += codes.length;
      side.push(codes);
    };
    for (const cell of sides.left) take(this.#left, cell);
    if (!sides.oneTable) for (const cell of sides.right) take(this.#right, cell);
    this.#surprises = Growing.of(
      sharedDoubles,
      Float64Array.from(counts, (count) => Math.log2(total / count)),
    );
    this.#total = total;
  }

  /** Share of the records that hold a code on the side that holds fewer, 0 to 1. */
  get filled(): number {
    return Math.min(this.#left.filled, this.#right.filled);
  }

  override parts(): CodesInLinesParts {
    return {
      kind: 'codes in lines',
      left: this.#left.flat(),
      right: this.#right.flat(),
      texts: this.#texts.flat(),
      surprises: this.#surprises.values(),
    };
  }

  append(cell: string): void {
    this.#left.push(this.#codesOf(cell));
    while (this.#surprises.length < this.#names.size)
      this.#surprises.push(Math.log2(Math.max(1, this.#total)));
    this.changed();
  }

  cut(records: number): void {
    this.#left.cut(records);
    this.changed();
  }

  override values(left: number, right: number): readonly [string, string] {
    return [this.#names.shown(this.#left.of(left)), this.#names.shown(this.#right.of(right))];
  }

  #codesOf(cell: string): number[] {
    if (cell === '') return [];
    return [...new Set(cell.split(' '))].map((code) => {
      const known = this.#names.size;
      const number = this.#names.numberOf(code);
      if (number === known) this.#texts.push(code);
      return number;
    });
  }
}
