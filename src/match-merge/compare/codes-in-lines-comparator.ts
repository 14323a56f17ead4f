import type { Comparator, Sides } from './comparator.js';

/** Compares the catalog numbers and other codes that stand in two lines; each side’s cells hold them with spaces between.
 *  What counts is the rarest code that both lines hold. A line without codes says nothing. */
export class CodesInLinesComparator implements Comparator {
  readonly levels = ['none in common', 'one begins like another', 'one in common'];
  readonly graded = true;
  readonly derived = false;
  readonly #left: readonly (readonly string[])[];
  readonly #right: readonly (readonly string[])[];
  readonly #counts = new Map<string, number>();
  #total = 0;

  constructor(sides: Sides) {
    const codes = (cell: string) => (cell === '' ? [] : [...new Set(cell.split(' '))]);
    this.#left = sides.left.map(codes);
    this.#right = sides.oneTable ? this.#left : sides.right.map(codes);
    for (const held of sides.oneTable ? [this.#left] : [this.#left, this.#right])
      for (const code of held.flat()) {
        this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
        this.#total++;
      }
  }

  /** Share of the records that hold a code on the side that holds fewer, 0 to 1. */
  get filled(): number {
    const share = (side: readonly (readonly string[])[]) =>
      side.filter((codes) => codes.length > 0).length / Math.max(1, side.length);
    return Math.min(share(this.#left), share(this.#right));
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (a.length === 0 || b.length === 0) return -1;
    if (this.share(left, right)) return 2.5;
    const begins = (x: string, y: string) => x.length >= 5 && x.length < y.length && y.startsWith(x);
    return a.some((x) => b.some((y) => begins(x, y) || begins(y, x))) ? 1.5 : 0.5;
  }

  /** Whether both hold one code. */
  share(left: number, right: number): boolean {
    const b = this.#right[right]!;
    return this.#left[left]!.some((code) => b.includes(code));
  }

  surprise(left: number, right: number): number {
    const b = this.#right[right]!;
    return this.#left[left]!.reduce(
      (most, code) =>
        b.includes(code) ? Math.max(most, Math.log2(this.#total / this.#counts.get(code)!)) : most,
      0,
    );
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.#left[left]!.join(' '), this.#right[right]!.join(' ')];
  }
}
