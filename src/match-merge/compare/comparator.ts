/** Compares the values that two records have of one attribute. Left and right are numbers of records. */
export interface Comparator {
  /** Names of the levels, from least to most agreement. */
  readonly levels: readonly string[];
  /** Whether the levels are a scale: then more agreement never weighs less, and a place between two levels weighs
   *  between them. */
  readonly graded: boolean;
  /** Whether what it compares is part of what another comparator compares: then it only speaks against a match, for what
   *  both have in common is counted already. */
  readonly derived: boolean;
  /** Bits of each level, where they are set and not learned. */
  readonly fixed?: readonly number[];
  /** Why the two must not be called a match by what their texts say; empty where nothing forbids it. */
  vetoes?(left: number, right: number): readonly string[];
  /** Place on the levels: level n is `n <= place < n + 1`. -1 where either record has no value: absence is not
   *  evidence. */
  place(left: number, right: number): number;
  /** How rare the value that both records share is, -log2 of its share of all values, in bits; 0 unless they agree
   *  wholly. Fellegi & Sunter 1969, 3.3.1. */
  surprise(left: number, right: number): number;
  /** Both values, as they are shown with an explanation. */
  values(left: number, right: number): readonly [string, string];
}

/** One side of an attribute: what each record says. */
export interface Sides {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** The same as it was written, where `left` and `right` were made comparable before. */
  readonly written?: { readonly left: readonly string[]; readonly right: readonly string[] };
  /** Both sides are the same table: then order must not matter. */
  readonly oneTable: boolean;
}

/** The values of both sides by number, so that two are compared without a text: 0 is none, equal numbers are equal values. */
export class ValueNumbers {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly #texts: string[] = [''];
  readonly #surprises: Float64Array;
  readonly #oneTable: boolean;

  /** `normal` gives a cell's value, '' for none. */
  constructor({ left, right, oneTable }: Sides, normal: (cell: string) => string) {
    const ofCell = new Map<string, number>();
    const ofText = new Map<string, number>([['', 0]]);
    const numberOf = (cell: string) => {
      let number = ofCell.get(cell);
      if (number === undefined) {
        const text = normal(cell);
        number = ofText.get(text);
        if (number === undefined) {
          number = this.#texts.length;
          ofText.set(text, number);
          this.#texts.push(text);
        }
        ofCell.set(cell, number);
      }
      return number;
    };
    this.#oneTable = oneTable;
    this.left = Int32Array.from(left, numberOf);
    this.right = oneTable ? this.left : Int32Array.from(right, numberOf);
    const counts = new Float64Array(this.#texts.length);
    let total = 0;
    for (const side of oneTable ? [this.left] : [this.left, this.right])
      for (const number of side) {
        if (number === 0) continue;
        counts[number]! += 1;
        total++;
      }
    this.#surprises = counts.map((count) => Math.log2(total / count));
    this.#surprises[0] = 0;
  }

  /** How many different values there are. */
  get different(): number {
    return this.#texts.length - 1;
  }

  textOf(number: number): string {
    return this.#texts[number]!;
  }

  /** The value of every record, of two tables those of the left one first. */
  *normals(): Generator<string> {
    for (const side of this.#oneTable ? [this.left] : [this.left, this.right])
      for (const number of side) yield this.#texts[number]!;
  }

  /** -log2(count / total) of a value that both records share, in bits, 0 or more; 0 where they differ. */
  surprise(left: number, right: number): number {
    const number = this.left[left]!;
    return number === this.right[right] ? this.#surprises[number]! : 0;
  }
}
