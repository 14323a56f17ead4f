import { type SQL, sql } from 'drizzle-orm';
import type { Value } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import { membership } from '../golden-records/golden-record.table.js';
import { asKnown } from '../platform/changes/as-known.js';
import type { Db, Tx } from '../platform/db/db.js';
import { valueOverride } from './value-override.table.js';

/** A standing override and where its word belongs. */
export interface StandingOverride {
  readonly id: string;
  readonly goldenId: string;
  readonly domain: Domain;
  readonly attribute: string;
}

async function standing(db: Db | Tx, which: SQL): Promise<readonly StandingOverride[]> {
  return db.execute<StandingOverride & Record<string, unknown>>(sql`
    select override.id, member.golden_id as "goldenId", override.domain, override.attribute
    from value_override override
    join membership member on member.record_id = override.record_id and member.to_change is null
    where override.to_change is null and ${which}`);
}

export const overridesOn = (db: Db | Tx, goldenId: string, attribute: string) =>
  standing(db, sql`member.golden_id = ${goldenId} and override.attribute = ${attribute}`);

export const standingOverride = (db: Db | Tx, id: string) => standing(db, sql`override.id = ${id}`);

/** Those whose days are over, today in the hub’s time zone. */
export const expiredOverrides = (db: Db | Tx) => standing(db, sql`override.expires_on <= current_date`);

/** Those of the golden records in the temporary table `touched_golden`. */
export const touchedOverrides = (tx: Tx) =>
  standing(tx, sql`member.golden_id in (select golden_id from touched_golden)`);

/** An override that ended because sources came to say the same. */
export interface CaughtUpOverride {
  readonly goldenId: string;
  readonly domain: Domain;
  readonly attribute: string;
  readonly value: Value;
  readonly reason: string;
  readonly expiresOn: string | null;
  /** The act that ended it. */
  readonly endedBy: number;
}

/** The last words of people on attributes of a merged golden record and of all it leads to, as far as sources caught up
 *  with them after the merge and their days are not over; each with the one of the two to which it belongs once the
 *  merge is undone. Of an attribute on which a person has spoken since, there is none. */
export async function caughtUpSince(
  tx: Tx,
  { mergedId, survivorId, act }: { mergedId: string; survivorId: string; act: number },
): Promise<readonly CaughtUpOverride[]> {
  const rows = await tx.execute<CaughtUpOverride & { endedBy: string } & Record<string, unknown>>(sql`
    with recursive way as (
      select ${mergedId}::uuid as id
      union select redirect.survivor_id from way
      join golden_redirect redirect on redirect.golden_id = way.id and redirect.to_change is null),
    spoken as (
      select override.*, case when went.record_id is null then ${survivorId}::uuid else ${mergedId}::uuid end as home
      from (
        select distinct record_id from way
        join membership on membership.golden_id = way.id and membership.to_change is not null
        union select record_id from membership where golden_id = ${survivorId} and to_change is null) there
      join value_override override on override.record_id = there.record_id
      left join membership went on went.record_id = override.record_id and went.golden_id = ${mergedId}
        and went.to_change = ${act}),
    last as (select distinct on (home, attribute) * from spoken order by home, attribute, from_change desc)
    select last.home as "goldenId", last.domain, last.attribute, version.values -> last.attribute as value, last.reason,
           last.expires_on::text as "expiresOn", last.to_change as "endedBy"
    from last join source_record_version version on version.record_id = last.record_id
    where last.ended_because = 'CAUGHT_UP' and last.to_change > ${act}
      and (last.expires_on is null or last.expires_on > current_date)
    order by last.from_change`);
  return rows.map((row) => ({ ...row, endedBy: Number(row.endedBy) }));
}

/** Whether a day lies ahead, in the hub’s time zone. */
export async function isAhead(tx: Tx, day: string): Promise<boolean> {
  const [row] = await tx.execute<{ ahead: boolean }>(sql`select ${day}::date > current_date as ahead`);
  return row?.ahead ?? false;
}

export interface OverrideRow {
  readonly goldenId: string;
  readonly id: string;
  readonly attribute: string;
  readonly reason: string;
  readonly expiresOn: string | null;
  readonly actor: string;
  readonly at: string;
  readonly revision: string;
}

/** The overrides of golden records as known at a revision (null: now), the newest first. */
export async function overridesOf(
  db: Db,
  goldenIds: readonly string[],
  pin: number | null,
): Promise<readonly OverrideRow[]> {
  const rows = await db.execute<OverrideRow & Record<string, unknown>>(sql`
    select member.golden_id as "goldenId", override.id, override.attribute, override.reason,
           override.expires_on::text as "expiresOn", change.actor, change.at, change.revision::text as revision
    from ${asKnown(membership, pin)} member
    join ${asKnown(valueOverride, pin)} override on override.record_id = member.record_id
    join change on change.id = override.from_change
    where member.golden_id = any(${sql.param(goldenIds)}::uuid[])
    order by change.revision desc, override.id`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
