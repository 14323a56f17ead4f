import { type CodeParts, codeLevels } from '../measure/code-measure.js';
import { GrowingTexts } from '../text/flat-texts.js';
import { Comparator, type GrowingComparator, type Sides, written } from './comparator.js';
import { ValueNumbers } from './value-numbers.js';

/** Codes, numbers of telephones, postcodes, mail addresses: letters and digits only, equal or nearly so. */
export class CodeComparator extends Comparator implements GrowingComparator {
  override readonly levels = codeLevels;
  override readonly graded = true;
  readonly #texts = new GrowingTexts();
  readonly #values: ValueNumbers;

  constructor(private readonly sides: Sides) {
    super();
    this.#values = new ValueNumbers(sides, normalCode, (text) => this.#texts.push(text));
  }

  override parts(): CodeParts {
    return { kind: 'code', values: this.#values.flat(), texts: this.#texts.flat() };
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

/** Letters and digits in lower case, nothing between them. */
export function normalCode(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
