import { type NumberParts, numberLevels } from '../measure/number-measure.js';
import { numberOf } from '../tables/cell-values.js';
import { Growing, sharedDoubles } from '../text/flat-lists.js';
import { GrowingTexts } from '../text/flat-texts.js';
import { Comparator, type GrowingComparator, type Sides, written } from './comparator.js';
import { ValueNumbers } from './value-numbers.js';

/** Numbers: how far apart they are as a share of the greater one, or one digit mistyped. */
export class NumberComparator extends Comparator implements GrowingComparator {
  override readonly levels = numberLevels;
  readonly #texts = new GrowingTexts();
  readonly #numbers = new Growing(sharedDoubles);
  readonly #values: ValueNumbers;

  constructor(private readonly sides: Sides) {
    super();
    this.#values = new ValueNumbers(sides, asText, (text) => {
      this.#texts.push(text);
      this.#numbers.push(Number(text));
    });
  }

  override parts(): NumberParts {
    return {
      kind: 'number',
      values: this.#values.flat(),
      texts: this.#texts.flat(),
      numbers: this.#numbers.values(),
    };
  }

  append(cell: string): void {
    this.#values.append(cell);
    this.changed();
  }

  cut(records: number): void {
    this.#values.cut(records);
    this.changed();
  }

  override values(left: number, right: number): readonly [string, string] {
    return written(this.sides, left, right);
  }
}

function asText(cell: string): string {
  const value = numberOf(cell);
  return value === undefined ? '' : String(value);
}
