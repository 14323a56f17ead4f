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

/** Locks a live mapping for this transaction and tells the key of the system it starts from; undefined if it is not
 *  live. Two at once: the second finds it so. */
export async function claimLiveMapping(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx.execute<{ key: string }>(sql`
    select code_system.key from mapping
    join code on code.id = mapping.from_code join code_system on code_system.id = code.system_id
    where mapping.id = ${id} and mapping.to_change is null for update of mapping`);
  return row?.key;
}

/** Ends a mapping that this transaction has claimed, with all rows of its group: one-to-many is one statement. */
export async function endMapping(tx: Tx, id: string, changeId: number): Promise<void> {
  await tx.execute(sql`
    update mapping set to_change = ${changeId}
    where mapping.to_change is null and (mapping.id = ${id}
      or mapping.group_id = (select claimed.group_id from mapping claimed where claimed.id = ${id}))`);
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
