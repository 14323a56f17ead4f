import { normalText, wordsOf } from '../text/normal-text.js';
import { normalCode } from './code-comparator.js';
import type { Comparator, Sides } from './comparator.js';

/** Pairs of records that have a code in common, at most: the levels between. */
const pairsByChance = [1_000, 250, 60, 16, 4, 1];
/** The same of a code without the letters at its end, which often stand for a colour or a country. */
const pairsByStem = [16, 4, 1];
/** Codes shorter than this name nothing, longer ones are sentences. */
const shortest = 4;
const longest = 24;
const shortestStem = 5;
const lettersAtEnd = 3;
/** Words that are written as one elsewhere, at most. */
const wordsJoined = 3;

/** Model, article and catalog numbers anywhere in the texts of two records, however they are divided and in whichever
 *  column they stand: `HDR-SR12`, `HDR SR12` and `HDRSR12` are one. What counts is the rarest one that both have. */
export class SharedCodeComparator implements Comparator {
  readonly levels = [
    'none in common',
    ...pairsByStem.map((pairs) => `but for letters at the end, shared by at most ${pairs} pairs`),
    'a common one',
    ...pairsByChance.map((pairs) => `shared by at most ${pairs} pairs`),
  ];
  readonly graded = true;
  readonly derived = false;
  readonly #codes: CodesOfTables;
  readonly #stems: CodesOfTables;

  /** `columns` are the texts that are looked through. */
  constructor(columns: readonly Sides[]) {
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

  place(left: number, right: number): number {
    if (!this.#codes.bothHave(left, right)) return -1;
    const codes = this.#codes.fewestPairs(left, right);
    if (codes > 0) return pairsByStem.length + 1.5 + levelOf(codes, pairsByChance);
    const stems = this.#stems.fewestPairs(left, right);
    return stems > 0 ? 0.5 + levelOf(stems, pairsByStem) : 0.5;
  }

  surprise(): number {
    return 0;
  }

  values(left: number, right: number): readonly [string, string] {
    const shared = this.#codes.rarest(left, right);
    return shared === undefined ? this.#codes.all(left, right) : [shared, shared];
  }
}

/** How many of the falling limits hold. */
function levelOf(pairs: number, limits: readonly number[]): number {
  let level = 0;
  while (level < limits.length && pairs <= limits[level]!) level++;
  return level;
}

/** The codes of the records of two tables, and how many pairs of records each is in. */
class CodesOfTables {
  readonly #left: readonly Int32Array[];
  readonly #right: readonly Int32Array[];
  readonly #codes: readonly string[];
  readonly #pairs: Float64Array;

  constructor(left: readonly (readonly string[])[], right: readonly (readonly string[])[]) {
    const ids = new Map<string, number>();
    const numbered = (side: readonly (readonly string[])[]) =>
      side.map((codes) =>
        Int32Array.from(codes, (code) => {
          const id = ids.get(code) ?? ids.size;
          ids.set(code, id);
          return id;
        }).sort(),
      );
    this.#left = numbered(left);
    this.#right = numbered(right);
    this.#codes = [...ids.keys()];
    const records = (side: readonly Int32Array[]) => {
      const counts = new Float64Array(ids.size);
      for (const codes of side) for (const code of codes) counts[code]! += 1;
      return counts;
    };
    const ofRight = records(this.#right);
    this.#pairs = records(this.#left).map((count, code) => count * ofRight[code]!);
  }

  get filled(): number {
    const share = (side: readonly Int32Array[]) =>
      side.filter((codes) => codes.length > 0).length / Math.max(1, side.length);
    return Math.min(share(this.#left), share(this.#right));
  }

  bothHave(left: number, right: number): boolean {
    return this.#left[left]!.length > 0 && this.#right[right]!.length > 0;
  }

  /** Pairs of records that the rarest code of both is in; 0 where they have none in common. */
  fewestPairs(left: number, right: number): number {
    let fewest = 0;
    this.#shared(left, right, (code) => {
      if (fewest === 0 || this.#pairs[code]! < fewest) fewest = this.#pairs[code]!;
    });
    return fewest;
  }

  /** Of equally rare ones the first by its text, so that neither the order of the rows nor of the tables decides. */
  rarest(left: number, right: number): string | undefined {
    const fewest = this.fewestPairs(left, right);
    const found: string[] = [];
    this.#shared(left, right, (code) => {
      if (this.#pairs[code] === fewest) found.push(this.#codes[code]!);
    });
    return found.sort()[0];
  }

  all(left: number, right: number): readonly [string, string] {
    const shown = (codes: Int32Array) => Array.from(codes, (code) => this.#codes[code]!).join(' ');
    return [shown(this.#left[left]!), shown(this.#right[right]!)];
  }

  #shared(left: number, right: number, found: (code: number) => void): void {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i]! < b[j]!) i++;
      else if (a[i]! > b[j]!) j++;
      else {
        found(a[i]!);
        i++;
        j++;
      }
    }
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
