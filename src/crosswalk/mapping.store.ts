import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
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

/** Ends a live mapping; false if it is not live (any more). */
export async function endMapping(tx: Tx, id: string, changeId: number): Promise<boolean> {
  const rows = await tx.execute(sql`
    update mapping set to_change = ${changeId} where mapping.id = ${id} and mapping.to_change is null returning id`);
  return rows.length > 0;
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

/** Closes the open misses that the mappings and facts begun or ended by this act have answered: exactly one active
 *  target of the miss’s purpose in its target system today. What stays open or is several is left alone. */
export async function closeAnsweredMisses(tx: Tx, changeId: number): Promise<void> {
  await tx.execute(sql`
    with touched as (
      select from_code as id from mapping where from_change = ${changeId}
      union select from_code from mapping where to_change = ${changeId}
      union select code_id from code_fact where from_change = ${changeId}
      union select mapping.from_code from code_fact fact join mapping on mapping.to_code = fact.code_id
      where fact.from_change = ${changeId} and mapping.to_change is null),
    answered as (
      select miss.id from touched
      join code source on source.id = touched.id
      join miss on miss.system_id = source.system_id and miss.issuer = source.issuer and miss.normal = source.normal
        and miss.closed_change is null
      join mapping on mapping.from_code = source.id and mapping.purpose = miss.purpose and mapping.to_change is null
        and mapping.valid_from <= current_date and current_date < mapping.valid_to
      join code target on target.id = mapping.to_code and target.system_id = miss.target_system_id
      where not exists (
        select from code_fact fact where fact.code_id in (source.id, target.id) and fact.to_change is null
        group by fact.code_id
        having not bool_or(
          fact.status = 'ACTIVE' and fact.valid_from <= current_date and current_date < fact.valid_to))
      group by miss.id having count(*) = 1)
    update miss set closed_change = ${changeId}, triage = 'pending' from answered where miss.id = answered.id`);
}
