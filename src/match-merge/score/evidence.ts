/** What the comparators said about a list of pairs. */
export interface Evidence {
  readonly pairs: number;
  /** Place on the levels, one list a comparator; -1 is no evidence. */
  readonly places: readonly Float32Array[];
  /** Surprise in bits of a value shared wholly, one list a comparator. */
  readonly surprises: readonly Float32Array[];
}
