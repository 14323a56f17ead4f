import type { Comparator } from './comparator.js';

export interface NamedComparator {
  readonly name: string;
  readonly comparator: Comparator;
}

/** The comparators of one attribute, which take in further records of the one table together. */
export interface AttributeComparators {
  readonly named: readonly NamedComparator[];
  /** The next record: its cell as it is written, and as lines of the field are compared. */
  append(cell: string, comparable: string): void;
  /** Forgets the records from that number on. */
  cut(records: number): void;
}
