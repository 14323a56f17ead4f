/** A table as it was read: every cell is text, an empty cell is ''. Ids are unique. */
export interface Table {
  readonly columns: readonly string[];
  readonly ids: readonly string[];
  /** One list of cells a column, in the order of `columns`; the id column is not among them. */
  readonly cells: readonly (readonly string[])[];
}
