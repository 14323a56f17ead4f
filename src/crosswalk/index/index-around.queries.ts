import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import { never } from './fact-rows.js';
import {
  type FactText,
  factOf,
  type MappingText,
  mappingOf,
  type RecordCodeText,
  recordCodeOf,
} from './index-rows.queries.js';
import { ResolveIndex } from './resolve-index.js';
import { liveStatementsOf } from './unit-statement.queries.js';

/** Pin at which everything in an index around codes is known. */
export const everyAct = never - 1;

/** A small index of what is live around some codes: all that a walk from them can touch, read in five statements however
 *  many they are, row by row over indexes (`offset 0` keeps it so: see `touchedCodes`). Acts stand in the place of revisions, for the act of the caller has none yet; so `fromRevision` tells
 *  which act began a row. Names are left out, for a walk reads none; units are read where a quantity was asked. */
export async function indexAround(
  db: Db | Tx,
  codeIds: readonly number[],
  { units = false }: { units?: boolean } = {},
): Promise<ResolveIndex> {
  const asked = await recordCodesAround(db, codeIds);
  const starts = distinct([...codeIds, ...asked.map(({ codeId }) => codeId)]);
  const mappings = await mappingsFrom(db, starts);
  const targets = distinct(mappings.map(({ to }) => to));
  const reached = await recordCodesAround(db, targets);
  const codes = distinct([...starts, ...targets, ...reached.map(({ codeId }) => codeId)]);
  const index = new ResolveIndex();
  for (const { id, system, issuer, normal } of await codesOf(db, codes))
    index.codes.add(id, system, issuer, normal);
  for (const { codeId, fact } of await factsOf(db, codes)) index.addFact(codeId, fact);
  for (const { from, to, mapping } of mappings) index.addMapping(from, to, mapping);
  for (const { codeId, said } of [...asked, ...reached]) index.addRecordCode(codeId, said);
  if (units) {
    // What an act under way has begun has no revision yet, and holds for it all the same.
    for (const { code, statement } of await liveStatementsOf(db, codes))
      index.addStatement(code.id, { ...statement, known: { from: 0, to: never } });
  }
  return index;
}

const distinct = (ids: readonly number[]): number[] => [...new Set(ids)];
const listed = (ids: readonly number[]) => sql`${sql.param(ids.map(String))}::bigint[]`;

/** All codes of the golden records that some codes point at. */
async function recordCodesAround(db: Db | Tx, codeIds: readonly number[]) {
  if (codeIds.length === 0) return [];
  const rows = await db.execute<RecordCodeText & { codeId: string }>(sql`
    with record as materialized (
      select distinct said.golden_id from unnest(${listed(codeIds)}) as asked(id)
      cross join lateral (
        select golden_id from record_code where code_id = asked.id and to_change is null offset 0) said)
    select said.id, said.code_id as "codeId", said.golden_id as "goldenId", said.role,
           said.valid_from::text as "validFrom", said.valid_to::text as "validTo", said.from_change as began
    from record cross join lateral (
      select * from record_code where golden_id = record.golden_id and to_change is null offset 0) said`);
  return rows.map((row) => ({ codeId: Number(row.codeId), said: recordCodeOf(row) }));
}

async function mappingsFrom(db: Db | Tx, codeIds: readonly number[]) {
  const rows = await db.execute<MappingText & { from: string; to: string }>(sql`
    select mapping.id, mapping.from_code as from, mapping.to_code as to, mapping.purpose, mapping.relationship,
           mapping.valid_from::text as "validFrom", mapping.valid_to::text as "validTo", mapping.from_change as began
    from unnest(${listed(codeIds)}) as asked(id)
    cross join lateral (
      select * from mapping where from_code = asked.id and to_change is null offset 0) mapping`);
  return rows.map((row) => ({ from: Number(row.from), to: Number(row.to), mapping: mappingOf(row) }));
}

async function codesOf(db: Db | Tx, codeIds: readonly number[]) {
  const rows = await db.execute<{ id: string; system: number; issuer: string; normal: string }>(sql`
    select code.id, code.system_id as system, code.issuer, code.normal
    from unnest(${listed(codeIds)}) as asked(id)
    cross join lateral (select * from code where code.id = asked.id offset 0) code`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

async function factsOf(db: Db | Tx, codeIds: readonly number[]) {
  const rows = await db.execute<FactText & { codeId: string }>(sql`
    select fact.code_id as "codeId", null as display, fact.status, fact.valid_from::text as "validFrom",
           fact.valid_to::text as "validTo", fact.from_change as began
    from unnest(${listed(codeIds)}) as asked(id)
    cross join lateral (
      select * from code_fact where code_id = asked.id and to_change is null offset 0) fact`);
  return rows.map((row) => ({ codeId: Number(row.codeId), fact: factOf(row) }));
}
