import type { System } from '../crosswalk/system-directory.js';
import type { Value } from '../golden-records/attribute.js';
import type { CarriedCode } from '../golden-records/source-record.table.js';
import type { StagedRelation } from './relation-columns.js';

/** What one part of a row says, ready to be staged. */
export interface PartRow {
  /** Its place among the profile’s parts. */
  readonly part: number;
  readonly issuer: string;
  readonly normal: string;
  readonly written: string;
  readonly display: string | null;
  readonly values: Readonly<Record<string, Value>>;
  readonly lists: Readonly<Record<string, readonly unknown[]>> | null;
  readonly codes: readonly CarriedCode[] | null;
  readonly relations: readonly StagedRelation[] | null;
  readonly status: 'ACTIVE' | 'RETIRED';
  readonly validFrom: string;
  readonly validTo: string;
}

/** A row that can be taken. */
export interface TakenRow {
  readonly kind: 'taken';
  readonly parts: readonly PartRow[];
}

/** Why a row cannot be taken: which column, the value as it stands there, and what is wrong with it. */
export interface RejectedRow {
  readonly kind: 'rejected';
  readonly column: string;
  readonly value: string;
  readonly problem: string;
  readonly message: string;
  /** Keys of the records it speaks of, as `[part, normal form]`; null where one of them cannot be read. */
  readonly keys: readonly (readonly [number, string])[] | null;
}

/** Each code system that the profile speaks of, by its key. */
export type Forms = ReadonlyMap<string, System>;

/** Judges one row. */
export type JudgeRow = (cells: readonly string[]) => TakenRow | RejectedRow;
