import type { Measure } from '../measure/measure.js';
import { type MeasureParts, measureOf } from '../measure/measures.js';

/** What two records say of one attribute, and how far they agree. Left and right are numbers of records. Values are read
 *  into flat lists once; a `Measure` over these, in this thread or another one, says the place of any two records. */
export abstract class Comparator implements Measure {
  /** Names of the levels, from least to most agreement. */
  abstract readonly levels: readonly string[];
  /** Whether the levels are a scale: then more agreement never weighs less, and a place between two levels weighs
   *  between them. */
  readonly graded: boolean = false;
  /** Whether what it compares is part of what another comparator compares: then it only speaks against a match, for what
   *  both have in common is counted already. */
  readonly derived: boolean = false;
  /** Bits of each level, where they are set and not learned. */
  readonly fixed?: readonly number[];
  #measure: Measure | undefined;
  #stale = false;

  /** What threads need to measure as this one does. */
  abstract parts(): MeasureParts;

  /** Both values, as they are shown with an explanation. */
  abstract values(left: number, right: number): readonly [string, string];

  /** Why the two must not be called a match by what their texts say; empty where nothing forbids it. */
  vetoes?(left: number, right: number): readonly string[];

  place(left: number, right: number): number {
    return this.#measured().place(left, right);
  }

  surprise(left: number, right: number): number {
    return this.#measured().surprise(left, right);
  }

  /** To be called when records came or went. */
  protected changed(): void {
    this.#stale = true;
  }

  #measured(): Measure {
    if (this.#measure === undefined || this.#stale) this.#measure = measureOf(this.parts(), this.#measure);
    this.#stale = false;
    return this.#measure;
  }
}

/** A comparator of one table that takes in more records after it was made. What it has counted stands: a value that
 *  comes later is as rare as one that stood once. */
export interface GrowingComparator {
  /** The next record, by its cell. */
  append(cell: string): void;
  /** Forgets the records from that number on. */
  cut(records: number): void;
}

/** One side of an attribute: what each record says. */
export interface Sides {
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** The same as it was written, where `left` and `right` were made comparable before. */
  readonly written?: { readonly left: readonly string[]; readonly right: readonly string[] };
  /** Both sides are the same table: then order must not matter. */
  readonly oneTable: boolean;
  /** Whether records of the one table come and go later (`GrowingComparator`). */
  readonly grows?: boolean | undefined;
}

/** Both values as they were written. */
export function written({ left, right, written }: Sides, l: number, r: number): readonly [string, string] {
  return [(written?.left ?? left)[l]!, (written?.right ?? right)[r]!];
}
