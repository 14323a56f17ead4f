import { normalText, wordsOf } from '../text/normal-text.js';
import { normalCode } from './code-comparator.js';
import type { Comparator, Sides } from './comparator.js';

/** Pairs of records that have a code in common by chance, at most: the levels between. */
const pairsByChance = [1_000, 250, 60, 16, 4, 1];
/** Codes shorter than this name nothing. */
const shortest = 4;
const longest = 24;
/** Words that are written as one elsewhere, at most. */
const wordsJoined = 3;

/** Model, article and catalog numbers anywhere in the texts of two records, however they are divided and in whichever
 *  column they stand: `HDR-SR12`, `HDR SR12` and `HDRSR12` are one. What counts is the rarest one that both have. */
export class SharedCodeComparator implements Comparator {
  readonly levels = [
    'none in common',
    'a common one',
    ...pairsByChance.map((pairs) => `shared by at most ${pairs} pairs`),
  ];
  readonly graded = true;
  readonly derived = false;
  readonly #left: readonly Int32Array[];
  readonly #right: readonly Int32Array[];
  readonly #codes: readonly string[];
  readonly #recordsLeft: number[] = [];
  readonly #recordsRight: number[] = [];

  /** `columns` are the texts that are looked through. */
  constructor(columns: readonly Sides[], oneTable: boolean) {
    const ids = new Map<string, number>();
    for (const column of columns)
      for (const cells of oneTable ? [column.left] : [column.left, column.right])
        for (const cell of cells)
          for (const code of wholeCodes(cell)) if (!ids.has(code)) ids.set(code, ids.size);
    this.#codes = [...ids.keys()];
    const read = (side: 'left' | 'right', records: number[]) =>
      Array.from({ length: columns[0]?.[side].length ?? 0 }, (_, r) => {
        const found = new Set(columns.flatMap((column) => possibleCodes(column[side][r]!)));
        const known = Int32Array.from([...found].flatMap((code) => ids.get(code) ?? [])).sort();
        for (const code of known) records[code] = (records[code] ?? 0) + 1;
        return known;
      });
    this.#left = read('left', this.#recordsLeft);
    this.#right = oneTable ? this.#left : read('right', this.#recordsRight);
    if (oneTable) this.#recordsRight = this.#recordsLeft.map((count) => (count - 1) / 2);
  }

  /** Share of the records of each side that have any, of the side that has fewer, 0 to 1. */
  get filled(): number {
    const share = (side: readonly Int32Array[]) =>
      side.filter((codes) => codes.length > 0).length / Math.max(1, side.length);
    return Math.min(share(this.#left), share(this.#right));
  }

  place(left: number, right: number): number {
    if (this.#left[left]!.length === 0 || this.#right[right]!.length === 0) return -1;
    const rarest = this.#rarest(left, right);
    if (rarest < 0) return 0.5;
    const pairs = this.#pairsOf(rarest);
    let level = 1;
    while (level <= pairsByChance.length && pairs <= pairsByChance[level - 1]!) level++;
    return level + 0.5;
  }

  surprise(): number {
    return 0;
  }

  values(left: number, right: number): readonly [string, string] {
    const rarest = this.#rarest(left, right);
    const shown = (codes: Int32Array) =>
      rarest >= 0 ? this.#codes[rarest]! : Array.from(codes, (code) => this.#codes[code]!).join(' ');
    return [shown(this.#left[left]!), shown(this.#right[right]!)];
  }

  /** The code in common by which the fewest pairs could be made, -1 for none. */
  #rarest(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    let rarest = -1;
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i]! < b[j]!) i++;
      else if (a[i]! > b[j]!) j++;
      else {
        if (rarest < 0 || this.#rarer(a[i]!, rarest)) rarest = a[i]!;
        i++;
        j++;
      }
    }
    return rarest;
  }

  /** Of equally rare ones the first by its text, so that neither the order of the rows nor of the tables decides. */
  #rarer(code: number, than: number): boolean {
    const apart = this.#pairsOf(code) - this.#pairsOf(than);
    return apart < 0 || (apart === 0 && this.#codes[code]! < this.#codes[than]!);
  }

  /** Pairs of records that share a code. */
  #pairsOf(code: number): number {
    return (this.#recordsLeft[code] ?? 0) * (this.#recordsRight[code] ?? 0);
  }
}

/** What is written without a space in between, without its punctuation. */
function wholeCodes(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map(normalCode)
    .filter(isCode);
}

/** Digits with letters among them, or more digits than a year has. */
function isCode(word: string): boolean {
  return (
    word.length >= shortest &&
    word.length <= longest &&
    /\d/.test(word) &&
    (/\D/.test(word) || word.length > 4)
  );
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
