import {
  type FlatCodes,
  fewestPairs,
  type SharedCodeParts,
  sharedCodeLevels,
} from '../measure/shared-code-measure.js';
import { normalText, wordsOf } from '../text/normal-text.js';
import { normalCode } from './code-comparator.js';
import { Comparator, type Sides } from './comparator.js';
import { Names, NumberSets } from './number-sets.js';

/** Codes shorter than this name nothing, longer ones are sentences. */
const shortest = 4;
const longest = 24;
const shortestStem = 5;
const lettersAtEnd = 3;
/** Words that are written as one elsewhere, at most. */
const wordsJoined = 3;

/** Model, article and catalog numbers anywhere in the texts of two records, however they are divided and in whichever
 *  column they stand: `HDR-SR12`, `HDR SR12` and `HDRSR12` are one. What counts is the rarest one that both have. */
export class SharedCodeComparator extends Comparator {
  override readonly levels = sharedCodeLevels;
  override readonly graded = true;
  readonly #codes: CodesOfTables;
  readonly #stems: CodesOfTables;

  /** `columns` are the texts that are looked through. */
  constructor(columns: readonly Sides[]) {
    super();
    const whole = new Set(
      columns.flatMap(({ left, right }) => [...left.flatMap(wholeCodes), ...right.flatMap(wholeCodes)]),
    );
    const read = (side: 'left' | 'right') =>
      Array.from({ length: columns[0]?.[side].length ?? 0 }, (_, r) => {
        const possible = columns.flatMap((column) => possibleCodes(column[side][r]!));
        return [...new Set(possible.filter((code) => whole.has(code)))];
      });
    const left = read('left');
    const right = read('right');
    this.#codes = new CodesOfTables(left, right);
    this.#stems = new CodesOfTables(left.map(stemsOf), right.map(stemsOf));
  }

  /** Share of the records of each side that have any, of the side that has fewer, 0 to 1. */
  get filled(): number {
    return this.#codes.filled;
  }

  override parts(): SharedCodeParts {
    return { kind: 'shared code', codes: this.#codes.flat(), stems: this.#stems.flat() };
  }

  override values(left: number, right: number): readonly [string, string] {
    const shared = this.#codes.rarest(left, right);
    return shared === undefined ? this.#codes.all(left, right) : [shared, shared];
  }
}

/** The codes of the records of two tables, and how many pairs of records each is in. */
class CodesOfTables {
  readonly #names = new Names();
  readonly #left = new NumberSets();
  readonly #right = new NumberSets();
  readonly #pairs: Float64Array;

  constructor(left: readonly (readonly string[])[], right: readonly (readonly string[])[]) {
    const take = (side: NumberSets, codes: readonly string[]) =>
      side.push(codes.map((code) => this.#names.numberOf(code)));
    for (const codes of left) take(this.#left, codes);
    for (const codes of right) take(this.#right, codes);
    const records = ({ items }: { readonly items: Int32Array }) => {
      const counts = new Float64Array(this.#names.size);
      for (const code of items) counts[code]! += 1;
      return counts;
    };
    const ofRight = records(this.#right.flat());
    this.#pairs = records(this.#left.flat()).map((count, code) => count * ofRight[code]!);
  }

  get filled(): number {
    return Math.min(this.#left.filled, this.#right.filled);
  }

  flat(): FlatCodes {
    return { left: this.#left.flat(), right: this.#right.flat(), pairs: this.#pairs };
  }

  /** Of equally rare ones the first by its text, so that neither the order of the rows nor of the tables decides. */
  rarest(left: number, right: number): string | undefined {
    const fewest = fewestPairs(this.flat(), left, right);
    const b = this.#right.of(right);
    return Array.from(this.#left.of(left))
      .filter((code) => b.includes(code) && this.#pairs[code] === fewest)
      .map((code) => this.#names.nameOf(code))
      .sort()[0];
  }

  all(left: number, right: number): readonly [string, string] {
    return [this.#names.shown(this.#left.of(left)), this.#names.shown(this.#right.of(right))];
  }
}

/** What is written without a space in between, without its punctuation. */
function wholeCodes(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map(normalCode)
    .filter(isCode);
}

/** What a text may mean by a code: what is written as one, each word, and up to three neighbours joined. Those that
 *  nobody writes as one are none. */
function possibleCodes(text: string): string[] {
  const words = wordsOf(normalText(text));
  const joined = words.flatMap((word, at) => {
    let code = word;
    const codes = [word];
    for (const next of words.slice(at + 1, at + wordsJoined)) {
      code += next;
      codes.push(code);
    }
    return codes.filter(isCode);
  });
  return [...wholeCodes(text), ...joined];
}

/** Digits with letters among them, or more digits than a year has. */
function isCode(word: string): boolean {
  const fits = word.length >= shortest && word.length <= longest && /\d/.test(word);
  return fits && (/\D/.test(word) || word.length > 4);
}

/** Each code, and what is left of it without one to three letters at its end. */
function stemsOf(codes: readonly string[]): string[] {
  const stems = codes.flatMap((code) => {
    const of = [code];
    for (let cut = 1; cut <= lettersAtEnd && /\D/.test(code[code.length - cut]!); cut++)
      of.push(code.slice(0, -cut));
    return of.filter((stem) => stem.length >= shortestStem && isCode(stem));
  });
  return [...new Set(stems)];
}
