import { type SQL, sql } from 'drizzle-orm';
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
