import { sql } from 'drizzle-orm';
import { loadSampleData } from '../../src/app/sample-data.js';
import type { Db } from '../../src/platform/db/db.js';
import { mapMiss } from '../../src/stewardship/map-miss.service.js';
import { claimNext, returnTask } from '../../src/stewardship/queue/claim.store.js';
import { countTasks, findTask, listTasks } from '../../src/stewardship/task.queries.js';
import { makeCaller } from '../support/caller.js';
import { startBenchServer } from './bench-server.js';
import { ascending, type BenchOptions, beside, quantile } from './figure.js';
import { loadTasks } from './many-tasks.js';

const acts = 300;
const start = { first: 50, after: null };

/** What a steward does in a queue of many open tasks, each beside one statement that reads, or writes, one task by its
 *  id. */
export async function bench({ emit, say, tasks }: BenchOptions): Promise<void> {
  const server = await startBenchServer();
  try {
    const bench = await server.open();
    const { db } = bench;
    await loadSampleData(db, ['wellstar-supplies']);
    say(`queue: making ${tasks} open tasks`);
    await loadTasks(bench, tasks);
    const caller = makeCaller({ actor: 'key:bench', person: 'bench', role: 'steward' });
    const charge = await anyCharge(db);
    const inHand: string[] = [];
    const cases: Readonly<Record<string, { times?: number; writes?: boolean; act: () => Promise<unknown> }>> =
      {
        'claim next': {
          writes: true,
          act: async () => {
            const claim = await claimNext(db, caller, null);
            if (claim.kind !== 'claimed') throw new Error(`a claim was ${claim.kind}`);
            inHand.push(claim.id);
          },
        },
        'list, first page': { act: () => listTasks(db, caller, { state: 'OPEN' }, start) },
        'list of a queue': { act: () => listTasks(db, caller, { state: 'OPEN', queue: 'queue-3' }, start) },
        'list of a system': { act: () => listTasks(db, caller, { state: 'OPEN', system: 'gtin' }, start) },
        'list of mine': { act: () => listTasks(db, caller, { state: 'OPEN', mine: true }, start) },
        'list, put away': { act: () => listTasks(db, caller, { state: 'SNOOZED' }, start) },
        counts: { times: 20, act: () => countTasks(db, caller.ability) },
        decide: {
          writes: true,
          times: acts / 2,
          act: async () => {
            const missId = inHand.pop() as string;
            const mapped = await mapMiss(db, { missId, code: charge, reason: null }, caller);
            if (mapped.kind !== 'added') throw new Error(`a decision was ${mapped.kind}`);
          },
        },
        return: {
          writes: true,
          times: acts / 2 - 10,
          act: () => returnTask(db, caller, inHand.pop() as string, null),
        },
      };
    const some = await someIds(db);
    for (const [name, { times = acts, writes = false, act }] of Object.entries(cases)) {
      say(`queue: ${name}`);
      const one = async (at: number) => {
        const id = some[at % some.length] as string;
        return writes
          ? db.execute(sql`update task set facility = null where task.id = ${id}`)
          : findTask(db, caller.ability, id);
      };
      const value: number[] = [];
      const floor: number[] = [];
      for (let at = 0; at < times; at++) {
        floor.push(await timed(() => one(at)));
        value.push(await timed(act));
      }
      for (const [metric, q] of [
        ['p50', 0.5],
        ['p95', 0.95],
        ['p99', 0.99],
      ] as const) {
        const figures = beside(quantile(ascending(value), q), quantile(ascending(floor), q));
        emit({ bench: 'queue', case: name, metric, unit: 'ms', ...figures });
      }
    }
  } finally {
    await server.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function anyCharge(db: Db): Promise<string> {
  const [row] = await db.execute<{ normal: string }>(sql`
    select code.normal from code join code_system system on system.id = code.system_id
    where system.key = 'wellstar-charge' limit 1`);
  if (!row) throw new Error('the sample data has no charge code');
  return row.normal;
}

async function someIds(db: Db): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from task where closed_at is null and claimed_by is null order by id limit 1000`);
  return rows.map(({ id }) => id);
}
