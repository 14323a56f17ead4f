import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ability } from '../platform/access/ability.js';
import { rowFilter } from '../platform/access/row-filter.js';
import type { Db } from '../platform/db/db.js';
import { type Page, type PageStart, pageOf } from '../platform/graphql/page.js';
import type { CodeModel, CodeSystemModel, MissModel, OverviewModel } from './ledger.model.js';
import { longestSmallList, nearlyCalled } from './small-list.js';

type MissRow = Omit<MissModel, 'count' | 'turnedAway'> & { count: string; turnedAway: string } & Record<
    string,
    unknown
  >;

const missColumns = sql`
  miss.id, source.key as system, nullif(miss.issuer, '') as issuer, miss.written as code, miss.normal,
  target.key as target, miss.purpose, miss.outcome, miss.problem, miss.count,
  to_char(miss.first_seen at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "firstSeen",
  to_char(miss.last_seen at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeen",
  miss.closed_change is null as open,
  coalesce((select json_agg(asked) from (
    select caller.caller, caller.count from miss_caller caller where caller.miss_id = miss.id
    order by caller.count desc, caller.caller limit 10) asked), '[]') as callers,
  miss.turned_away as "turnedAway",
  (select count(*)::int from miss_waiter waiting
   where waiting.miss_id = miss.id and waiting.released_change is null) as waiting,
  coalesce((select json_agg(waiter) from (
    select waiting.caller, waiting.ref, waiting.context, waiting.as_of as "asOf", waiting.quantity, waiting.unit,
           waiting.count
    from miss_waiter waiting where waiting.miss_id = miss.id and waiting.released_change is null
    order by waiting.last_asked desc, waiting.id limit 10) waiter), '[]') as waiters`;

const missTables = sql`
  miss join code_system source on source.id = miss.system_id
  join code_system target on target.id = miss.target_system_id`;

/** Sort values of a miss in `openMisses`: its count, its id. */
export const missKey = z.tuple([z.string().regex(/^\d{1,18}$/), z.uuid()]);

/** Open misses, most asked first. Reads the partial index `miss_open` backwards from the cursor. */
export async function openMisses(
  db: Db,
  ability: Ability,
  { first, after }: PageStart<z.infer<typeof missKey>>,
): Promise<Page<MissModel>> {
  const past = after ? sql`and (miss.count, miss.id) < (${after[0]}::bigint, ${after[1]}::uuid)` : sql``;
  const rows = await db.execute<MissRow>(sql`
    select ${missColumns} from ${missTables}
    where miss.closed_change is null and ${rowFilter(ability, 'read Miss', { system: sql`source.key` })} ${past}
    order by miss.count desc, miss.id desc limit ${first + 1}`);
  return pageOf(rows, first, (row) => [row.count, row.id], toMiss);
}

/** One miss the caller may read. */
export async function findMiss(db: Db, ability: Ability, id: string): Promise<MissModel | undefined> {
  const [row] = await db.execute<MissRow>(sql`
    select ${missColumns} from ${missTables}
    where miss.id = ${id} and ${rowFilter(ability, 'read Miss', { system: sql`source.key` })}`);
  return row ? toMiss(row) : undefined;
}

function toMiss(row: MissRow): MissModel {
  return { ...row, count: Number(row.count), turnedAway: Number(row.turnedAway) };
}

/** The code systems the caller may read, with how many codes each holds. */
export async function codeSystems(db: Db, ability: Ability): Promise<CodeSystemModel[]> {
  const rows = await db.execute<CodeSystemModel & Record<string, unknown>>(sql`
    select code_system.key, code_system.title, code_system.kind,
           (select count(*)::int from code where code.system_id = code_system.id) as codes
    from code_system where ${rowFilter(ability, 'read CodeSystem', { system: sql`code_system.key` })}
    order by code_system.key`);
  return [...rows];
}

/** Codes of one system that begin with `search`, or whose display holds it; exact code first. Where an index finds fewer
 *  than wanted and the system is small, those follow that are nearly called so. */
export async function searchCodes(
  db: Db,
  ability: Ability,
  asked: { system: string; search: string; first: number },
): Promise<CodeModel[]> {
  const found = await indexedCodes(db, ability, asked);
  if (found.length >= asked.first) return found;
  const known = new Set(found.map(keyOf));
  const others = (await smallList(db, ability, asked.system)).filter((code) => !known.has(keyOf(code)));
  return [...found, ...nearlyCalled(others, asked.search, asked.first - found.length)];
}

function keyOf({ issuer, code }: CodeModel): string {
  return JSON.stringify([issuer, code]);
}

async function indexedCodes(
  db: Db,
  ability: Ability,
  { system, search, first }: { system: string; search: string; first: number },
): Promise<CodeModel[]> {
  const allowed = rowFilter(ability, 'read Code', { system: sql`code_system.key` });
  const rows = await db.execute<CodeModel & Record<string, unknown>>(sql`
    with wanted as (
      select code_system.id, code_system.key from code_system where code_system.key = ${system} and ${allowed}),
    found as (
      (select code.id from wanted join code on code.system_id = wanted.id
       where code.normal >= ${search} and code.normal < ${search} || chr(1114111)
       order by code.normal limit ${first})
      union
      (select code.id from code_fact fact join code on code.id = fact.code_id join wanted on wanted.id = code.system_id
       where fact.to_change is null and fact.display ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`} limit ${first}))
    select wanted.key as system, nullif(code.issuer, '') as issuer, code.normal as code, fact.display
    from found join code on code.id = found.id join wanted on wanted.id = code.system_id
    join code_fact fact on ${activeToday}
    order by code.normal = ${search} desc, code.normal limit ${first}`);
  return [...rows];
}

/** The active codes of a system that has no more than a small list; none of a larger one. */
async function smallList(db: Db, ability: Ability, system: string): Promise<CodeModel[]> {
  const allowed = rowFilter(ability, 'read Code', { system: sql`code_system.key` });
  const rows = await db.execute<CodeModel & Record<string, unknown>>(sql`
    with wanted as (
      select code_system.id, code_system.key from code_system where code_system.key = ${system} and ${allowed}),
    few as (
      select code.* from wanted join code on code.system_id = wanted.id limit ${longestSmallList + 1})
    select wanted.key as system, nullif(code.issuer, '') as issuer, code.normal as code, fact.display
    from wanted join few code on true join code_fact fact on ${activeToday}
    where (select count(*) from few) <= ${longestSmallList}`);
  return [...rows];
}

const activeToday = sql`fact.code_id = code.id and fact.to_change is null and fact.status = 'ACTIVE'
      and fact.valid_from <= current_date and current_date < fact.valid_to`;

/** Counts for the first page. */
export async function overview(db: Db, ability: Ability, revision: number): Promise<OverviewModel> {
  const inSystem = rowFilter(ability, 'read Overview', { system: sql`code_system.key` });
  const [row] = await db.execute<Omit<OverviewModel, 'revision'> & Record<string, unknown>>(sql`
    with mine as (select code_system.id from code_system where ${inSystem})
    select (select count(*)::int from code where code.system_id in (select id from mine)) as codes,
           (select count(*)::int from mapping join code on code.id = mapping.from_code
            where mapping.to_change is null and code.system_id in (select id from mine)) as mappings,
           (select count(*)::int from miss where miss.closed_change is null
            and miss.system_id in (select id from mine)) as "openMisses"`);
  if (!row) throw new Error('the overview returned no row');
  return { ...row, revision: String(revision) };
}
