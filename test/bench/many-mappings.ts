import postgres from 'postgres';
import { loadSampleData } from '../../src/app/sample-data.js';
import { recordChange } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import type { BenchDb } from './bench-server.js';

/** The real list of 43,089 mappings, and as many made-up ones more as are missing from `wanted`: eight supply numbers
 *  a charge code as in the real list, each with its fact, one in ten with another charge code before 2025. */
export async function loadMappings(bench: BenchDb, wanted: number): Promise<void> {
  await loadSampleData(bench.db);
  const [row] = await bench.db.$client<{ n: number }[]>`select count(*)::int as n from mapping`;
  const missing = wanted - (row?.n ?? 0);
  const sql = postgres(bench.superuserUrl, { max: 1, onnotice: () => {} });
  try {
    if (missing > 0) await makeMappings(bench, sql, missing);
    // Now rather than when autovacuum comes by: figures must not depend on the hour.
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

/** Rows go straight into the tables. Indexes that cost more row by row than at once are put back at the end: an
 *  exclusion constraint takes 38k rows a second while inserting, 146k afterwards. */
async function makeMappings({ db }: BenchDb, sql: postgres.Sql, count: number): Promise<void> {
  const change = await transact(db, (tx) => recordChange(tx, { actor: 'bench', act: 'make mappings' }));
  const charges = Math.ceil(count / 8);
  // With the second mapping of every tenth that makes `count`, or one less or more.
  const sources = Math.round((count * 10) / 11);
  await sql.begin(async (tx) => {
    const restore = await dropIndexes(tx);
    // Foreign keys hold by construction; checked row by row they would take most of the time.
    await tx`set local session_replication_role = replica`;
    await tx`
        create temporary table made on commit drop as
        select (select max(id) from code) as before,
               (select id from code_system where key = 'wellstar-supply') as supply,
               (select id from code_system where key = 'wellstar-charge') as charge`;
    await tx`
        insert into code (id, system_id, issuer, normal, written) overriding system value
        select before + n, charge, '', '9' || lpad(n::text, 8, '0'), '9' || lpad(n::text, 8, '0')
        from made, generate_series(1, ${charges}::int) n`;
    await tx`
        insert into code (id, system_id, issuer, normal, written) overriding system value
        select before + ${charges} + n, supply, '', 'B' || n, 'B' || n from made, generate_series(1, ${sources}::int) n`;
    await tx`
        insert into code_fact (code_id, display, source, from_change)
        select before + n, case when n <= ${charges} then 'HC SUPPLY OF THE BENCH NO. ' || n end, 'wellstar', ${change}
        from made, generate_series(1, ${charges + sources}::int) n`;
    await tx`
        insert into mapping (from_code, to_code, purpose, source, approved_by, valid_from, valid_to, from_change)
        select before + ${charges} + n, before + 1 + (n::bigint * 7919 + period) % ${charges}, 'CHARGES_AS',
               'wellstar', 'bench', case when period = 1 then '2025-01-01'::date else '-infinity' end,
               case when n % 10 = 0 and period = 0 then '2025-01-01'::date else 'infinity' end, ${change}
        from made, generate_series(1, ${sources}::int) n, generate_series(0, case when n % 10 = 0 then 1 else 0 end) period`;
    await tx`select setval(pg_get_serial_sequence('code', 'id'), (select max(id) from code))`;
    for (const statement of restore) await tx.unsafe(statement);
  });
}

/** Drops what is no primary key and no unique constraint; hands back the statements that make it again. */
async function dropIndexes(tx: postgres.TransactionSql): Promise<string[]> {
  const dropped = await tx<{ drop: string; make: string }[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint
    where conrelid in ('code'::regclass, 'code_fact'::regclass, 'mapping'::regclass) and contype = 'x'
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index
    where indrelid in ('code'::regclass, 'code_fact'::regclass, 'mapping'::regclass)
      and not exists (select from pg_constraint where conindid = indexrelid)`;
  for (const { drop } of dropped) await tx.unsafe(drop);
  return dropped.map(({ make }) => make);
}
