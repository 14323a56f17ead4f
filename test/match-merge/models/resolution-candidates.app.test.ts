import { afterAll, beforeAll, expect, test } from 'vitest';
import { activeModelOf, deliverItems, itemOf, writtenOtherwise } from '../../support/match-hub.js';
import { openTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';
import { setUpWellstar } from '../../support/wellstar.js';

const items = Array.from({ length: 60 }, (_, n) => itemOf(n));

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await setUpWellstar(app.db);
  await deliverItems(app.db, 'erp', items);
  await deliverItems(app.db, 'vizient', items.slice(0, 30).map(writtenOtherwise));
  await activeModelOf(app.db, 'ITEM', { matchFrom: 200, reviewFrom: 5 });
});
afterAll(() => app?.close());

interface Answer {
  status: string;
  candidates: {
    code: string;
    issuer: string | null;
    goldenId: string;
    probability: number;
    zone: string;
    account: { weight: number; prior: number; parts: { bits: number }[] };
  }[];
}

const query = `query ($inputs: [ResolveInput!]!, $first: Int) { resolveMany(inputs: $inputs) { status
  candidates(first: $first) { code issuer goldenId probability zone account { weight prior parts { bits } } } } }`;
const asked = (code: string, target = 'erp-item') => ({
  system: 'vizient-item',
  code,
  target,
  record: false,
});
const ask = (inputs: object[], first: number | null = null, key?: string) =>
  app.graphql<{ resolveMany: Answer[] }>(query, { inputs, first }, key);

test('a code without an answer comes with those it may be, likeliest first, each with its account', async () => {
  const [answer] = await until('the records to be known', async () => {
    const { data } = await ask([asked('VI3')]);
    return data?.resolveMany[0]?.status === 'UNRESOLVED' && data.resolveMany[0].candidates.length > 0
      ? data.resolveMany
      : undefined;
  });
  const { candidates = [] } = answer ?? {};
  expect(candidates[0]).toMatchObject({ code: 'I3', issuer: null, zone: 'REVIEW' });
  expect(candidates.map(({ probability }) => probability)).toEqual(
    candidates.map(({ probability }) => probability).sort((x, y) => y - x),
  );
  for (const { account } of candidates)
    expect(account.parts.reduce((sum, { bits }) => sum + bits, account.prior)).toBeCloseTo(account.weight, 9);
  const [one] = (await ask([asked('VI3')], 1)).data.resolveMany;
  expect(one?.candidates.map(({ code }) => code)).toEqual(['I3']);
});

test('nothing is offered for an answer, for a code that nobody knows, or in a system where the like have no code', async () => {
  const { data } = await ask([
    asked('VI3', 'vizient-item'),
    asked('never heard of'),
    asked('VI3', 'dist-b-item'),
  ]);
  expect(data.resolveMany.map(({ candidates }) => candidates)).toEqual([[], [], []]);
});

test('is for those who may read golden records, of twenty answers a request', async () => {
  expect((await ask([asked('VI3')], null, await app.keyOf('flow'))).errors?.[0]?.extensions?.['code']).toBe(
    'FORBIDDEN',
  );
  expect((await ask([asked('VI3')], 21)).errors?.[0]?.extensions?.['code']).toBe('BAD_ARGUMENT');
  const many = await ask(Array.from({ length: 21 }, (_, n) => asked(`VI${n}`)));
  expect(many.errors?.[0]?.extensions?.['code']).toBe('LIMIT_EXCEEDED');
});
