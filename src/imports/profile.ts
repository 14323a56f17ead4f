import type { CodeRole, Purpose, Relationship } from '../crosswalk/vocabulary.js';
import type { Domain } from '../golden-records/domain.js';
import type { Delivers } from './import.table.js';
import type { RelationColumns } from './relation-columns.js';

/** How the text of a cell is read. `price` and `decimal` stay decimals as text; `date` is a day in any of the forms that
 *  lists use; `list` holds several texts between bars. */
export type CellKind = 'text' | 'price' | 'decimal' | 'integer' | 'boolean' | 'date' | 'list';

/** What one column of a file holds. */
export interface Column {
  /** Its header as the file writes it; spaces around it and letter case do not matter. */
  readonly header: string;
  readonly required: boolean;
  readonly kind: CellKind;
  /** Files in an older layout lack the column; they are read as if it were empty. */
  readonly mayLack?: true;
}

/** A value that the profile fixes, or one that a column decides: its cell is looked up among `cases`. */
export type Chosen<T extends string> =
  | T
  | { readonly column: string; readonly cases: Readonly<Record<string, T>>; readonly otherwise?: T };

/** An identifier that a row’s record carries. An empty cell says nothing; a house code where a standard one may stand
 *  (LOCAL_CODE) names nothing outside the house and is left out; any other fault rejects the row. */
export interface CarriedCodeColumn {
  readonly system: Chosen<string>;
  readonly column: string;
  readonly role: Chosen<CodeRole>;
  /** Header of the column with the issuer, where codes of the system have one. */
  readonly issuer?: string;
  /** The column may hold other things than such codes, which are then left an attribute. */
  readonly mayBeOther?: boolean;
}

/** A column that adds to a list: its text, or its texts, with a prefix before each, and the unit of another column after
 *  it (`12.50 per BX`). */
export interface ListColumn {
  readonly column: string;
  readonly prefix?: string;
  readonly per?: string;
}

/** One level of packaging that a row states. */
export interface PackageColumns {
  readonly unit: string;
  readonly quantity: string;
  /** Header of the column with the unit it holds, or that unit itself after `=`. */
  readonly contains: string;
  readonly gtin?: string;
  /** Put before units that are identifiers, e.g. `di:`. */
  readonly unitPrefix?: string;
}

/** What a row says of one thing: which code it has, and what is said of it. */
export interface Part {
  /** Key of the code system of its key. */
  readonly system: string;
  /** Header of the column with the key; several are joined by a colon. */
  readonly key: readonly string[];
  /** A row without this key says nothing of it. Otherwise the key must be there. */
  readonly optional?: boolean;
  /** `code`: a code with its display and properties. A domain: a record of it, which finds or founds its golden record. */
  readonly says: 'code' | Domain;
  /** Of a code: header of the column with its name. A record is called by its domain’s name attributes. */
  readonly display?: string;
  /** Attribute or property → header of its column. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Attributes of which rows of the same key may say different things: the first row’s word counts. All of them belong
   *  in a list as well, so that nothing is lost. */
  readonly firstOf?: readonly string[];
  /** Attribute that holds a list → header; rows of the same key fill it together. */
  readonly lists?: Readonly<Record<string, ListColumn>>;
  readonly packages?: readonly PackageColumns[];
  readonly codes?: readonly CarriedCodeColumn[];
  /** Of a record: how its thing stands to others. */
  readonly relations?: readonly RelationColumns[];
  /** Columns with its first day and its last. */
  readonly validity?: { readonly first: string; readonly last: string };
  /** Of a code: a column whose value retires it. */
  readonly retired?: { readonly column: string; readonly values: readonly string[] };
  /** Of a record: the row says a part of the thing only, so that nothing its domain requires is missing. */
  readonly partial?: boolean;
  /** Of a record: a registry, where every key is another thing, whatever identifiers two of them share. */
  readonly distinct?: boolean;
}

/** A mapping that every row states between two of its parts, by their places in the list. */
export interface PartMapping {
  readonly from: number;
  readonly to: number;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
}

/** How one kind of file is read: its form, its columns, and what each row says. Declared as data, one file each. */
export interface Profile {
  readonly key: string;
  readonly title: string;
  /** The source system that delivers it. */
  readonly source: string;
  /** Whether a file is a full list, without which a record has ended, or holds only what is new and changed. A delivery
   *  may say otherwise of itself. */
  readonly delivers: Delivers;
  /** Every file may be an edition of its first part’s code system, whose codes it holds all, if its deliverer says which. */
  readonly editions?: true;
  readonly encoding: 'utf8' | 'latin1' | 'windows-1252';
  readonly delimiter: string;
  /** Null where the files never quote, so that an inch sign is an inch sign. */
  readonly quote: '"' | null;
  readonly columns: readonly Column[];
  readonly parts: readonly Part[];
  readonly mappings: readonly PartMapping[];
}

/** Keys of the code systems that a profile speaks of. */
export function systemsNamed({ parts }: Profile): ReadonlySet<string> {
  const named = parts.flatMap(({ system, codes = [], packages = [], relations = [] }) => [
    system,
    ...relations.map((relation) => relation.system),
    ...codes.flatMap((code) => choices(code.system)),
    ...(packages.some(({ gtin }) => gtin !== undefined) ? ['gtin'] : []),
  ]);
  return new Set(named);
}

function choices<T extends string>(chosen: Chosen<T>): readonly T[] {
  if (typeof chosen === 'string') return [chosen];
  const { cases, otherwise } = chosen;
  return otherwise === undefined ? Object.values(cases) : [...Object.values(cases), otherwise];
}

/** The code system a delivery belongs to: that of the profile’s first part. Who may deliver there may deliver it. */
export function homeSystem({ parts }: Profile): string {
  const [first] = parts;
  if (!first) throw new Error('a profile has at least one part');
  return first.system;
}
