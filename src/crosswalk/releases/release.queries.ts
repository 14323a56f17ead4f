import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ability } from '../../platform/access/ability.js';
import { rowFilter } from '../../platform/access/row-filter.js';
import type { Db } from '../../platform/db/db.js';
import type { PageStart } from '../../platform/graphql/page.js';
import type { SuccessorBasis } from './successor-basis.js';

export interface ReleaseRow {
  readonly system: string;
  readonly edition: string;
  readonly effectiveOn: string;
  readonly loadedAt: string;
  readonly codes: number;
}

/** The releases of a system that the caller may read, the newest first. */
export async function releasesOf(db: Db, ability: Ability, system: string): Promise<readonly ReleaseRow[]> {
  return db.execute<ReleaseRow & Record<string, unknown>>(sql`
    select code_system.key as system, release.edition, release.effective_on::text as "effectiveOn",
           to_char(release.loaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "loadedAt",
           (select count(*)::int from code_release_entry entry where entry.release_id = release.id) as codes
    from code_release release join code_system on code_system.id = release.system_id
    where code_system.key = ${system} and ${rowFilter(ability, 'read CodeSystem', { system: sql`code_system.key` })}
    order by release.effective_on desc`);
}

export interface CalendarRow {
  readonly system: string;
  readonly title: string;
  readonly months: readonly number[] | null;
  readonly edition: string | null;
  readonly effectiveOn: string | null;
  readonly today: string;
}

/** Code systems that have a calendar or a release, each with its newest release. */
export async function calendarRows(db: Db, ability: Ability): Promise<readonly CalendarRow[]> {
  return db.execute<CalendarRow & Record<string, unknown>>(sql`
    select code_system.key as system, code_system.title, code_system.release_months as months, newest.edition,
           newest.effective_on::text as "effectiveOn", current_date::text as today
    from code_system
    left join lateral (
      select release.edition, release.effective_on from code_release release
      where release.system_id = code_system.id order by release.effective_on desc limit 1) newest on true
    where (code_system.release_months is not null or newest.edition is not null)
      and ${rowFilter(ability, 'read CodeSystem', { system: sql`code_system.key` })}
    order by code_system.key`);
}

export const releaseChangeKinds = ['ADDED', 'RETIRED', 'REWORDED', 'REPLACED'] as const;
export type ReleaseChangeKind = (typeof releaseChangeKinds)[number];

export interface ReleaseChangeRow {
  readonly kind: ReleaseChangeKind;
  readonly codeId: string;
  readonly code: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly successor: string | null;
}

/** Sort values of a difference: its code, and the id of that. */
export const releaseChangeKey = z.tuple([z.string().max(255), z.string().regex(/^\d{1,18}$/)]);

/** What differs between two editions of a system, by code: what each has is what it lets be used on its first day. Both
 *  are read whole, by their primary keys; a page is cut out of the few that differ. Undefined if there is no such
 *  edition. */
