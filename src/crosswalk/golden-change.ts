import type { HistoryEntry } from '../golden-records/golden-history.js';

/** What an act did to a golden record. */
export const goldenChangeKinds = [
  'CREATED',
  'CHANGED',
  'SOURCE_RECORDS',
  'CODES',
  'RELATIONS',
  'SPLIT',
  'MERGED',
  'REDIRECTED',
  'UNMERGED',
  'RESTORED',
  'ENDED',
] as const;
export type GoldenChangeKind = (typeof goldenChangeKinds)[number];

/** What the ledger holds of an act on a golden record beside its history. */
export interface TouchedBy {
  /** Its id was given with the act. */
  readonly isMade: boolean;
  /** The hub began to believe something of it, ended what it believed. */
  readonly begun: boolean;
  readonly ended: boolean;
  /** Codes began or ended to point at it. */
  readonly codes: boolean;
  /** Relations began or ended at one of its ends, or stand otherwise. */
  readonly relations: boolean;
  /** Source records that were here belong to another one since. */
  readonly movedAway: boolean;
}

/** Everything an act did to a golden record, in the order of `goldenChangeKinds`. */
export function kindsOf(
  entry: Pick<HistoryEntry, 'joined' | 'left' | 'merged' | 'unmerged' | 'mergedInto' | 'restoredFrom'>,
  { isMade, begun, ended, codes, relations, movedAway }: TouchedBy,
): GoldenChangeKind[] {
  const isLedElsewhere = entry.mergedInto !== null;
  const holds: Readonly<Record<GoldenChangeKind, boolean>> = {
    CREATED: isMade,
    CHANGED: begun && ended,
    SOURCE_RECORDS: entry.joined.length + entry.left.length > 0,
    CODES: codes,
    RELATIONS: relations,
    SPLIT: movedAway && !isLedElsewhere && entry.unmerged.length === 0,
    MERGED: entry.merged.length > 0,
    REDIRECTED: isLedElsewhere,
    UNMERGED: entry.unmerged.length > 0,
    RESTORED: entry.restoredFrom !== null,
    ENDED: ended && !begun && !isLedElsewhere,
  };
  return goldenChangeKinds.filter((kind) => holds[kind]);
}
