import type { Day } from './day.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { composed } from './relationship.js';
import { type CodeRole, codeRoles, type Purpose, type Relationship } from './vocabulary.js';

/** One hop of a road, as a row number into the index: over a mapping, which may say that something took the place of
 *  what was asked; over a record code, from the code to the golden record it points at or back; or from a merged golden
 *  record to its survivor. */
export type Hop =
  | { readonly kind: 'mapping'; readonly row: number }
  | { readonly kind: 'replacement'; readonly row: number }
  | { readonly kind: 'to-record'; readonly row: number }
  | { readonly kind: 'from-record'; readonly row: number }
  | { readonly kind: 'redirect'; readonly row: number };

/** A road over golden records. Row numbers, so that nothing is built that nobody reads. */
export interface RecordRoad {
  /** Row of the code it leads to; -1 where it leads to a golden record, or deliberately nowhere. */
  readonly code: number;
  /** Row of the golden record it leads to, where one was asked for; else -1. */
  readonly record: number;
  readonly hops: readonly Hop[];
}

/** How one answer was reached. Nearly always by one mapping of the code asked: then it is that mapping’s row, and
 *  nothing is allocated. */
export type Road = number | RecordRoad;

/** Row of the code a road leads to; -1 where it leads to a golden record. */
export function targetOf(index: ResolveIndex, road: Road): number {
  return typeof road === 'number' ? index.mappings.targetOf(road) : road.code;
}

/** Row of the mapping on a road, -1 if there is none. No road has two, but for replacements. */
export function mappingOn(road: Road): number {
  if (typeof road === 'number') return road;
  return road.hops.find(({ kind }) => kind === 'mapping')?.row ?? -1;
}

/** What is claimed of an answer relative to the question: the purpose of its mapping, else that both are one thing; the
 *  relationship of all its hops. */
export function claimOf(index: ResolveIndex, road: Road): { purpose: Purpose; relationship: Relationship } {
  const mapping = mappingOn(road);
  return {
    purpose: mapping === -1 ? 'SAME_THING' : index.mappings.purposeOf(mapping),
    relationship: relationshipOn(index, road),
  };
}

/** Of the end of a road relative to its start. */
export function relationshipOn(index: ResolveIndex, road: Road): Relationship {
  if (typeof road === 'number') return index.mappings.relationshipOf(road);
  let all: Relationship = 'EQUIVALENT';
  for (const { kind, row } of road.hops) {
    if (kind === 'mapping' || kind === 'replacement') all = composed(all, index.mappings.relationshipOf(row));
  }
  return all;
}

/** Whether the answer is that of a successor of what was asked. */
export function isReplaced(road: Road): boolean {
  return typeof road !== 'number' && road.hops.some(({ kind }) => kind === 'replacement');
}

/** In which role the answer points at the golden record it was found through; null if by none. */
export function roleOn(index: ResolveIndex, road: Road): CodeRole | null {
  const last = typeof road === 'number' ? undefined : road.hops.at(-1);
  return last?.kind === 'from-record' ? index.recordCodes.roleOf(last.row) : null;
}

/** Row of the golden record that the end of a road was found through, or is; -1 if there is none. */
export function recordOn(index: ResolveIndex, road: Road): number {
  if (typeof road === 'number') return -1;
  if (road.record !== -1) return road.record;
  const last = road.hops.at(-1);
  return last?.kind === 'from-record' ? index.recordCodes.recordOf(last.row) : -1;
}

/** The days on which every hop of a road holds. */
export function daysOf(index: ResolveIndex, road: Road): { validFrom: Day; validTo: Day } | undefined {
  const hops = hopsOf(road);
  const dated = hops.filter(({ kind }) => kind !== 'redirect');
  if (dated.length === 0) return undefined;
  const rows = dated.map(({ kind, row }) => ({
    of: kind === 'mapping' || kind === 'replacement' ? index.mappings : index.recordCodes,
    row,
  }));
  return {
    validFrom: Math.max(...rows.map(({ of, row }) => of.validFrom(row))),
    validTo: Math.min(...rows.map(({ of, row }) => of.validTo(row))),
  };
}

export function hopsOf(road: Road): readonly Hop[] {
  return typeof road === 'number' ? [{ kind: 'mapping', row: road }] : road.hops;
}

/** What tells two roads to one target apart, and puts them in an order that does not hang on the order of loading: the
 *  shorter first, then the nearer role. */
export function orderOf(index: ResolveIndex, { hops }: RecordRoad): string {
  return [hops.length, ...hops.map((hop) => orderOfHop(index, hop))].join(' ');
}

function orderOfHop(index: ResolveIndex, { kind, row }: Hop): string {
  const { mappings, recordCodes, records, redirects } = index;
  if (kind === 'mapping' || kind === 'replacement') return mappings.idOf(row);
  if (kind === 'redirect') return records.idOf(redirects.survivorOf(row));
  const role = codeRoles.indexOf(recordCodes.roleOf(row));
  return [role, records.idOf(recordCodes.recordOf(row)), ...days(index, row)].join();
}

function days({ recordCodes }: ResolveIndex, row: number): [number, number] {
  return [recordCodes.validFrom(row), recordCodes.validTo(row)];
}
