import DataLoader from 'dataloader';
import type { Ability } from '../platform/access/ability.js';
import type { Db } from '../platform/db/db.js';
import { perRequest } from '../platform/graphql/per-request.js';
import type { Values } from './attribute.js';
import type { Domain } from './domain.js';
import type { GoldenRecordModel, SaidAttributeModel, SourceRecordModel } from './golden-record.model.js';
import { type BelievedRecord, believedRecords, type MemberRow, membersOf } from './golden-record.queries.js';
import type { Member } from './lineage.js';
import { valueTexts } from './value-text.js';
import { visibleAttributes } from './visible-attributes.js';

/** A source record as GraphQL shows it. What it says is put together when asked for. */
export type ShownMember = SourceRecordModel & Member;

/** Reads golden records and their source records, whatever asks for them together in one statement. */
export const recordLoaders = perRequest((db, { ability }) => ({
  golden: new DataLoader((ids: readonly string[]) => loadRecords(db, ability, ids)),
  members: new DataLoader((goldenIds: readonly string[]) => loadMembers(db, ability, goldenIds)),
}));

async function loadRecords(
  db: Db,
  ability: Ability,
  ids: readonly string[],
): Promise<(GoldenRecordModel | null)[]> {
  const records = new Map((await believedRecords(db, ids)).map((record) => [record.id, record]));
  return ids.map((id) => {
    const record = records.get(id);
    return record ? shownRecord(record, ability) : null;
  });
}

async function loadMembers(db: Db, ability: Ability, goldenIds: readonly string[]): Promise<ShownMember[][]> {
  const members = new Map<string, ShownMember[]>(goldenIds.map((id) => [id, []]));
  for (const row of await membersOf(db, goldenIds))
    members.get(row.goldenId)?.push(shownMember(row, ability));
  return goldenIds.map((id) => members.get(id) ?? []);
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
  return visibleAttributes(ability, domain).flatMap(([attribute, declared]) => {
    const value = values[attribute];
    return value === undefined ? [] : [{ attribute, values: valueTexts(value, declared) }];
  });
}
