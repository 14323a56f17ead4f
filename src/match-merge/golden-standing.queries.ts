import { sql } from 'drizzle-orm';
import type { Domain } from '../golden-records/domain.js';
import { newestRevision } from '../platform/changes/change.store.js';
import type { Db, Tx } from '../platform/db/db.js';
import { personSource } from './survivorship.js';

export interface StandingRecord {
  readonly domain: Domain;
  /** Whether the hub believes in it now. */
  readonly stands: boolean;
  /** Whether its id leads to another. */
  readonly merged: boolean;
  /** Its source records. */
  readonly members: readonly number[];
  /** Those of them that are a person’s word on a value: alone they are nothing. */
  readonly overrides: readonly number[];
}

/** How golden records stand now, by their ids; an id that never was is left out. */
export async function standingOf(
  db: Db | Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StandingRecord>> {
  const rows = await db.execute<{
    id: string;
    domain: Domain;
    stands: boolean;
    merged: boolean;
    members: string[];
    overrides: string[];
  }>(sql`
    select golden.id, golden.domain,
           exists (select from golden_version where golden_id = golden.id and to_change is null) as stands,
           exists (select from golden_redirect where golden_id = golden.id and to_change is null) as merged,
           array(select record_id::text from membership
                 where golden_id = golden.id and to_change is null order by record_id) as members,
           array(select record.id::text from membership join source_record record on record.id = record_id
                 where golden_id = golden.id and to_change is null and record.source = ${personSource}) as overrides
    from golden_record golden where golden.id = any(${sql.param(ids)}::uuid[])`);
  return new Map(
    rows.map(({ id, domain, stands, merged, members, overrides }) => [
      id,
      { domain, stands, merged, members: members.map(Number), overrides: overrides.map(Number) },
    ]),
  );
}

/** Whether anything of some golden records (what is believed of them, which source records belong to them) began or
 *  ended after a revision; of one that is not published yet nobody can know. */
export async function changedAfter(tx: Tx, ids: readonly string[], revision: number): Promise<boolean> {
  if (revision > (await newestRevision(tx))) return true;
  const ofThese = sql`golden_id = any(${sql.param(ids)}::uuid[])`;
  const rows = await tx.execute(sql`
    select from change where change.revision > ${revision} and change.id in (
      select from_change from golden_version where ${ofThese}
      union select to_change from golden_version where ${ofThese}
      union select from_change from membership where ${ofThese} and to_change is null
      union select from_change from membership where ${ofThese} and to_change is not null
      union select to_change from membership where ${ofThese} and to_change is not null) limit 1`);
  return rows.length > 0;
}
