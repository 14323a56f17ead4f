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

/** Counts how often each value occurs on both sides; '' is none. */
export class ValueCensus {
  readonly #counts = new Map<string, number>();
  #total = 0;

  constructor(...sides: readonly (readonly string[])[]) {
    for (const side of sides)
      for (const value of side) {
        if (value === '') continue;
        this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
        this.#total++;
      }
  }

  /** -log2(count / total) in bits, 0 or more. */
  surprise(value: string): number {
    return Math.log2(this.#total / (this.#counts.get(value) ?? 1));
  }
}
