import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { CodeRole } from '../../src/crosswalk/vocabulary.js';
import type { Domain } from '../../src/golden-records/domain.js';
import { recordChange, revisionOf } from '../../src/platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../../src/platform/db/db.js';

/** A code that a record carries, in its normal form. */
export interface PointingCode {
  readonly system: string;
  readonly issuer?: string;
  readonly code: string;
  readonly role?: CodeRole;
  readonly validFrom?: string;
  readonly validTo?: string;
}

/** One source record and the golden record it belongs to, which is made if no id is given. */
export interface MadeRecord {
  readonly golden?: string;
  readonly name?: string;
  readonly domain?: Domain;
  readonly source?: string;
  readonly key?: string;
  readonly codes: readonly PointingCode[];
}

export interface Made {
  readonly changeId: number;
  readonly revision: string;
  /** Golden ids, in the order of the records. */
  readonly goldens: readonly string[];
  /** Database ids of the source records, in order. */
  readonly records: readonly number[];
}

/** Source records, golden records, memberships and record codes as one published act, by plain SQL: whatever else is to
 *  be part of the act (misses that close) is done by `also`. */
export async function makeRecords(
  db: Db,
  made: readonly MadeRecord[],
  also: (tx: Tx, changeId: number) => Promise<void> = async () => {},
): Promise<Made> {
  const goldens: string[] = [];
  const records: number[] = [];
  const changeId = await transact(db, async (tx) => {
    const change = await recordChange(tx, { actor: 'test', act: 'make records' });
    for (const record of made) {
      const golden = record.golden ?? randomUUID();
      goldens.push(golden);
      records.push(await makeRecord(tx, { ...record, golden }, change));
    }
    await also(tx, change);
    return change;
  });
  return { changeId, revision: await revisionOf(db, changeId), goldens, records };
}

async function makeRecord(tx: Tx, record: MadeRecord & { golden: string }, change: number): Promise<number> {
  const { golden, domain = 'ITEM', source = 'steward', key = randomUUID(), codes } = record;
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into source_record (source, feed, domain, key) values (${source}, 'test', ${domain}, ${key})
    returning id`);
  const id = Number(row?.id);
  const hash = createHash('sha256').update(key).digest('hex');
  await tx.execute(sql`
    insert into source_record_version (record_id, content_hash, values, codes, from_change)
    values (${id}, decode(${hash}, 'hex'), '{}', '[]', ${change})`);
  await tx.execute(sql`
    insert into golden_record (id, domain, from_change) values (${golden}, ${domain}, ${change})
    on conflict do nothing`);
  await tx.execute(sql`
    insert into golden_version (golden_id, domain, name, values, winners, from_change)
    values (${golden}, ${domain}, ${record.name ?? `record ${key}`}, '{}', '{}', ${change})
    on conflict do nothing`);
  await tx.execute(sql`
    insert into membership (record_id, golden_id, domain, basis, from_change)
    values (${id}, ${golden}, ${domain}, 'FOUNDED', ${change})`);
  for (const code of codes) await pointAt(tx, { ...code, golden, record: id }, change);
  return id;
}

/** A code that points at a golden record, made if it is new, without a fact. */
export async function pointAt(
  tx: Tx,
  said: PointingCode & { golden: string; record: number },
  change: number,
): Promise<void> {
  const { system, issuer = '', code, role = 'KEY', validFrom = '-infinity', validTo = 'infinity' } = said;
  await tx.execute(sql`
    insert into code (system_id, issuer, normal, written)
    select id, ${issuer}, ${code}, ${code} from code_system where key = ${system}
    on conflict do nothing`);
  await tx.execute(sql`
    insert into record_code (code_id, golden_id, record_id, role, valid_from, valid_to, from_change)
    select code.id, ${said.golden}, ${said.record}, ${role}, ${validFrom}, ${validTo}, ${change}
    from code join code_system on code_system.id = code.system_id
    where code_system.key = ${system} and code.issuer = ${issuer} and code.normal = ${code}`);
}

/** Ends what the codes of a source record say of golden records. */
export async function endRecordCodes(tx: Tx, record: number, change: number): Promise<void> {
  await tx.execute(sql`
    update record_code set to_change = ${change} where record_id = ${record} and to_change is null`);
}

/** Gives a golden record another name. */
export async function renameRecord(tx: Tx, golden: string, name: string, change: number): Promise<void> {
  await tx.execute(sql`
    update golden_version set to_change = ${change} where golden_id = ${golden} and to_change is null`);
  await tx.execute(sql`
    insert into golden_version (golden_id, domain, name, values, winners, from_change)
    select id, domain, ${name}, '{}', '{}', ${change} from golden_record where id = ${golden}`);
}
