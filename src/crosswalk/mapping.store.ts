import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import type { SaidValue } from './context/said-context.js';
import { goldenKey } from './golden-system.js';
import type { MappingKind, Purpose, Relationship } from './vocabulary.js';

export interface NewMapping {
  readonly fromCode: number | null;
  readonly fromGolden?: string | null;
  readonly toCode: number | null;
  readonly toGolden?: string | null;
  readonly toSystem?: number | null;
  readonly kind?: MappingKind;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly conditionSetId?: number | null;
  readonly exception?: boolean;
  readonly groupId?: string | null;
  readonly part?: string | null;
  readonly sequence?: number | null;
  readonly source: string;
  readonly proposedBy?: string | null;
  readonly proposedPerson?: string | null;
  readonly proposalId?: string | null;
  readonly approvedBy: string;
  readonly approvedPerson?: string | null;
  readonly reason: string | null;
  /** ISO dates, or null for open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly changeId: number;
}

/** Writes an approved mapping. Throws SQLSTATE 23P01 if the same statement already holds on some of its days. */
export async function insertMapping(tx: Tx, mapping: NewMapping): Promise<string> {
  const {
    fromGolden = null,
    toGolden = null,
    toSystem = null,
    kind = 'MAP',
    conditionSetId = null,
  } = mapping;
  const { exception = false, groupId = null, part = null, sequence = null } = mapping;
  const { proposedBy = null, proposedPerson = null, proposalId = null, approvedPerson = null } = mapping;
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into mapping (kind, from_code, from_golden, to_code, to_golden, to_system, purpose, relationship,
                         condition_set_id, exception, group_id, role, sequence, source, proposed_by, proposed_person,
                         proposal_id, approved_by, approved_person, reason, valid_from, valid_to, from_change)
    values (${kind}, ${mapping.fromCode}, ${fromGolden}, ${mapping.toCode}, ${toGolden}, ${toSystem},
            ${mapping.purpose}, ${mapping.relationship}, ${conditionSetId}, ${exception}, ${groupId}, ${part},
            ${sequence}, ${mapping.source}, ${proposedBy}, ${proposedPerson}, ${proposalId}, ${mapping.approvedBy},
            ${approvedPerson}, ${mapping.reason}, coalesce(${mapping.validFrom}::date, '-infinity'),
            coalesce(${mapping.validTo}::date, 'infinity'), ${mapping.changeId})
    returning id`);
  if (!row) throw new Error('insert into mapping returned no row');
  return row.id;
}

/** A live mapping that a transaction has locked with all others of its statement. */
interface ClaimedMapping {
  /** Key of the system it starts from, `golden` for a golden record. */
  readonly system: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** Locks a live mapping, with all others of its statement, for this transaction; undefined if it is not live. Two at once:
 *  the second finds it so. */
export async function claimLiveMapping(tx: Tx, id: string): Promise<ClaimedMapping | undefined> {
  const rows = await tx.execute<ClaimedMapping & { id: string } & Record<string, unknown>>(sql`
    select mapping.id, coalesce(code_system.key, ${goldenKey}) as system,
           case when isfinite(mapping.valid_from) then mapping.valid_from::text else '' end as "validFrom",
           case when isfinite(mapping.valid_to) then mapping.valid_to::text else '~' end as "validTo"
    from mapping
    left join code on code.id = mapping.from_code left join code_system on code_system.id = code.system_id
    where mapping.to_change is null and (mapping.id = ${id} or mapping.group_id = (
      select asked.group_id from mapping asked where asked.id = ${id}))
    order by mapping.id for update of mapping`);
  return rows.find((row) => row.id === id);
}

/** Ends a mapping that this transaction has claimed, with all others of its statement. */
export async function endMapping(tx: Tx, id: string, changeId: number): Promise<void> {
  await tx.execute(sql`
    update mapping set to_change = ${changeId}
    where mapping.to_change is null and (mapping.id = ${id} or mapping.group_id = (
      select asked.group_id from mapping asked where asked.id = ${id}))`);
}

/** Lets a mapping that this transaction has ended go on until an earlier day; how many rows go on. */
export async function continueMapping(
  tx: Tx,
  id: string,
  validTo: string,
  changeId: number,
): Promise<number> {
  const rows = await tx.execute(sql`
    insert into mapping (kind, from_code, from_golden, to_code, to_golden, to_system, purpose, relationship,
                         condition_set_id, exception, group_id, role, sequence, source, proposed_by, proposed_person,
                         proposal_id, approved_by, approved_person, approved_at, reason, continues, valid_from,
                         valid_to, from_change)
    select kind, from_code, from_golden, to_code, to_golden, to_system, purpose, relationship, condition_set_id,
           exception, case when group_id is not null then ${randomUUID()}::uuid end, role, sequence, source, proposed_by,
           proposed_person, proposal_id, approved_by, approved_person, approved_at, reason, id, valid_from,
           ${validTo}::date, ${changeId}
    from mapping
    where to_change = ${changeId} and valid_from < ${validTo}::date and valid_to > ${validTo}::date
      and (id = ${id} or group_id = (select asked.group_id from mapping asked where asked.id = ${id}))
    returning id`);
  return rows.length;
}

/** Number of a set of conditions, made if there is none like it; null of the empty one. */
export async function ensureConditions(
  tx: Tx,
  conditions: readonly {
    readonly key: SaidValue['key'];
    readonly word: string | null;
    readonly goldenId: string | null;
  }[],
): Promise<number | null> {
  if (conditions.length === 0) return null;
  const sorted = [...conditions].sort((a, b) => a.key.id - b.key.id);
  const canonical = JSON.stringify(sorted.map(({ key, word, goldenId }) => [key.id, word, goldenId]));
  await tx.execute(sql`insert into condition_set (canonical) values (${canonical}) on conflict do nothing`);
  const [set] = await tx.execute<{ id: number }>(
    sql`select id from condition_set where canonical = ${canonical}`,
  );
  if (!set) throw new Error('a set of conditions that was just made is not there');
  for (const { key, word, goldenId } of sorted) {
    await tx.execute(sql`
      insert into mapping_condition (set_id, key_id, word, golden_id) values (${set.id}, ${key.id}, ${word}, ${goldenId})
      on conflict do nothing`);
  }
  return set.id;
}

/** The one golden record that a code points at today; undefined if none, or several. */
export async function goldenOfCode(
  tx: Tx,
  code: { readonly system: number; readonly issuer: string; readonly normal: string },
): Promise<string | undefined> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct said.golden_id as id from code join record_code said on said.code_id = code.id
    where code.system_id = ${code.system} and code.issuer = ${code.issuer} and code.normal = ${code.normal}
      and said.to_change is null and said.valid_from <= current_date and current_date < said.valid_to`);
  return rows.length === 1 ? rows[0]?.id : undefined;
}

/** Whether there is such a golden record, merged or not. */
export async function isGolden(tx: Tx, id: string): Promise<boolean> {
  return (await tx.execute(sql`select from golden_record where id = ${id}`)).length > 0;
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
