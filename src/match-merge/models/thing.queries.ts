import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Values } from '../../golden-records/attribute.js';
import type { Domain } from '../../golden-records/domain.js';
import { membership } from '../../golden-records/golden-record.table.js';
import { type CarriedCode, sourceRecordVersion } from '../../golden-records/source-record.table.js';
import { asKnown } from '../../platform/changes/as-known.js';
import type { Db, Tx } from '../../platform/db/db.js';
import { linkConflict } from '../link-conflict.table.js';
import { personSource } from '../survivorship.js';
import { cellsOf } from './match-columns.js';
import type { Thing } from './thing.js';

/** What merges by the engine, and its undoing of them, are called in the change log. */
export const mergeAct = 'match records';
export const splitAct = 'part what no longer matches';

interface ThingRow extends Record<string, unknown> {
  readonly thing: string;
  readonly recordId: string;
  readonly source: string;
  readonly name: string;
  readonly values: Values;
  readonly codes: readonly CarriedCode[];
  readonly inConflict: boolean;
}

/** Source systems of which every record is another thing. */
export type Registries = ReadonlySet<string>;

/** The golden record that a source record had before the engine moved it anywhere. */
const home = (member: SQL) => sql`case when ${member}.basis <> 'MATCH' then ${member}.golden_id else (
  select was.golden_id from membership was
  where was.record_id = ${member}.record_id and was.to_change is not null and was.basis <> 'MATCH'
    and was.from_change < ${member}.from_change
  order by was.from_change desc, was.id desc limit 1) end`;

/** A row for each source record of a domain, as known at a revision (null: now): the records of one thing together. People’s
 *  words on single values say nothing about which thing it is. */
const rowsOf = (domain: Domain, pin: number | null, which: SQL = sql`true`) => sql`
  select thing, record_id as "recordId", source, name, values, codes, "inConflict" from (
    select ${home(sql`member`)} as thing, member.record_id, record.source,
           concat_ws(' ', record.source, record.feed, record.issuer, record.key) as name, version.values, version.codes,
           exists (select from ${asKnown(linkConflict, pin)} conflict
                   where conflict.record_id = member.record_id) as "inConflict"
    from ${asKnown(membership, pin)} member
    join source_record record on record.id = member.record_id and record.source <> ${personSource}
    join ${asKnown(sourceRecordVersion, pin)} version on version.record_id = member.record_id
    where member.domain = ${domain} and ${which}) said
  order by thing, record_id`;

/** Some things by their ids; those that have no source records are left out. */
export async function readThings(
  db: Db | Tx,
  of: { domain: Domain; pin: number | null; registries: Registries },
  ids: readonly string[],
): Promise<Thing[]> {
  if (ids.length === 0) return [];
  const wanted = sql.param([...ids]);
  const which = sql`member.record_id in (
    select was.record_id from membership was where was.golden_id = any(${wanted}::uuid[]) and was.basis <> 'MATCH')`;
  const rows = await db.execute<ThingRow>(rowsOf(of.domain, of.pin, which));
  const asked = new Set(ids);
  const things: Thing[] = [];
  gather(of, rows, (thing) => {
    if (asked.has(thing.id)) things.push(thing);
  }).end();
  return things;
}

const rowsARound = 5_000;

/** All things of a domain, one after the other, ordered by their ids. */
export async function streamThings(
  db: Db,
  of: { domain: Domain; pin: number | null; registries: Registries },
  hear: (thing: Thing) => void,
): Promise<void> {
  const { sql: text, params } = new PgDialect().sqlToQuery(rowsOf(of.domain, of.pin));
  const gathering = gather(of, [], hear);
  const rows = db.$client.unsafe<ThingRow[]>(text, params as never[]).cursor(rowsARound);
  for await (const round of rows) for (const row of round) gathering.take(row);
  gathering.end();
}

function gather(
  { domain, registries }: { domain: Domain; registries: Registries },
  first: Iterable<ThingRow>,
  hear: (thing: Thing) => void,
) {
  let rows: ThingRow[] = [];
  const tell = () => {
    if (rows.length > 0) hear(thingOf(domain, registries, rows));
    rows = [];
  };
  const take = (row: ThingRow) => {
    if (rows.length > 0 && rows[0]!.thing !== row.thing) tell();
    rows.push(row);
  };
  for (const row of first) take(row);
  return { take, end: tell };
}

function thingOf(domain: Domain, registries: Registries, rows: readonly ThingRow[]): Thing {
  const sources = [...new Set(rows.map(({ source }) => source))];
  return {
    id: rows[0]!.thing,
    key: rows.map(({ name }) => name).reduce((first, name) => (name < first ? name : first)),
    records: rows.map(({ recordId }) => Number(recordId)),
    cells: cellsOf(
      domain,
      rows.map(({ values }) => values),
    ),
    registries: sources.filter((source) => registries.has(source)),
    baseGtins: [
      ...new Set(
        rows.flatMap(({ codes }) =>
          codes.flatMap(({ system, role, code }) => (system === 'gtin' && role === 'BASE' ? [code] : [])),
        ),
      ),
    ],
    inConflict: rows.some(({ inConflict }) => inConflict),
  };
}

/** Things of a domain of which anything was said, ended, moved or judged after one revision and up to another; some may be
 *  gone. What the engine joined by itself changes no thing. */
export async function changedThings(
  db: Db | Tx,
  domain: Domain,
  after: number,
  upTo: number,
): Promise<string[]> {
  const rows = await db.execute<{ thing: string }>(sql`
    with act as materialized (
      select id from change where revision > ${after} and revision <= ${upTo} and act <> ${mergeAct}),
    touched as (
      select record_id from source_record_version where from_change in (select id from act)
      union select record_id from source_record_version where to_change in (select id from act) and to_change is not null
      union select record_id from membership where from_change in (select id from act)
      union select record_id from membership where to_change in (select id from act) and to_change is not null
      union select record_id from link_conflict where from_change in (select id from act)
      union select record_id from link_conflict where to_change in (select id from act) and to_change is not null
      union select about.record_id from judgement join judgement_record about on about.judgement_id = judgement.id
        where judgement.from_change in (select id from act)
      union select about.record_id from judgement join judgement_record about on about.judgement_id = judgement.id
        where judgement.to_change in (select id from act) and judgement.to_change is not null)
    select distinct was.golden_id as thing from touched join membership was on was.record_id = touched.record_id
    where was.domain = ${domain} and was.basis <> 'MATCH' order by thing`);
  return rows.map(({ thing }) => thing);
}
