import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect, type Db, warmUp } from '../../../src/platform/db/db.js';
import { mapMiss } from '../../../src/stewardship/map-miss.service.js';
import { claimNext, claimTask, returnTask } from '../../../src/stewardship/queue/claim.store.js';
import {
  assignTask,
  escalateTasks,
  snoozeTask,
  wakeTasks,
} from '../../../src/stewardship/queue/handle-task.store.js';
import { sweepQueues } from '../../../src/stewardship/queue/queue.job.js';
import {
  changeRouting,
  type QueueSettings,
  saveAbsence,
  saveCalendar,
  saveQueue,
} from '../../../src/stewardship/queue/queue-settings.store.js';
import { countTasks, listTasks } from '../../../src/stewardship/task.queries.js';
import { makeCaller } from '../../support/caller.js';
import { counts } from '../../support/counts.js';
import { letTimePass, makeTasks } from '../../support/make-tasks.js';
import { brokenQueueRules } from '../../support/queue-invariants.js';
import { seededRandom } from '../../support/random.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';
import { deliverBytes, listLine, makeList, setUpWellstar } from '../../support/wellstar.js';

let pg: TestDb;
beforeEach(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterEach(async () => {
  expect(await brokenQueueRules(pg.db)).toEqual([]);
  await pg.close();
});

const steward = (person: string) => makeCaller({ actor: `key:${person}`, person, role: 'steward' });
const ann = steward('ann');
const bob = steward('bob');
const queue = (changes: Partial<QueueSettings> & { key: string }): QueueSettings => ({
  ...{ title: changes.key, calendar: 'office', dueMinutes: null, escalatesTo: null, members: [] },
  ...changes,
});
const rule = (changes: Partial<Parameters<typeof changeRouting>[1][number]> & { queue: string }) => ({
  ...{ kind: null, domain: null, system: null, facility: null, assignee: null, headStart: 0 },
  ...changes,
});
const start = { first: 50, after: null };

async function taskNow(id: string) {
  const [row] = await pg.db.execute<Record<string, unknown>>(sql`
    select queue, assignee, claimed_by as "claimedBy", snoozed_until is not null as snoozed,
           escalated_at is not null as escalated, closed_at is not null as closed, due_at as "dueAt"
    from task where id = ${id}`);
  return row;
}

async function eventsOf(id: string): Promise<string[]> {
  const rows = await pg.db.execute<{ kind: string; person: string | null }>(
    sql`select kind, person from task_event where task_id = ${id} order by task_event.id`,
  );
  return rows.map(({ kind, person }) => (person ? `${kind} ${person}` : kind));
}

describe('taking a task', () => {
  test('twenty stewards asking at once get twenty different tasks, and the next finds none', async () => {
    const ids = await makeTasks(
      pg.db,
      Array.from({ length: 20 }, (_, at) => `m-${at}`),
    );
    const people = Array.from({ length: 20 }, (_, at) => steward(`steward-${at}`));
    const pools = await Promise.all([0, 1, 2, 3].map(() => pool()));
    const claims = await Promise.all(people.map((who, at) => claimNext(pools[at % 4] as Db, who, null)));
    await Promise.all(pools.map((db) => db.$client.end()));
    expect(new Set(claims.map((claim) => claim.kind === 'claimed' && claim.id))).toEqual(new Set(ids));
    expect(await claimNext(pg.db, steward('late'), null)).toEqual({ kind: 'queue-empty' });
  });

  test('two stewards and two queues with one task each: nobody is told that nothing waits', async () => {
    await saveQueue(pg.db, queue({ key: 'other' }), 'test');
    for (let round = 0; round < counts.races; round++) {
      const [one = '', two = ''] = await makeTasks(pg.db, [`a-${round}`, `b-${round}`]);
      await assignTask(pg.db, ann, { id: two, person: null, queue: 'other', reason: null });
      const claims = await Promise.all([ann, bob].map((who) => claimNext(pg.db, who, null)));
      expect(new Set(claims.map((claim) => claim.kind === 'claimed' && claim.id))).toEqual(
        new Set([one, two]),
      );
    }
  });

  test('goes by age, and who is asked for more often goes first', async () => {
    const [quiet] = await makeTasks(pg.db, ['quiet']);
    const [asked] = await makeTasks(pg.db, ['asked'], 64);
    const order = [await claimNext(pg.db, ann, null), await claimNext(pg.db, ann, null)];
    expect(order).toEqual([
      { kind: 'claimed', id: asked },
      { kind: 'claimed', id: quiet },
    ]);
  });

  test('keeps others out until the lease ends, whoever they are, and then lets them in', async () => {
    const [id = ''] = await makeTasks(pg.db, ['a']);
    expect(await claimTask(pg.db, ann, id)).toEqual({ kind: 'done' });
    expect(await claimTask(pg.db, bob, id)).toMatchObject({ kind: 'claimed-by-other', person: 'ann' });
    expect(await returnTask(pg.db, bob, id, null)).toMatchObject({ kind: 'claimed-by-other' });
    const secondKey = makeCaller({ actor: 'key:ann at home', person: 'ann', role: 'steward' });
    expect(await claimTask(pg.db, secondKey, id)).toEqual({ kind: 'done' });
    await letTimePass(pg.db, id, 16);
    expect(await claimTask(pg.db, bob, id)).toEqual({ kind: 'done' });
    expect(await eventsOf(id)).toEqual(['CLAIMED ann', 'CLAIMED ann', 'CLAIMED bob']);
  });

  test('whose lease has ended waits again at once, before any sweep', async () => {
    const [id = ''] = await makeTasks(pg.db, ['a']);
    await claimNext(pg.db, ann, null);
    await letTimePass(pg.db, id, 16);
    expect(await claimNext(pg.db, bob, null)).toEqual({ kind: 'claimed', id });
    expect(await eventsOf(id)).toEqual(['CLAIMED ann', 'LEASE_ENDED ann', 'CLAIMED bob']);
  });

  test('is for members only, where a queue has any', async () => {
    await saveQueue(pg.db, queue({ key: 'implants', members: ['ann'] }), 'test');
    await changeRouting(pg.db, [rule({ queue: 'implants', system: 'wellstar-supply' })], 'test');
    const [id = ''] = await makeTasks(pg.db, ['a']);
    expect(await claimNext(pg.db, bob, null)).toEqual({ kind: 'queue-empty' });
    expect(await claimTask(pg.db, bob, id)).toEqual({ kind: 'not-open' });
    expect(await claimNext(pg.db, ann, ['implants'])).toEqual({ kind: 'claimed', id });
  });

  test('is refused to a key that is confined to another code system', async () => {
    const [id = ''] = await makeTasks(pg.db, ['a']);
    const confined = makeCaller({ person: 'cy', role: 'steward', systems: ['gtin'] });
    expect(await claimNext(pg.db, confined, null)).toEqual({ kind: 'queue-empty' });
    expect(await claimTask(pg.db, confined, id)).toEqual({ kind: 'not-open' });
    expect(await listTasks(pg.db, confined, { state: 'OPEN' }, start)).toEqual([]);
    expect(await countTasks(pg.db, confined.ability)).toEqual([]);
  });

  test('somebody else has in hand: their answer is refused with that person’s name', async () => {
    await deliverBytes(pg.db, makeList([listLine('1', '10')]));
    const [id = ''] = await makeTasks(pg.db, ['new']);
    await claimTask(pg.db, ann, id);
    const answer = { missId: id, code: '10', reason: null };
    expect(await mapMiss(pg.db, answer, bob)).toMatchObject({ kind: 'claimed-by-other', person: 'ann' });
    expect(await mapMiss(pg.db, answer, ann)).toMatchObject({ kind: 'added' });
    expect(await taskNow(id)).toMatchObject({ closed: true, claimedBy: null });
  });
});

describe('what is assigned', () => {
  test('is taken by its person, by their deputy while they are away, and by nobody else', async () => {
    const [id = ''] = await makeTasks(pg.db, ['a']);
    await assignTask(pg.db, ann, { id, person: 'dora', queue: null, reason: 'knows pumps' });
    expect(await claimNext(pg.db, bob, null)).toEqual({ kind: 'queue-empty' });
    expect(await listTasks(pg.db, bob, { state: 'OPEN', mine: true }, start)).toEqual([]);
    const hour = 3_600_000;
    const away = { person: 'dora', deputy: 'bob', startsAt: new Date(Date.now() - hour) };
    await saveAbsence(pg.db, { ...away, endsAt: new Date(Date.now() + hour) }, 'test');
    expect(await listTasks(pg.db, bob, { state: 'OPEN', mine: true }, start)).toMatchObject([{ id }]);
    expect(await claimNext(pg.db, bob, null)).toEqual({ kind: 'claimed', id });
    await returnTask(pg.db, bob, id, null);
    await saveAbsence(pg.db, { ...away, endsAt: new Date(Date.now() - 1) }, 'test');
    expect(await claimNext(pg.db, bob, null)).toEqual({ kind: 'queue-empty' });
    expect(await claimNext(pg.db, steward('dora'), null)).toEqual({ kind: 'claimed', id });
  });

  test('to a queue that is not there is refused', async () => {
    const [id = ''] = await makeTasks(pg.db, ['a']);
    const asked = { id, person: null, queue: 'nowhere', reason: null };
    expect(await assignTask(pg.db, ann, asked)).toEqual({ kind: 'no-such-queue' });
  });
});

describe('routing', () => {
  test('goes by the first rule that fits, and open tasks stay where they are when rules change', async () => {
    for (const key of ['first', 'second']) await saveQueue(pg.db, queue({ key }), 'test');
    const [before = ''] = await makeTasks(pg.db, ['before']);
    const rules = [
      rule({ queue: 'first', kind: 'AMBIGUOUS_MAPPING' }),
      rule({ queue: 'second', system: 'wellstar-supply', assignee: 'ann', headStart: 30 }),
      rule({ queue: 'first' }),
    ];
    expect(await changeRouting(pg.db, rules, 'test')).toEqual({ kind: 'saved' });
    const [id = ''] = await makeTasks(pg.db, ['a']);
    expect(await taskNow(id)).toMatchObject({ queue: 'second', assignee: 'ann' });
    expect(await taskNow(before)).toMatchObject({ queue: 'inbox', assignee: null });
  });

  test('that names an unknown queue changes nothing', async () => {
    await changeRouting(pg.db, [rule({ queue: 'inbox', headStart: 5 })], 'test');
    const faulty = [rule({ queue: 'inbox' }), rule({ queue: 'nowhere' })];
    expect(await changeRouting(pg.db, faulty, 'test')).toEqual({ kind: 'unknown-queue' });
    const [row] = await pg.db.execute(sql`
      select count(*)::int as live, max(head_start) as head_start from routing_rule where ended_at is null`);
    expect(row).toEqual({ live: 1, head_start: 5 });
  });

  test('by ten people at once leaves the rules of one of them, whole', async () => {
    const changes = Array.from({ length: 10 }, (_, at) =>
      changeRouting(
        pg.db,
        Array.from({ length: 3 }, () => rule({ queue: 'inbox', headStart: at })),
        'test',
      ),
    );
    await Promise.all(changes);
    const rows = await pg.db.execute<{ n: number }>(sql`
      select count(*)::int as n from routing_rule where ended_at is null group by head_start`);
    expect([...rows]).toEqual([{ n: 3 }]);
  });
});

describe('time', () => {
  test('hides what is put away until its hour, and shows it again once', async () => {
    const [id = ''] = await makeTasks(pg.db, ['a']);
    await claimTask(pg.db, ann, id);
    await snoozeTask(pg.db, ann, { id, until: new Date(Date.now() + 3_600_000), reason: 'asked the vendor' });
    expect(await taskNow(id)).toMatchObject({ snoozed: true, claimedBy: null });
    expect(await claimNext(pg.db, ann, null)).toEqual({ kind: 'queue-empty' });
    expect(await listTasks(pg.db, ann, { state: 'SNOOZED' }, start)).toMatchObject([{ id }]);
    expect(await wakeTasks(pg.db)).toBe(0);
    await letTimePass(pg.db, id, 61);
    const woken = await Promise.all([0, 1, 2, 3].map(() => wakeTasks(pg.db)));
    expect(woken.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await claimNext(pg.db, ann, null)).toEqual({ kind: 'claimed', id });
  });

  test('moves an overdue task on once, however many workers look', async () => {
    await saveQueue(pg.db, queue({ key: 'chiefs' }), 'test');
    await saveQueue(pg.db, queue({ key: 'inbox', dueMinutes: 60, escalatesTo: 'chiefs' }), 'test');
    const [id = '', other = ''] = await makeTasks(pg.db, ['a', 'b']);
    await letTimePass(pg.db, id, 60 * 24 * 30);
    const moved = await Promise.all([0, 1, 2, 3].map(() => escalateTasks(pg.db)));
    expect(moved.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await taskNow(id)).toMatchObject({ queue: 'chiefs', escalated: true });
    expect(await taskNow(other)).toMatchObject({ queue: 'inbox', escalated: false });
    expect(await listTasks(pg.db, ann, { state: 'OPEN', overdue: true }, start)).toMatchObject([{ id }]);
    expect(await eventsOf(id)).toEqual(['ESCALATED']);
  });

  test('sets a due date by the calendar of the queue, holidays and time zone included', async () => {
    const week = [1, 2, 3, 4, 5, 6, 7];
    await saveCalendar(
      pg.db,
      {
        ...{ key: 'east', title: 'East', timeZone: 'America/New_York' },
        hours: week.map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
        holidays: [{ day: '2026-01-01', title: 'New Year' }],
      },
      'test',
    );
    await saveQueue(pg.db, queue({ key: 'inbox', calendar: 'east', dueMinutes: 90 }), 'test');
    const before = Date.now();
    const [id = ''] = await makeTasks(pg.db, ['a']);
    const due = Date.parse(String((await taskNow(id))?.['dueAt']));
    expect(due).toBeGreaterThanOrEqual(before - 1_000 + 90 * 60_000);
    expect(due).toBeLessThanOrEqual(Date.now() + 90 * 60_000);
  });
});

test('a list pages through every open task once, and counts say how many', async () => {
  const ids = await makeTasks(
    pg.db,
    Array.from({ length: 25 }, (_, at) => `m-${at}`),
  );
  const seen: string[] = [];
  let after: [string, string] | null = null;
  do {
    const rows = await listTasks(pg.db, ann, { state: 'OPEN' }, { first: 10, after });
    const page = rows.slice(0, 10);
    seen.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    after = rows.length > 10 && last ? [last.sortedBy, last.id] : null;
  } while (after);
  expect(seen).toHaveLength(25);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(await countTasks(pg.db, ann.ability)).toMatchObject([
    {
      queue: 'inbox',
      kind: 'UNRESOLVED_MAPPING',
      system: 'wellstar-supply',
      open: 25,
      claimed: 0,
      overdue: 0,
    },
  ]);
});

test('20 stewards taking, answering, returning and putting away at once: no task twice, no decision lost', async () => {
  await deliverBytes(pg.db, makeList([listLine('1', '10'), listLine('2', '20')]));
  const many = Array.from({ length: 200 }, (_, at) => `race-${at}`);
  await makeTasks(pg.db, many);
  const pools = await Promise.all([0, 1, 2, 3].map(() => pool()));
  const until = Date.now() + counts.queueMs;
  const inHand = new Map<string, string>();
  const twice: string[] = [];
  const answered = new Map<string, string>();
  const work = async (at: number) => {
    const who = steward(`steward-${at}`);
    const db = pools[at % pools.length] as Db;
    const random = seededRandom(at + 1);
    while (Date.now() < until) {
      const claim = await claimNext(db, who, null);
      if (claim.kind === 'queue-empty') {
        await makeTasks(
          db,
          Array.from({ length: 20 }, () => `late-${at}-${Math.floor(random() * 1e9)}`),
        );
        continue;
      }
      const { id } = claim;
      if (inHand.has(id)) twice.push(id);
      inHand.set(id, who.person);
      const act = random();
      if (act < 0.5) {
        inHand.delete(id);
        const mapped = await mapMiss(
          db,
          { missId: id, code: random() < 0.5 ? '10' : '20', reason: null },
          who,
        );
        if (mapped.kind !== 'added') throw new Error(`an answer was ${mapped.kind}`);
        if (answered.has(id)) twice.push(id);
        answered.set(id, who.person);
      } else if (act < 0.8) {
        inHand.delete(id);
        await returnTask(db, who, id, 'not mine');
      } else {
        inHand.delete(id);
        await snoozeTask(db, who, { id, until: new Date(Date.now() + 200), reason: null });
      }
      if (random() < 0.05) await sweepQueues(db);
    }
  };
  await Promise.all(Array.from({ length: 20 }, (_, at) => work(at)));
  await Promise.all(pools.map((db) => db.$client.end()));
  expect(twice).toEqual([]);
  const decided = await pg.db.execute<{ id: string; person: string }>(
    sql`select task_id as id, person from decision`,
  );
  expect(new Map(decided.map(({ id, person }) => [id, person]))).toEqual(answered);
  expect(decided).toHaveLength(answered.size);
  const [open] = await pg.db.execute<{ n: number }>(sql`
    select count(*)::int as n from task where closed_at is null and id = any(${sql.param([...answered.keys()])}::uuid[])`);
  expect(open).toEqual({ n: 0 });
});

async function pool(): Promise<Db> {
  const db = connect(pg.appUrl, { max: 5, name: 'steward' });
  await warmUp(db);
  return db;
}
