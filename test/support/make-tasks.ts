import { sql } from 'drizzle-orm';
import { readDirectory } from '../../src/crosswalk/index/directory.queries.js';
import { recordMisses } from '../../src/crosswalk/miss.store.js';
import { missId } from '../../src/crosswalk/miss-key.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import type { Db } from '../../src/platform/db/db.js';
import { followMisses } from '../../src/stewardship/task.store.js';
import { makeWaiter } from './make-waiter.js';

/** Misses of WellStar’s supplies, asked `count` times each, and the tasks that follow. Returns the ids, in order. The
 *  systems must be set up (`setUpWellstar`). */
export async function makeTasks(db: Db, normals: readonly string[], count = 1): Promise<string[]> {
  const directory = await readDirectory(db);
  const system = directory.system('wellstar-supply');
  const target = directory.system('wellstar-charge');
  if (!system || !target) throw new Error('set up the systems first');
  const revision = await newestRevision(db);
  const sightings = normals.map((normal) => ({
    id: idOfTask(normal),
    ...{ systemId: system.id, issuer: '', normal, targetSystemId: target.id, purpose: 'CHARGES_AS' as const },
    ...{ written: normal, outcome: 'UNRESOLVED' as const, problem: 'CODE_UNKNOWN', onMiss: 'TASK' as const },
    ...{ revision, waiters: [{ ...makeWaiter(idOfTask(normal), revision), count }] },
  }));
  await recordMisses(db, sightings);
  await followMisses(db);
  return sightings.map(({ id }) => id);
}

export function idOfTask(normal: string): string {
  return missId({
    system: 'wellstar-supply',
    issuer: '',
    normal,
    target: 'wellstar-charge',
    purpose: 'CHARGES_AS',
  });
}

/** Moves what time alone would bring: leases, due dates and awakenings of a task lie so much earlier. */
export async function letTimePass(db: Db, id: string, minutes: number): Promise<void> {
  const earlier = sql`- make_interval(mins => ${minutes}::int)`;
  await db.execute(sql`
    update task set claimed_until = claimed_until ${earlier}, due_at = due_at ${earlier},
      snoozed_until = snoozed_until ${earlier}
    where task.id = ${id}`);
}
