/** What a question says under one context key, in the index’s own terms. */
export interface ContextValue {
  /** Number of the context key. */
  readonly key: number;
  /** Row of the golden record; -1 where the key takes words, or the hub knows no one record by what was said. */
  readonly record: number;
  readonly word: string | null;
  /** Said, but the hub does not know by it which golden record is meant: conditions on it neither hold nor fail. */
  readonly unknown: boolean;
}

export type Context = readonly ContextValue[];

export const noContext: Context = Object.freeze([]);
