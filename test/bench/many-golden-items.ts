import postgres from 'postgres';
import { mod10CheckDigit } from '../../src/identifiers/check-digits.js';
import { recordChange, revisionOf } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import type { BenchDb } from './bench-server.js';

const makers = 2_000;

/** What the hub holds of the nth made-up item, n from 1. The manufacturer’s name is its own normal form. */
export function goldenItem(n: number): { gtin: string; catalogNumber: string; manufacturer: string } {
  const digits = `00812${String(n).padStart(8, '0')}`;
  return {
    gtin: digits + String(mod10CheckDigit(digits)),
    catalogNumber: `GN-${n}`,
    manufacturer: `BENCH DEVICES ${n % makers}`,
  };
}

/** Golden items as a registry leaves them that named each once: source record, version, golden record, its version,
 *  membership, and three codes that point at it (key, base GTIN, catalog number of its manufacturer). Straight into the
 *  tables; indexes and constraints that are dearer row by row than at once come last. `andErp`: an ERP names each too, by
 *  a key of its own. Returns the revision. */
export async function loadGoldenItems(
  { db, superuserUrl }: BenchDb,
  count: number,
  { andErp = false }: { andErp?: boolean } = {},
): Promise<number> {
  const change = await transact(db, (tx) => recordChange(tx, { actor: 'bench', act: 'make golden items' }));
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      const restore = await dropIndexes(tx);
      // Foreign keys hold by construction; checked row by row they would take most of the time.
      await tx`set local session_replication_role = replica`;
      await tx`set local maintenance_work_mem = '512MB'`;
      await makeItems(tx, count);
      await makeRecords(tx, change);
      if (andErp) await makeErpRecords(tx, { count, change });
      await makeCodes(tx, change, andErp);
      for (const statement of restore) await tx.unsafe(statement);
    });
    // Now rather than when autovacuum comes by: figures must not depend on the hour.
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
  return Number(await revisionOf(db, change));
}

const tables = [
  'code',
  'code_fact',
  'source_record',
  'source_record_version',
  'golden_record',
  'golden_version',
  'membership',
  'record_code',
];

async function makeItems(tx: postgres.TransactionSql, count: number): Promise<void> {
  await tx`
    create temporary table made on commit drop as
    select n, gen_random_uuid() as golden_id, 'DI' || n as key, 'GN-' || n as catalog_number,
           'BENCH DEVICES ' || n % ${makers}::int as manufacturer,
           digits || (10 - (select sum(substr(digits, place, 1)::int * case when place % 2 = 1 then 3 else 1 end)
                            from generate_series(1, 13) place) % 10) % 10 as gtin
    from generate_series(1, ${count}::int) n, lateral (select '00812' || lpad(n::text, 8, '0') as digits) body`;
}

async function makeRecords(tx: postgres.TransactionSql, change: number): Promise<void> {
  await tx`
    insert into source_record (id, source, feed, domain, key) overriding system value
    select n, 'gudid', 'bench', 'ITEM', key from made`;
  await tx`
    insert into source_record_version (id, record_id, content_hash, values, codes, row_number, from_change)
      overriding system value
    select n, n, sha256(convert_to(key, 'UTF8')),
           jsonb_build_object('description', 'BENCH DEVICE NO. ' || n, 'manufacturer', manufacturer,
                              'catalogNumber', catalog_number),
           jsonb_build_array(jsonb_build_object('system', 'gudid', 'issuer', '', 'code', key, 'role', 'KEY'),
                             jsonb_build_object('system', 'gtin', 'issuer', '', 'code', gtin, 'role', 'BASE'),
                             jsonb_build_object('system', 'catalog-number', 'issuer', manufacturer,
                                                'code', catalog_number, 'role', 'UNKNOWN')), n, ${change}
    from made`;
  await tx`
    insert into golden_record (id, domain, from_change) select golden_id, 'ITEM', ${change} from made`;
  await tx`
    insert into golden_version (golden_id, domain, name, values, winners, from_change)
    select golden_id, 'ITEM', 'BENCH DEVICE NO. ' || n, version.values,
           jsonb_build_object('description', jsonb_build_array(n), 'manufacturer', jsonb_build_array(n),
                              'catalogNumber', jsonb_build_array(n)), ${change}
    from made join source_record_version version on version.id = n`;
  await tx`
    insert into membership (record_id, golden_id, domain, basis, from_change)
    select n, golden_id, 'ITEM', 'FOUNDED', ${change} from made`;
}

/** The same things as an ERP knows them: what it calls them does not survive, for the registry is more trusted. */
async function makeErpRecords(
  tx: postgres.TransactionSql,
  { count, change }: { count: number; change: number },
): Promise<void> {
  await tx`
    insert into source_record (id, source, feed, domain, key) overriding system value
    select ${count}::int + n, 'erp', 'bench', 'ITEM', 'E' || n from made`;
  await tx`
    insert into source_record_version (id, record_id, content_hash, values, codes, row_number, from_change)
      overriding system value
    select ${count}::int + n, ${count}::int + n, sha256(convert_to('E' || n, 'UTF8')),
           jsonb_build_object('description', 'bench device ' || n),
           jsonb_build_array(jsonb_build_object('system', 'erp-item', 'issuer', '', 'code', 'E' || n, 'role', 'KEY')),
           n, ${change}
    from made`;
  await tx`
    insert into membership (record_id, golden_id, domain, basis, from_change)
    select ${count}::int + n, golden_id, 'ITEM', 'IDENTIFIER', ${change} from made`;
}

async function makeCodes(tx: postgres.TransactionSql, change: number, andErp: boolean): Promise<void> {
  await tx`
    create temporary table made_code on commit drop as
    select (select coalesce(max(id), 0) from code) + row_number() over () as id, carried.*
    from (select n, golden_id, 'gudid' as system, '' as issuer, key as normal, 'KEY' as role from made
          union all select n, golden_id, 'gtin', '', gtin, 'BASE' from made
          union all select n, golden_id, 'catalog-number', manufacturer, catalog_number, 'UNKNOWN' from made
          union all select (select max(n) from made) + n, golden_id, 'erp-item', '', 'E' || n, 'KEY' from made
                    where ${andErp}) carried`;
  await tx`
    insert into code (id, system_id, issuer, normal, written) overriding system value
    select made_code.id, code_system.id, issuer, normal, normal
    from made_code join code_system on code_system.key = system`;
  await tx`
    insert into code_fact (code_id, display, source, from_change)
    select id, 'BENCH DEVICE NO. ' || n, 'gudid', ${change} from made_code where role = 'KEY'`;
  await tx`
    insert into record_code (code_id, golden_id, record_id, role, from_change)
    select id, golden_id, n, role, ${change} from made_code`;
  for (const table of ['code', 'source_record', 'source_record_version'])
    await tx`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${tx(table)}))`;
}

/** Drops what no foreign key and no insert in between needs; hands back the statements that make it again. */
async function dropIndexes(tx: postgres.TransactionSql): Promise<string[]> {
  const dropped = await tx<{ drop: string; make: string }[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint
    where conrelid = any(${tables}::regclass[]) and contype in ('x', 'u')
      and not exists (select from pg_constraint referring where referring.contype = 'f'
                      and referring.conindid = pg_constraint.conindid)
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index
    where indrelid = any(${tables}::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid)`;
  for (const { drop } of dropped) await tx.unsafe(drop);
  return dropped.map(({ make }) => make);
}
