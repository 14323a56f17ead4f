import { afterAll, beforeAll, expect, test } from 'vitest';
import { declareContextKey } from '../../src/crosswalk/context/declare-key.service.js';
import { combinationsOf, everyCombination } from '../../src/crosswalk/coverage.js';
import { coverageOf } from '../../src/crosswalk/coverage.service.js';
import { IndexFollower } from '../../src/crosswalk/index/index-follower.js';
import { addMapping } from '../../src/crosswalk/mapping.service.js';
import { MissRecorder } from '../../src/crosswalk/miss-recorder.js';
import { setPolicy } from '../../src/crosswalk/policy.service.js';
import { ResolveService } from '../../src/crosswalk/resolve.service.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { makeCaller } from '../support/caller.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
let follower: IndexFollower;
let service: ResolveService;
const ann = makeCaller({ actor: 'key:ann' });
beforeAll(async () => {
  pg = await openTestDb();
  await makeSystems(pg.db, 'place', 'account', 'other');
  await makeMappings(
    pg.db,
    ['T', 'U', 'V'].map((targetCode) => ({ system: 'other', code: 'o', target: 'account', targetCode })),
  );
  for (const key of ['payer', 'category']) {
    await declareContextKey(pg.db, { key, title: key, domain: null, system: null, values: null }, ann);
  }
  follower = new IndexFollower(pg.db, (error) => {
    throw error;
  });
  await follower.start();
  service = new ResolveService(follower, new MissRecorder(pg.db, () => {}), 'UTC');
});
afterAll(async () => {
  await follower?.stop();
  await pg?.close();
});

async function map(code: string, targetCode: string, conditions: Record<string, string>): Promise<void> {
  const stated = Object.entries(conditions).map(([key, value]) => ({ key, value }));
  const statement = { system: 'place', code, target: 'account', targetCode, conditions: stated };
  expect(await addMapping(pg.db, statement, ann)).toMatchObject({ kind: 'added' });
}

async function cover(code: string | null = null) {
  expect(await follower.reaches(await newestRevision(pg.db), 5_000)).toBe(true);
  const asked = { system: 'place', issuer: null, code, target: 'account', asOf: null };
  const coverage = await coverageOf(pg.db, service, asked, ann);
  if (coverage.kind !== 'looked') throw new Error(coverage.kind);
  const gaps = coverage.gaps.map(({ code: of, context, kind, alternatives }) =>
    [of, ...context.map(({ value }) => value), kind, ...alternatives].join(' '),
  );
  return { ...coverage, gaps };
}

test('the combinations of a tuple table that are open, and those that are answered twice, are told', async () => {
  expect(await cover()).toMatchObject({ combinations: 0, gaps: [] });
  await map('whole', 'T', { payer: 'A', category: 'I' });
  await map('whole', 'U', { payer: 'A', category: 'O' });
  await map('whole', 'V', { payer: 'B' });
  await map('holes', 'T', { payer: 'A' });
  await map('holes', 'U', { category: 'I' });
  expect(await cover()).toMatchObject({
    ...{ combinations: 8, open: 1, twice: 1, gaps: ['holes I A TWICE T U', 'holes O B OPEN'] },
  });
  expect(await cover('whole')).toMatchObject({ combinations: 4, open: 0, twice: 0, gaps: [] });
});

test('an order of keys decides what was answered twice, and a statement fills what was open', async () => {
  const policy = {
    ...({ from: 'place', to: 'account', purpose: 'SAME_THING', onMiss: 'TASK', defaultCode: null } as const),
    ...({ defaultIssuer: null, level: null, cardinality: 'ONE', followReplacements: false } as const),
    ...{ allowBroader: true, allowRetired: false, keyOrder: ['payer'], fourEyes: false, approvers: null },
  };
  expect(await setPolicy(pg.db, policy, ann)).toMatchObject({ kind: 'set' });
  expect(await cover()).toMatchObject({ open: 1, twice: 0, gaps: ['holes O B OPEN'] });
  await map('holes', 'V', { payer: 'B', category: 'O' });
  expect(await cover()).toMatchObject({ open: 0, twice: 0, gaps: [] });
});

test('a table too large to be asked in one go is counted and not asked', async () => {
  const values = Array.from({ length: 101 }, (_, at) => [
    { key: 'a', value: `${at}` },
    { key: 'b', value: `${at}` },
  ]).flat();
  const covered = { codes: [{ issuer: '', normal: 'x' }], values };
  expect(combinationsOf(covered)).toBe(101 * 101);
  expect(new Set([...everyCombination(covered)].map((each) => JSON.stringify(each))).size).toBe(101 * 101);
});
