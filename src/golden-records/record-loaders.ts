import DataLoader from 'dataloader';
import type { Ability } from '../platform/access/ability.js';
import type { Db } from '../platform/db/db.js';
import { perRequest } from '../platform/graphql/per-request.js';
import type { Attribute, Values } from './attribute.js';
import type { Domain } from './domain.js';
import { domainDeclarations } from './domain-declarations.js';
import type { GoldenRecordModel, SaidAttributeModel, SourceRecordModel } from './golden-record.model.js';
import {
  type BelievedRecord,
  believedRecords,
  type MemberRow,
  membersById,
  membersOf,
} from './golden-record.queries.js';
import { mergedIdsOf, survivorsOf } from './golden-redirect.queries.js';
import type { Member } from './lineage.js';
import { atEachRevision, type PinnedId, pinnedKey } from './pinned-id.js';
import { decidedRules } from './survivorship-rule.queries.js';
import { valueTexts } from './value-text.js';
import { visibleAmong, visibleAttributes } from './visible-attributes.js';

/** A source record as GraphQL shows it. What it says is put together when asked for. */
export type ShownMember = SourceRecordModel & Member;

const cacheKeyFn = pinnedKey;

/** Reads golden records and what stands behind them, whatever asks for them together in one statement a revision. */
export const recordLoaders = perRequest((db, { ability }) => ({
  golden: new DataLoader(
    (asked: readonly PinnedId[]) =>
      atEachRevision(asked, (ids, pin, day) => loadRecords(db, ability, ids, { pin, day }), null),
    { cacheKeyFn },
  ),
  members: new DataLoader(
    (asked: readonly PinnedId[]) =>
      atEachRevision(asked, (ids, pin, day) => loadMembers(db, ability, ids, { pin, day }), []),
    { cacheKeyFn },
  ),
  /** By their own ids. */
  sourceRecords: new DataLoader((ids: readonly string[]) => loadSourceRecords(db, ability, ids)),
  /** The rules that people have decided; asked for by revision, 'now' for the newest. */
  rules: new DataLoader((pins: readonly (number | 'now')[]) =>
    Promise.all(pins.map((pin) => decidedRules(db, pin === 'now' ? null : pin))),
  ),
  mergedIds: new DataLoader(
    (asked: readonly PinnedId[]) => atEachRevision(asked, (ids, pin) => loadMergedIds(db, ids, pin), []),
    { cacheKeyFn },
  ),
}));

/** At which revision and of which day records are looked at. */
interface Moment {
  readonly pin: number | null;
  readonly day: string | null;
}

/** A merged id finds its survivor. */
async function loadRecords(
  db: Db,
  ability: Ability,
  ids: readonly string[],
  { pin, day }: Moment,
): Promise<Map<string, GoldenRecordModel | null>> {
  const records = new Map((await believedRecords(db, ids, pin, day)).map((record) => [record.id, record]));
  const missing = ids.filter((id) => !records.has(id));
  if (missing.length > 0) {
    const survivors = await survivorsOf(db, missing, pin);
    const found = await believedRecords(db, [...new Set(survivors.values())], pin, day);
    const byId = new Map(found.map((record) => [record.id, record]));
    for (const [id, survivor] of survivors) {
      const record = byId.get(survivor);
      if (record) records.set(id, record);
    }
  }
  return new Map([...records].map(([id, record]) => [id, shownRecord(record, ability)]));
}

async function loadMembers(
  db: Db,
  ability: Ability,
  goldenIds: readonly string[],
  { pin, day }: Moment,
): Promise<Map<string, ShownMember[]>> {
  const members = new Map<string, ShownMember[]>(goldenIds.map((id) => [id, []]));
  for (const row of await membersOf(db, goldenIds, pin, day))
    members.get(row.goldenId)?.push(shownMember(row, ability));
  return members;
}

async function loadSourceRecords(
  db: Db,
  ability: Ability,
  ids: readonly string[],
): Promise<(ShownMember | null)[]> {
  const rows = new Map((await membersById(db, ids)).map((row) => [row.id, shownMember(row, ability)]));
  return ids.map((id) => rows.get(id) ?? null);
}

async function loadMergedIds(
  db: Db,
  goldenIds: readonly string[],
  pin: number | null,
): Promise<Map<string, string[]>> {
  const merged = new Map<string, string[]>(goldenIds.map((id) => [id, []]));
  for (const { survivorId, id } of await mergedIdsOf(db, goldenIds, pin)) merged.get(survivorId)?.push(id);
  return merged;
}

/** A golden record with a property for every attribute the caller may see. */
export function shownRecord(believed: BelievedRecord, ability: Ability): GoldenRecordModel {
  const { id, domain, name, revision, values } = believed;
  const shown = visibleAttributes(ability, domain).map(([attribute]) => [
    attribute,
    values[attribute] ?? null,
  ]);
  return { ...Object.fromEntries(shown), id, domain, name, revision, believed };
}

function shownMember({ goldenId: _, ...row }: MemberRow, ability: Ability): ShownMember {
  return {
    ...row,
    get said() {
      return saidBy(row.values, row.domain, ability);
    },
  };
}

export function saidBy(values: Values, domain: Domain, ability: Ability): SaidAttributeModel[] {
  return saidAmong(values, domainDeclarations[domain].attributes, ability);
}

/** What is said of declared attributes that a caller may see, as text. */
export function saidAmong(
  values: Values,
  attributes: Readonly<Record<string, Attribute>>,
  ability: Ability,
): SaidAttributeModel[] {
  return visibleAmong(ability, attributes).flatMap(([attribute, declared]) => {
    const value = values[attribute];
    return value === undefined ? [] : [{ attribute, values: valueTexts(value, declared) }];
  });
}
