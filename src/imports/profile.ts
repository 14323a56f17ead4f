import type { Purpose, Relationship } from '../crosswalk/vocabulary.js';

/** What one column of a file holds. */
export interface Column {
  /** Its header as the file writes it; spaces around it and letter case do not matter. */
  readonly header: string;
  readonly required: boolean;
  readonly kind: 'text' | 'price';
}

/** How a row names a code, and what it says of it. */
export interface CodePart {
  readonly system: string;
  /** Header of the column with the code. */
  readonly code: string;
  /** Header of the column with its name, if the file has one. */
  readonly display?: string;
  /** Attribute name → header of its column. */
  readonly properties: Readonly<Record<string, string>>;
}

/** How one kind of file is read: its form, its columns, and what each row says. Declared as data, one file each. */
export interface Profile {
  readonly key: string;
  readonly title: string;
  /** The source system that delivers it. */
  readonly source: string;
  readonly encoding: 'utf8' | 'latin1' | 'windows-1252';
  readonly delimiter: string;
  /** Null where the files never quote, so that an inch sign is an inch sign. */
  readonly quote: '"' | null;
  readonly columns: readonly Column[];
  readonly code: CodePart;
  /** The code it maps to, where every row is a mapping too. */
  readonly target?: CodePart & { readonly purpose: Purpose; readonly relationship: Relationship };
}
