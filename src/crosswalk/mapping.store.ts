import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../platform/db/db.js';
import type { Purpose, Relationship } from './vocabulary.js';

export interface NewMapping {
  readonly fromCode: number;
  readonly toCode: number;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly source: string;
  readonly approvedBy: string;
  readonly reason: string | null;
  /** ISO dates, or null for open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly changeId: number;
}

/** Writes an approved mapping. Throws SQLSTATE 23P01 if the same statement already holds on some of its days. */
export async function insertMapping(tx: Tx, mapping: NewMapping): Promise<string> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into mapping (from_code, to_code, purpose, relationship, source, approved_by, reason, valid_from, valid_to,
                         from_change)
    values (${mapping.fromCode}, ${mapping.toCode}, ${mapping.purpose}, ${mapping.relationship}, ${mapping.source},
            ${mapping.approvedBy}, ${mapping.reason}, coalesce(${mapping.validFrom}::date, '-infinity'),
            coalesce(${mapping.validTo}::date, 'infinity'), ${mapping.changeId})
    returning id`);
  if (!row) throw new Error('insert into mapping returned no row');
  return row.id;
}

/** Locks a live mapping for this transaction and tells the key of the system it starts from; undefined if it is not
 *  live. Two at once: the second finds it so. */
export async function claimLiveMapping(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx.execute<{ key: string }>(sql`
    select code_system.key from mapping
    join code on code.id = mapping.from_code join code_system on code_system.id = code.system_id
    where mapping.id = ${id} and mapping.to_change is null for update of mapping`);
  return row?.key;
}

/** Ends a mapping that this transaction has claimed. */
export async function endMapping(tx: Tx, id: string, changeId: number): Promise<void> {
  await tx.execute(sql`
    update mapping set to_change = ${changeId} where mapping.id = ${id} and mapping.to_change is null`);
}

/** Finds or makes the identity of a code. */
export async function ensureCode(
  tx: Tx,
  code: { systemId: number; issuer: string; normal: string; written: string },
): Promise<number> {
  const found = await findCode(tx, code);
  if (found !== undefined) return found;
  await tx.execute(sql`
    insert into code (system_id, issuer, normal, written)
    values (${code.systemId}, ${code.issuer}, ${code.normal}, ${code.written}) on conflict do nothing`);
  const made = await findCode(tx, code);
  if (made === undefined) throw new Error('a code that was just made is not there');
  return made;
}

/** Database id of a code, if it is known. */
export async function findCode(
  tx: Tx,
  code: { systemId: number; issuer: string; normal: string },
): Promise<number | undefined> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select id from code
    where code.system_id = ${code.systemId} and code.issuer = ${code.issuer} and code.normal = ${code.normal}`);
  return row ? Number(row.id) : undefined;
}

/** Closes the open misses that the mappings and facts begun or ended by this act have answered. A miss that somebody
 *  is at is passed over, so that an act never waits for one, nor in a circle; `closeOvertakenMisses` finds it. */
export async function closeAnsweredMisses(tx: Tx, changeId: number): Promise<void> {
  const candidates = sql`
    with said as (
      select code_id as id from code_fact where from_change = ${changeId}
      union select code_id from code_fact where to_change = ${changeId}),
    touched as (
      select from_code as id from mapping where from_change = ${changeId}
      union select from_code from mapping where to_change = ${changeId}
      union select id from said
      union select mapping.from_code from said join mapping on mapping.to_code = said.id and mapping.to_change is null)
    select miss.id from touched
    join code source on source.id = touched.id
    join miss on miss.system_id = source.system_id and miss.issuer = source.issuer and miss.normal = source.normal
    where miss.closed_change is null`;
  await tx.execute(sql`
    update miss set closed_change = ${changeId}, triage = 'pending'
    where miss.id in (
      select open.id from miss open where open.closed_change is null
        and open.id in (select answered.id from (${answeredAmong(candidates)}) answered)
      for update skip locked)`);
}

/** How long a process may still answer from the revision before an act. */
const indexLag = sql`interval '10 seconds'`;

/** Closes open misses whose answer was published while their question was on its way to the ledger: the act could not
 *  see the miss yet. A miss asked well after the act stays open, for its question was another one, as of a past day. */
export async function closeOvertakenMisses(db: Db): Promise<void> {
  const candidates = sql`
    select miss.id from miss where miss.closed_change is null
      and miss.last_seen < (select at from change order by revision desc nulls last limit 1) + ${indexLag}`;
  await db.execute(sql`
    update miss set closed_change = overtaken.change_id, triage = 'pending'
    from (select open.id, answered.change_id from (${answeredAmong(candidates)}) answered
          join miss open on open.id = answered.id and open.closed_change is null
          join change on change.id = answered.change_id and open.last_seen < change.at + ${indexLag}
          for update of open skip locked) overtaken
    where miss.id = overtaken.id`);
}

/** Those of some misses to which there is exactly one active target of their purpose in their target system today, with
 *  the last act that their answer stands on. None and several leave a miss open. */
function answeredAmong(candidates: SQL): SQL {
  return sql`
    select miss.id, max(greatest(mapping.from_change, (
      select max(fact.from_change) from code_fact fact
      where fact.code_id in (source.id, target.id) and fact.to_change is null))) as change_id
    from miss
    join code source on source.system_id = miss.system_id and source.issuer = miss.issuer
      and source.normal = miss.normal
    join mapping on mapping.from_code = source.id and mapping.purpose = miss.purpose and mapping.to_change is null
      and mapping.valid_from <= current_date and current_date < mapping.valid_to
    join code target on target.id = mapping.to_code and target.system_id = miss.target_system_id
    where miss.id in (${candidates}) and not exists (
      select from code_fact fact where fact.code_id in (source.id, target.id) and fact.to_change is null
      group by fact.code_id
      having not bool_or(
        fact.status = 'ACTIVE' and fact.valid_from <= current_date and current_date < fact.valid_to))
    group by miss.id having count(*) = 1`;
}
