import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTasks } from '../../support/make-tasks.js';
import { openTestApp, type TestApp } from '../../support/test-app.js';
import { setUpWellstar } from '../../support/wellstar.js';

let app: TestApp;
let ids: string[];
let steward: string;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await setUpWellstar(app.db);
  ids = await makeTasks(app.db, ['a', 'b', 'c']);
  steward = await app.keyOf('steward');
});
afterAll(() => app?.close());

const outcome = `__typename ... on TaskRefused { id code message } ... on TaskDone { task {
  id kind queue system claimedBy claimedUntil assignee snoozedUntil events { kind person text people } } }`;

async function act(mutation: string, variables: Record<string, unknown> = {}, key = steward) {
  const { data, errors } = await app.graphql<{ act: Record<string, unknown> }>(mutation, variables, key);
  return errors ? { error: errors[0]?.message } : data.act;
}
const claim = (key?: string) => act(`mutation { act: claimNextTask { ${outcome} } }`, {}, key);
const snooze = (until: string) =>
  act(`mutation ($input: SnoozeTaskInput!) { act: snoozeTask(input: $input) { ${outcome} } }`, {
    input: { id: ids[0], until },
  });

describe('a steward over GraphQL', () => {
  test('takes the next task, says something about it, gives it to somebody, and sees all that happened', async () => {
    const taken = (await claim()) as { task: { id: string } };
    expect(taken).toMatchObject({
      __typename: 'TaskDone',
      task: { queue: 'inbox', system: 'wellstar-supply' },
    });
    const { id } = taken.task;
    await act(`mutation ($input: CommentOnTaskInput!) { act: commentOnTask(input: $input) { ${outcome} } }`, {
      input: { id, text: 'which size?', mentions: ['dora'] },
    });
    const given = await act(
      `mutation ($input: AssignTaskInput!) { act: assignTask(input: $input) { ${outcome} } }`,
      {
        input: { id, person: 'dora', reason: 'she ordered it' },
      },
    );
    expect(given).toMatchObject({
      task: {
        ...{ assignee: 'dora', claimedBy: null },
        events: [
          { kind: 'ASSIGNED', text: 'she ordered it', people: ['dora'] },
          { kind: 'COMMENTED', text: 'which size?', people: ['dora'] },
          { kind: 'CLAIMED', people: [] },
        ],
      },
    });
  });

  test('is told who has a task in hand', async () => {
    const mine = (await claim()) as { task: { id: string; claimedBy: string } };
    const other = await app.keyOf('steward');
    const refused = await act(
      `mutation ($id: ID!) { act: claimTask(id: $id) { ${outcome} } }`,
      { id: mine.task.id },
      other,
    );
    expect(refused).toMatchObject({ __typename: 'TaskRefused', id: mine.task.id, code: 'CLAIMED' });
    expect(refused).toMatchObject({ message: expect.stringContaining(mine.task.claimedBy) });
  });

  test('puts a task away for an hour to come, and for no other', async () => {
    for (const until of ['tomorrow', '2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z', '2026-12-24'])
      expect(await snooze(until)).toEqual({ error: expect.stringContaining('until is an instant to come') });
    const hourOn = new Date(Date.now() + 3_600_000).toISOString();
    expect(await snooze(hourOn)).toMatchObject({ __typename: 'TaskDone', task: { claimedBy: null } });
  });

  test('may not change queues, rules or calendars, which an administrator may', async () => {
    const save = `mutation ($queue: TaskQueueInput!) { act: saveTaskQueue(queue: $queue) {
      __typename ... on SettingsRefused { message } } }`;
    const queue = {
      key: 'implants',
      title: 'Implants',
      calendar: 'office',
      members: ['ann'],
      dueMinutes: 480,
    };
    expect(await act(save, { queue })).toHaveProperty('error');
    expect(await act(save, { queue }, app.key)).toEqual({ __typename: 'SettingsSaved' });
    expect(await act(save, { queue: { ...queue, calendar: 'moon' } }, app.key)).toEqual({
      ...{ __typename: 'SettingsRefused', message: 'There is no such calendar.' },
    });
    const { data } = await app.graphql(
      `{ taskQueues { key members dueMinutes } workingCalendars { key timeZone } }`,
    );
    expect(data).toMatchObject({
      taskQueues: [{ key: 'implants', members: ['ann'], dueMinutes: 480 }, { key: 'inbox' }],
      workingCalendars: [{ key: 'office', timeZone: 'UTC' }],
    });
  });

  test('reads a page of tasks with all that happened in as many statements as one task', async () => {
    const list = (first: number) =>
      app.graphql(`{ tasks(first: ${first}) { edges { node { id events { kind } } } } }`);
    await list(1);
    // The background asks too, but never about tasks.
    const aboutTasks = async (first: number) =>
      (await app.statementsOf(() => list(first))).filter(({ text }) => /\btask(_event)?\b/.test(text)).length;
    const one = await aboutTasks(1);
    expect(one).toBeGreaterThan(0);
    expect(await aboutTasks(3)).toBe(one);
  });
});
