/** The shape of the generated dictionary table. One row stands for one application identifier (AI) or a range of them. */
export type Gs1DictionaryRow = {
  readonly from: string;
  readonly to: string;
  /** Needs no FNC1 after it in a symbol, because its length follows from its first two digits. */
  readonly predefinedLength: boolean;
  /** May stand in the query of a Digital Link. */
  readonly digitalLinkAttribute: boolean;
  readonly components: readonly Gs1Component[];
  /** Every entry must be met; an entry is met by any of its groups; a group by all of its AIs. `35nn` is a pattern. */
  readonly requires: readonly (readonly (readonly string[])[])[];
  /** May not stand beside any of these AIs or patterns. */
  readonly excludes: readonly string[];
  /** Not null: a primary key of Digital Links, with its alternative sequences of qualifiers. */
  readonly keyQualifiers: readonly (readonly string[])[] | null;
  readonly title: string;
};

/** One part of a value. Only the last component of an AI has `min` below `max`. */
export type Gs1Component = {
  /** N digits, X character set 82, Y character set 39, Z file-safe base64. */
  readonly type: 'N' | 'X' | 'Y' | 'Z';
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  /** Names of the dictionary's linters, see `gs1-component-checks.ts`. */
  readonly checks: readonly string[];
};
