import postgres from 'postgres';
import type { BenchDb } from './bench-server.js';

/** So many open tasks of misses that nobody answers, straight into the tables: of five systems, in ten queues, opened over
 *  a year, one in fifty put away, one in a hundred in somebody’s hands, one in twenty assigned. */
export async function loadTasks(bench: BenchDb, count: number): Promise<void> {
  const sql = postgres(bench.superuserUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      // Foreign keys hold by construction; checked row by row they would take most of the time.
      await tx`set local session_replication_role = replica`;
      await tx`
        insert into task_queue (key, title, calendar, due_minutes)
        select 'queue-' || n, 'Queue ' || n, 'office', 2400 from generate_series(0, 9) n on conflict do nothing`;
      await tx`
        create temporary table source on commit drop as
        select id, key, row_number() over (order by id) - 1 as n from code_system
        where key in ('wellstar-supply', 'wellstar-med', 'erp-item', 'vizient-item', 'gtin')`;
      await tx`
        insert into miss (id, system_id, issuer, normal, target_system_id, purpose, written, outcome, problem, on_miss,
                          first_seen, last_seen, count, triage)
        select gen_random_uuid(), source.id, '', 'T' || made.n, (select id from code_system where key = 'wellstar-charge'),
               'CHARGES_AS', 'T' || made.n, 'UNRESOLVED', 'CODE_UNKNOWN', 'TASK', opened, opened, 1 + made.n % 50, 'noticed'
        from generate_series(1, ${count}::int) as made(n)
        join source on source.n = made.n % 5
        cross join lateral (select now() - made.n * interval '31 seconds' as opened) at`;
      await tx`
        insert into task (id, kind, miss_id, queue, system, urgent_from, due_at, assignee, claimed_by, claimed_until,
                          snoozed_until, opened_at)
        select miss.id, 'UNRESOLVED_MAPPING', miss.id, 'queue-' || made.n % 10, source.key, miss.first_seen,
               miss.first_seen + interval '40 days', case when made.n % 20 = 0 then 'person ' || made.n % 40 end,
               case when made.n % 100 = 7 then 'person ' || made.n % 40 end,
               case when made.n % 100 = 7 then now() + interval '1 hour' end,
               case when made.n % 50 = 3 then now() + interval '1 day' end, miss.first_seen
        from miss join source on source.id = miss.system_id
        cross join lateral (select substr(miss.normal, 2)::int as n) made where miss.normal like 'T%'`;
    });
    // Now rather than when autovacuum comes by: figures must not depend on the hour.
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}
