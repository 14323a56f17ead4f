import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';

/** An open use of a retired code with its mapping, locked. */
export interface ClaimedUse {
  readonly mappingId: string;
  /** Key of the system it maps from. */
  readonly from: string;
  readonly targetSystem: number;
  readonly successor: number | null;
  readonly validFrom: string;
  readonly validTo: string;
}

/** Locks an open use and its mapping for this transaction; undefined if it is not open. Two at once: the second finds it
 *  so. */
export async function claimUse(tx: Tx, id: string): Promise<ClaimedUse | undefined> {
  const [use] = await tx.execute<{ [K in keyof ClaimedUse]: ClaimedUse[K] }>(sql`
    select live.id as "mappingId", source_system.key as "from", target.system_id as "targetSystem",
           open.successor_code as successor, live.valid_from::text as "validFrom", live.valid_to::text as "validTo"
    from retired_code_use open
    join mapping live on live.id = open.mapping_id and live.to_change is null
      and live.kind = 'MAP' and live.group_id is null
    join code source on source.id = live.from_code
    join code_system source_system on source_system.id = source.system_id
    join code target on target.id = live.to_code
    where open.id = ${id} and open.to_change is null for update of open, live`);
  return use && { ...use, successor: use.successor === null ? null : Number(use.successor) };
}

/** Whether a code holds on a day. */
export async function holdsOn(tx: Tx, codeId: number, day: string): Promise<boolean> {
  const [fact] = await tx.execute(sql`
    select from code_fact where code_id = ${codeId} and to_change is null and status = 'ACTIVE'
      and valid_from <= ${day}::date and ${day}::date < valid_to`);
  return fact !== undefined;
}

/** Splits a mapping at a day: until then it stands as it did, from then on it leads to the successor; purpose, conditions
 *  and whatever else a mapping has stay (hence the whole row). Throws SQLSTATE 23P01 if the successor is mapped already
 *  on some of these days. Returns the id of the new mapping. */
export async function succeed(
  tx: Tx,
  {
    mappingId,
    successor,
    on,
    actor,
    person,
    reason,
    changeId,
  }: {
    mappingId: string;
    successor: number;
    on: string;
    actor: string;
    person: string;
    reason: string | null;
    changeId: number;
  },
): Promise<string> {
  await tx.execute(
    sql`update mapping set to_change = ${changeId} where id = ${mappingId} and to_change is null`,
  );
  const written = await tx.execute<{ id: string; toCode: string }>(sql`
    insert into mapping
    select (jsonb_populate_record(null::mapping, to_jsonb(ended) || part.changes)).*
    from mapping ended
    cross join lateral (values
      (jsonb_build_object('id', gen_random_uuid(), 'valid_to', ${on}::date, 'from_change', ${changeId}::bigint,
                          'to_change', null, 'continues', ended.id)),
      (jsonb_build_object('id', gen_random_uuid(), 'valid_from', ${on}::date, 'to_code', ${successor}::bigint,
                          'source', 'steward', 'approved_by', ${actor}::text, 'approved_at', now(),
                          'proposed_by', null, 'proposed_person', null, 'proposal_id', null,
                          'approved_person', ${person}::text, 'reason', ${reason}::text, 'continues', null, 'from_change', ${changeId}::bigint, 'to_change', null)))
      as part(changes)
    where ended.id = ${mappingId}
    returning id, to_code as "toCode"`);
  const begun = written.find(({ toCode }) => Number(toCode) === successor);
  if (!begun) throw new Error('a mapping that was split has no second part');
  return begun.id;
}