export async function releaseChanges(
  db: Db,
  ability: Ability,
  asked: { system: string; from: string; to: string; kinds: readonly ReleaseChangeKind[] | null },
  { first, after }: PageStart<z.infer<typeof releaseChangeKey>>,
): Promise<readonly ReleaseChangeRow[] | undefined> {
  const { system, from, to, kinds } = asked;
  const editions = await db.execute<{ id: string; edition: string; systemId: number; day: string }>(sql`
    select release.id, release.edition, release.system_id as "systemId", release.effective_on::text as day
    from code_release release join code_system on code_system.id = release.system_id
    where code_system.key = ${system} and release.edition in (${from}, ${to})
      and ${rowFilter(ability, 'read Code', { system: sql`code_system.key` })}`);
  const before = editions.find(({ edition }) => edition === from);
  const next = editions.find(({ edition }) => edition === to);
  if (!before || !next) return undefined;
  const past = after ? sql`and (code.normal, code.id) > (${after[0]}, ${after[1]}::bigint)` : sql``;
  const wanted = kinds ? sql`and kind = any(${sql.param([...kinds])}::text[])` : sql``;
  return db.execute<ReleaseChangeRow & Record<string, unknown>>(sql`
    with earlier as (select code_id, display from code_release_entry where ${usable(before)}),
    later as (select code_id, display from code_release_entry where ${usable(next)}),
    differing as (
      select code_id, earlier.display as before, later.display as after, earlier.earlier_id is null as added,
             later.later_id is null as gone
      from (select code_id, code_id as earlier_id, display from earlier) earlier
      full join (select code_id, code_id as later_id, display from later) later using (code_id)
      where earlier.earlier_id is null or later.later_id is null or earlier.display is distinct from later.display)
    select kind, code.id as "codeId", code.normal as code, before, after, successor
    from differing
    join code on code.id = differing.code_id
    left join lateral (
      select target.normal as successor from mapping known join code target on target.id = known.to_code
      where differing.gone and known.from_code = code.id and known.purpose = 'REPLACED_BY' and known.to_change is null
        and target.system_id = ${next.systemId}
      order by known.valid_from desc, target.normal limit 1) replaced on true
    cross join lateral (
      select case when added then 'ADDED' when gone and successor is not null then 'REPLACED'
                  when gone then 'RETIRED' else 'REWORDED' end as kind) named
    where true ${wanted} ${past}
    order by code.normal, code.id limit ${first + 1}`);
}

const usable = ({ id, day }: { id: string; day: string }) => sql`
  release_id = ${id} and status = 'ACTIVE' and valid_from <= ${day}::date and ${day}::date < valid_to`;

export interface RetiredUseRow {
  readonly id: string;
  readonly mappingId: string;
  readonly system: string;
  readonly code: string;
  readonly target: string;
  readonly retiredCode: string;
  readonly retiredDisplay: string | null;
  readonly retiredOn: string;
  readonly edition: string;
  readonly successor: string | null;
  readonly successorDisplay: string | null;
  readonly basis: SuccessorBasis | null;
  readonly similarity: number | null;
}

/** Sort value of an open use: its id. */
export const retiredUseKey = z.tuple([z.uuid()]);

/** Open uses of retired codes of one target system, or of all. Reads the partial index `retired_code_use_open`. */
export async function openUses(
  db: Db,
  ability: Ability,
  target: string | null,
  { first, after }: PageStart<z.infer<typeof retiredUseKey>>,
): Promise<readonly RetiredUseRow[]> {
  const past = after ? sql`and open.id > ${after[0]}::uuid` : sql``;
  const inTarget = target === null ? sql`` : sql`and target_system.key = ${target}`;
  return db.execute<RetiredUseRow & Record<string, unknown>>(sql`
    ${uses} and ${readableUse(ability)} ${inTarget} ${past} order by open.id limit ${first + 1}`);
}

/** One open use that the caller may read. */
export async function findUse(db: Db, ability: Ability, id: string): Promise<RetiredUseRow | undefined> {
  const [row] = await db.execute<RetiredUseRow & Record<string, unknown>>(sql`
    ${uses} and ${readableUse(ability)} and open.id = ${id}`);
  return row;
}

function readableUse(ability: Ability) {
  return rowFilter(ability, 'read Code', { system: sql`source_system.key` });
}

const uses = sql`
    select open.id, live.id as "mappingId", source_system.key as system, source.normal as code,
           target_system.key as target, target.normal as "retiredCode", retired.display as "retiredDisplay",
           open.retired_on::text as "retiredOn", release.edition, successor.normal as successor,
           proposed.display as "successorDisplay", open.basis, open.similarity
    from retired_code_use open
    join mapping live on live.id = open.mapping_id and live.to_change is null
    join code source on source.id = live.from_code
    join code_system source_system on source_system.id = source.system_id
    join code target on target.id = live.to_code
    join code_system target_system on target_system.id = target.system_id
    join code_release release on release.id = open.release_id
    left join code_fact retired on retired.code_id = target.id and retired.to_change is null
    left join code successor on successor.id = open.successor_code
    left join code_fact proposed on proposed.code_id = successor.id and proposed.to_change is null
    where open.to_change is null`;
