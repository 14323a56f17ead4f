import { type FiguresParts, figuresLevels } from '../measure/figures-measure.js';
import { normalText, wordsOf } from '../text/normal-text.js';
import { Comparator, type GrowingComparator, type Sides } from './comparator.js';
import { Names, NumberSets } from './number-sets.js';

/** Reads out of a text what must not be blurred. */
export type FeatureReader = (text: string) => readonly string[];

/** Words with a digit: years, sizes, model and catalog numbers. */
export const figuresOf: FeatureReader = (text) => wordsOf(normalText(text)).filter((word) => /\d/.test(word));

/** Compares what a reader finds in two texts, as sets. */
export class FeatureComparator extends Comparator implements GrowingComparator {
  override readonly levels = figuresLevels;
  override readonly derived = true;
  readonly #names = new Names();
  readonly #left = new NumberSets();
  readonly #right: NumberSets;

  constructor(
    sides: Sides,
    private readonly reader: FeatureReader,
  ) {
    super();
    this.#right = sides.oneTable ? this.#left : new NumberSets();
    for (const text of sides.left) this.#take(this.#left, text);
    if (!sides.oneTable) for (const text of sides.right) this.#take(this.#right, text);
  }

  /** Share of the records that have any feature, 0 to 1. */
  get filled(): number {
    const all = this.#left.records + this.#right.records;
    return (
      (this.#left.filled * this.#left.records + this.#right.filled * this.#right.records) / Math.max(1, all)
    );
  }

  override parts(): FiguresParts {
    return { kind: 'figures', left: this.#left.flat(), right: this.#right.flat() };
  }

  append(cell: string): void {
    this.#take(this.#left, cell);
    this.changed();
  }

  cut(records: number): void {
    this.#left.cut(records);
    this.changed();
  }

  override values(left: number, right: number): readonly [string, string] {
    return [this.#names.shown(this.#left.of(left)), this.#names.shown(this.#right.of(right))];
  }

  #take(side: NumberSets, text: string): void {
    side.push([...new Set(this.reader(text))].map((name) => this.#names.numberOf(name)));
  }
}
