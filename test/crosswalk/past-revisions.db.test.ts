import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IndexFollower } from '../../src/crosswalk/index/index-follower.js';
import { addMapping, retireMapping } from '../../src/crosswalk/mapping.service.js';
import { MissRecorder } from '../../src/crosswalk/miss-recorder.js';
import type { ResolveQuestion } from '../../src/crosswalk/question.js';
import { ResolveService } from '../../src/crosswalk/resolve.service.js';
import { newestRevision, recordChange } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { makeCaller } from '../support/caller.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
beforeAll(async () => {
  pg = await openTestDb();
  await makeSystems(pg.db, 'erp', 'ehr');
});
afterAll(() => pg?.close());

/** What a process that has just started answers: its index begins at the newest revision. */
async function answeredAfresh(questions: readonly ResolveQuestion[]) {
  const follower = new IndexFollower(pg.db, (error) => {
    throw error;
  });
  await follower.start();
  try {
    const service = new ResolveService(follower, new MissRecorder(pg.db, () => {}), 'UTC');
    const answers = await service.ask(questions, makeCaller());
    return answers.map(({ status, code, problem, revision }) => ({
      ...{ status, code, problem: problem?.code ?? null },
      revision: String(revision),
    }));
  } finally {
    await follower.stop();
  }
}

const ask = (code: string, more: object = {}): ResolveQuestion => ({
  ...{ system: 'erp', code, target: 'ehr', record: false, asOf: '2026-03-01', ...more },
});

test('a question at a past revision is answered as it was then, whatever came after and whichever process answers', async () => {
  await makeMappings(pg.db, [
    { system: 'erp', code: 'PLAIN', target: 'ehr', targetCode: 'ONE' },
    { system: 'erp', code: 'OTHER', target: 'ehr', targetCode: 'TWO' },
  ]);
  const questions = ['PLAIN', 'OTHER', 'NONE', 'LATER'].map((code) => ask(code));
  const caller = makeCaller();
  const add = (code: string, targetCode: string) =>
    addMapping(pg.db, { system: 'erp', code, target: 'ehr', targetCode, reason: null }, caller);
  const then: { revision: string; answers: unknown }[] = [];
  const note = async () => {
    const revision = String(await newestRevision(pg.db));
    then.push({ revision, answers: await answeredAfresh(questions) });
  };
  await note();
  const added = await add('LATER', 'ONE');
  await note();
  await add('PLAIN', 'TWO');
  await note();
  if (added.kind !== 'added') throw new Error(added.kind);
  expect(await retireMapping(pg.db, added.id, caller)).toMatchObject({ kind: 'retired' });
  await note();
  await transact(pg.db, async (tx) => {
    const changeId = await recordChange(tx, { actor: 'test', act: 'nothing corresponds' });
    await tx.execute(sql`
      insert into mapping (kind, from_code, to_system, purpose, source, reason, approved_by, from_change)
      select 'NO_MAP', code.id, target.id, 'SAME_THING', 'steward', 'not used there', 'test', ${changeId}
      from code join code_system target on target.key = 'ehr' where code.normal = 'LATER'`);
  });
  await note();

  const statuses = then.map(({ answers }) => (answers as { status: string }[]).map(({ status }) => status));
  expect(statuses).toEqual([
    ['RESOLVED', 'RESOLVED', 'UNRESOLVED', 'UNRESOLVED'],
    ['RESOLVED', 'RESOLVED', 'UNRESOLVED', 'RESOLVED'],
    ['AMBIGUOUS', 'RESOLVED', 'UNRESOLVED', 'RESOLVED'],
    ['AMBIGUOUS', 'RESOLVED', 'UNRESOLVED', 'UNRESOLVED'],
    ['AMBIGUOUS', 'RESOLVED', 'UNRESOLVED', 'NO_MAP'],
  ]);
  for (const { revision, answers } of then) {
    expect(await answeredAfresh(questions.map((each) => ({ ...each, atRevision: revision })))).toEqual(
      answers,
    );
  }
  expect(await answeredAfresh([ask('PLAIN', { atRevision: '999999' })])).toMatchObject([
    { status: 'INVALID', problem: 'REVISION_UNKNOWN' },
  ]);
});
