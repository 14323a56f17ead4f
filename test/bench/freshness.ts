import { sql } from 'drizzle-orm';
import { recordChange, revisionOf } from '../../src/platform/changes/change.store.js';
import { type Db, transact } from '../../src/platform/db/db.js';
import type { BenchDb } from './bench-server.js';
import { ascending, type BenchOptions, quantile, rounded } from './figure.js';
import type { IndexAnswer, IndexQuestion } from './index-questions.js';
import { startProcess } from './process.js';

/** From the commit of a change to its being shown by the index of another process. */
export async function benchFreshness({ db, appUrl }: BenchDb, { emit, say }: BenchOptions): Promise<void> {
  const other = startProcess<IndexQuestion, IndexAnswer>('./index-process.js', ['--expose-gc']);
  try {
    await other.ask({ databaseUrl: appUrl, kind: 'follow' });
    const cases = [
      { facts: 1, acts: 200, pauseMs: 20 },
      { facts: 1_000, acts: 30, pauseMs: 50 },
      { facts: 40_000, acts: 5, pauseMs: 200 },
    ];
    for (const { facts, acts, pauseMs } of cases) {
      say(`freshness of ${facts} facts ...`);
      const delays: number[] = [];
      for (let act = 0; act < acts; act++) {
        const { revision, at } = await publish(db, facts);
        const seen = (await other.ask({ databaseUrl: appUrl, kind: 'seen', revision })) as { at: number };
        delays.push(Math.max(0, seen.at - at));
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
      const sorted = ascending(delays);
      const row = { bench: 'resolve', case: `freshness, ${facts} facts`, unit: 'ms' };
      emit({ ...row, metric: 'p50', value: rounded(quantile(sorted, 0.5)) });
      emit({ ...row, metric: 'p99', value: rounded(quantile(sorted, 0.99)) });
    }
  } finally {
    await other.stop();
  }
}

let before = 0;

/** One act that maps `facts` supply numbers to what they post to. */
async function publish(db: Db, facts: number): Promise<{ revision: number; at: number }> {
  const changeId = await transact(db, async (tx) => {
    const id = await recordChange(tx, { actor: 'bench', act: 'map' });
    await tx.execute(sql`
      insert into mapping (from_code, to_code, purpose, source, approved_by, valid_from, valid_to, from_change)
      select from_code, to_code, 'POSTS_TO', 'steward', 'bench',
             date '2000-01-01' + ${before}::int, date '2000-01-01' + ${before + 1}::int, ${id}
      from (select from_code, to_code from mapping where purpose = 'CHARGES_AS' limit ${facts}) picked`);
    return id;
  });
  const at = performance.timeOrigin + performance.now();
  before++;
  return { revision: Number(await revisionOf(db, changeId)), at };
}
