/** One entry of the error catalogue, `docs/errors.md`. */
export interface ProblemMeaning {
  readonly code: string;
  readonly meaning: string;
  /** HTTP status where the whole request fails with it; null where it is an outcome inside an answer. */
  readonly http: number | null;
  /** Whether asking again, unchanged, can help. */
  readonly retry: 'no' | 'yes' | 'after a person decided' | 'after the data changed';
}

/** What went wrong, for callers: a code out of the catalogue and a sentence that repeats no input value. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}
