import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { declareContextKey } from '../../src/crosswalk/context/declare-key.service.js';
import { IndexFollower } from '../../src/crosswalk/index/index-follower.js';
import { addMapping, retireMapping } from '../../src/crosswalk/mapping.service.js';
import { liveMappings } from '../../src/crosswalk/mapping-list.queries.js';
import { openProposals } from '../../src/crosswalk/mapping-proposal.queries.js';
import {
  approveMapping,
  type MappingProposed,
  proposeMapping,
  rejectMapping,
} from '../../src/crosswalk/mapping-proposal.service.js';
import type { MappingStatement } from '../../src/crosswalk/mapping-statement.js';
import { MissRecorder } from '../../src/crosswalk/miss-recorder.js';
import { policies } from '../../src/crosswalk/policy.queries.js';
import { type PolicySetting, setPolicy } from '../../src/crosswalk/policy.service.js';
import type { ResolveQuestion } from '../../src/crosswalk/question.js';
import { ResolveService } from '../../src/crosswalk/resolve.service.js';
import type { Caller } from '../../src/platform/access/ability.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { sqlState } from '../../src/platform/db/db.js';
import { makeCaller } from '../support/caller.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { makeGoldenRecords, makeSources } from '../support/make-golden-records.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
let follower: IndexFollower;
let service: ResolveService;
let hospital: string;
let ward: string;
beforeAll(async () => {
  pg = await openTestDb();
  await makeSystems(pg.db, 'erp', 'ehr', 'bill', 'dept');
  await makeMappings(
    pg.db,
    ['T', 'U', 'V', 'W'].map((targetCode) => ({ system: 'erp', code: 'known', target: 'ehr', targetCode })),
  );
  await makeSources(pg.db, { tree: 10 });
  const place = (name: string) => ({
    domain: 'LOCATION' as const,
    said: [{ source: 'tree', key: name, values: { name }, codes: [{ system: 'dept', code: name }] }],
  });
  const { ids } = await makeGoldenRecords(pg.db, [place('Hospital'), place('Ward')]);
  [hospital, ward] = ids as [string, string];
  for (const declared of [
    { key: 'payer', title: 'Payer', domain: null, system: null, values: ['A', 'B'] },
    { key: 'facility', title: 'Facility', domain: 'LOCATION' as const, system: 'dept', values: null },
  ]) {
    expect(await declareContextKey(pg.db, declared, ann)).toMatchObject({ kind: 'declared' });
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

const ann = makeCaller({ actor: 'key:ann', person: 'ann' });
const annAgain = makeCaller({ actor: 'key:ann-2', person: 'ann' });
const ben = makeCaller({ actor: 'key:ben', person: 'ben' });

let round = 0;
let code: string;
beforeEach(() => {
  code = `c${++round}`;
});

const toEhr = (more: Partial<MappingStatement> = {}): MappingStatement => ({
  ...{ system: 'erp', code, target: 'ehr', targetCode: 'T', ...more },
});

async function answerTo(more: Partial<ResolveQuestion> = {}) {
  const minRevision = String(await newestRevision(pg.db));
  const question = { system: 'erp', code, target: 'ehr', record: false, ...more };
  const [answer] = await service.ask([more.atRevision ? question : { ...question, minRevision }], ann);
  if (!answer) throw new Error('no answer');
  const { status, problem, reason, validTo } = answer;
  const targets = answer.targets.map((target) => target.code);
  const parts = answer.targets.map(({ part }) => part);
  return { status, targets, parts, problem: problem?.code ?? null, reason, validTo };
}

const plain: PolicySetting = {
  ...{
    from: 'erp',
    to: 'ehr',
    purpose: 'SAME_THING',
    onMiss: 'TASK',
    defaultCode: null,
    defaultIssuer: null,
  },
  ...{ level: null, cardinality: 'ONE', followReplacements: false, allowBroader: true, allowRetired: false },
  ...{ keyOrder: [], fourEyes: false, approvers: null },
};

/** With another policy of erp → ehr, which is put back afterwards. */
async function under(policy: Partial<PolicySetting>, work: () => Promise<void>): Promise<void> {
  expect(await setPolicy(pg.db, { ...plain, ...policy }, ann)).toMatchObject({ kind: 'set' });
  await work();
  expect(await setPolicy(pg.db, plain, ann)).toMatchObject({ kind: 'set' });
}

const added = async (statement: MappingStatement, caller: Caller = ann) => {
  const done = await addMapping(pg.db, statement, caller);
  if (done.kind !== 'added') throw new Error(JSON.stringify(done));
  return done.id;
};

const proposed = (done: MappingProposed) => {
  if (done.kind !== 'proposed') throw new Error(JSON.stringify(done));
  return done.id;
};

describe('a person states', () => {
  test('a mapping for one payer, and it answers for that payer only', async () => {
    await added(toEhr({ conditions: [{ key: 'payer', value: 'A' }] }));
    const payer = (value: string) => ({ context: [{ key: 'payer', value }] });
    expect(await answerTo(payer('A'))).toMatchObject({ status: 'RESOLVED', targets: ['T'] });
    expect(await answerTo(payer('B'))).toMatchObject({ status: 'UNRESOLVED', problem: 'NO_MAPPING' });
    expect(await answerTo()).toMatchObject({ status: 'UNRESOLVED', problem: 'CONTEXT_REQUIRED' });
    expect(await answerTo(payer('C'))).toMatchObject({ status: 'INVALID', problem: 'BAD_CONTEXT_VALUE' });
  });

  test('a mapping for a place by its code, beside one for everywhere; the place wins where it is asked', async () => {
    await added(toEhr({ conditions: [{ key: 'facility', value: 'Hospital' }] }));
    await added(toEhr({ targetCode: 'U' }));
    const at = (value: string) => ({ context: [{ key: 'facility', value }] });
    expect(await answerTo(at('Hospital'))).toMatchObject({ status: 'RESOLVED', targets: ['T'] });
    expect(await answerTo(at('Ward'))).toMatchObject({ status: 'RESOLVED', targets: ['U'] });
    expect(await answerTo()).toMatchObject({ status: 'RESOLVED', targets: ['U'] });
  });

  test('that nothing corresponds, with reason and expiry; without a reason it is refused', async () => {
    const nothing = { kind: 'NO_MAP', targetCode: null, validTo: '2099-01-01' } as const;
    expect(await addMapping(pg.db, toEhr(nothing), ann)).toMatchObject({
      kind: 'refused',
      problem: { code: 'REASON_REQUIRED' },
    });
    await added(toEhr({ ...nothing, reason: 'not stocked there' }));
    expect(await answerTo()).toMatchObject({
      ...{ status: 'NO_MAP', targets: [], reason: 'not stocked there', validTo: '2099-01-01' },
    });
    expect(await answerTo({ asOf: '2099-01-01' })).toMatchObject({ status: 'UNRESOLVED' });
  });

  test('that two are not the same, and no road goes over both', async () => {
    await added(toEhr());
    expect(await answerTo()).toMatchObject({ status: 'RESOLVED' });
    const contrary = toEhr({ kind: 'NOT', validFrom: '2090-01-01' });
    expect(await addMapping(pg.db, contrary, ben)).toEqual({ kind: 'already-mapped' });
    await added(toEhr({ kind: 'NOT', targetCode: 'U' }));
    await added(toEhr({ targetCode: 'U', conditions: [{ key: 'payer', value: 'A' }] }));
    expect(await answerTo({ context: [{ key: 'payer', value: 'A' }] })).toMatchObject({
      ...{ status: 'UNRESOLVED', targets: [] },
    });
  });

  test('several targets in sequence where the policy lets one code be many; retired, all go', async () => {
    const many = toEhr({ part: 'technical', further: [{ code: 'U', part: 'professional' }, { code: 'V' }] });
    expect(await addMapping(pg.db, many, ann)).toMatchObject({
      ...{ kind: 'refused', problem: { code: 'ONE_TARGET_ONLY' } },
    });
    await under({ cardinality: 'MANY' }, async () => {
      const id = await added(many);
      expect(await answerTo()).toMatchObject({
        ...{ status: 'RESOLVED', targets: ['T', 'U', 'V'], parts: ['technical', 'professional', null] },
      });
      expect(await retireMapping(pg.db, id, ann)).toMatchObject({ kind: 'retired' });
      expect(await answerTo()).toMatchObject({ status: 'UNRESOLVED', targets: [] });
    });
  });

  test('that a mapping ends on a day: until then it answers, and its other days stay approved', async () => {
    const id = await added(toEhr());
    expect(await retireMapping(pg.db, id, ben, 'soon')).toMatchObject({ kind: 'refused' });
    expect(await retireMapping(pg.db, id, ben, '2030-01-01')).toMatchObject({ kind: 'retired' });
    expect(await answerTo({ asOf: '2029-12-31' })).toMatchObject({ status: 'RESOLVED', targets: ['T'] });
    expect(await answerTo({ asOf: '2030-01-01' })).toMatchObject({ status: 'UNRESOLVED' });
  });

  test('a mapping from a golden record, which answers for the codes of it', async () => {
    await added({ system: 'golden', code: ward, target: 'ehr', targetCode: 'W' });
    expect(await answerTo({ system: 'dept', code: 'Ward' })).toMatchObject({
      status: 'RESOLVED',
      targets: ['W'],
    });
    const { edges } = await liveMappings(pg.db, ann.ability, {
      ...{ first: 10, after: null, system: 'golden', code: ward, target: null },
    });
    expect(edges.map(({ node }) => node)).toMatchObject([{ code: ward, target: 'ehr', targetCode: 'W' }]);
    expect(
      await addMapping(pg.db, toEhr({ system: 'golden', code: hospital.replace(/.$/, 'x') }), ann),
    ).toMatchObject({
      kind: 'refused',
    });
  });

  test.each([
    ['a mapping without a target', { targetCode: null }, 'BAD_STATEMENT'],
    ['nothing, but with a target', { kind: 'NO_MAP', reason: 'r' }, 'BAD_STATEMENT'],
    ['a target that is not there', { targetCode: 'nowhere' }, 'CODE_UNKNOWN'],
    ['a key that is not declared', { conditions: [{ key: 'patient', value: '1' }] }, 'CONTEXT_KEY_UNKNOWN'],
    ['a place that is not there', { conditions: [{ key: 'facility', value: 'Nowhere' }] }, 'CONTEXT_UNKNOWN'],
    ['days in the wrong order', { validFrom: '2026-02-01', validTo: '2026-01-01' }, 'BAD_DATE'],
  ] as const)('%s, and is refused', async (_, more, problem) => {
    expect(await addMapping(pg.db, toEhr(more), ann)).toMatchObject({
      kind: 'refused',
      problem: { code: problem },
    });
    expect(await answerTo()).toMatchObject({ status: 'UNRESOLVED' });
  });
});

describe('where the policy asks for two people', () => {
  test('nobody adds a mapping alone, and whoever proposes it does not approve it, under whatever key', async () => {
    await under({ fourEyes: true }, async () => {
      const needed = { kind: 'refused', problem: { code: 'SECOND_PERSON_NEEDED' } };
      expect(await addMapping(pg.db, toEhr(), ann)).toMatchObject(needed);
      const id = proposed(await proposeMapping(pg.db, toEhr({ reason: 'same thing' }), ann));
      expect(await proposeMapping(pg.db, { ...toEhr(), reason: 'again' }, ben)).toEqual({
        kind: 'already-proposed',
      });
      for (const caller of [ann, annAgain]) {
        expect(await approveMapping(pg.db, { id, reason: null }, caller)).toMatchObject(needed);
      }
      expect(await answerTo()).toMatchObject({ status: 'UNRESOLVED' });
      expect(await approveMapping(pg.db, { id, reason: 'checked' }, ben)).toMatchObject({ kind: 'added' });
      expect(await answerTo()).toMatchObject({ status: 'RESOLVED', targets: ['T'] });
      expect(await approveMapping(pg.db, { id, reason: null }, ben)).toEqual({ kind: 'not-open' });
    });
  });

  test('the database refuses a mapping of one person, whoever writes it', async () => {
    await under({ fourEyes: true }, async () => {
      const write = pg.db.execute(sql`
        insert into mapping (from_code, to_code, purpose, source, approved_by, approved_person, from_change)
        select min(id), max(id), 'CHARGES_AS', 'steward', 'key:ann', 'ann', (select max(id) from change)
        from code where normal in ('known', 'V')`);
      expect(await write.then(() => 'written', sqlState)).toBe('23514');
    });
  });

  test('two who approve one proposal at once: one mapping', async () => {
    await under({ fourEyes: true }, async () => {
      const id = proposed(await proposeMapping(pg.db, toEhr(), ann));
      const cid = makeCaller({ actor: 'key:cid', person: 'cid' });
      const done = await Promise.all(
        [ben, cid, ben, cid].map((caller) => approveMapping(pg.db, { id, reason: null }, caller)),
      );
      expect(done.map(({ kind }) => kind).sort()).toEqual(['added', 'not-open', 'not-open', 'not-open']);
    });
  });

  test('a proposal is turned down once, by the other or by whoever made it, and may be made again', async () => {
    const open = async () =>
      (await openProposals(pg.db, ann.ability, { first: 100, after: null })).edges.length;
    const before = await open();
    const first = proposed(await proposeMapping(pg.db, toEhr(), ann));
    expect(await open()).toBe(before + 1);
    expect(await rejectMapping(pg.db, { id: first, reason: 'no' }, ben)).toEqual({ kind: 'rejected' });
    expect(await rejectMapping(pg.db, { id: first, reason: 'no' }, ben)).toEqual({ kind: 'not-open' });
    expect(await approveMapping(pg.db, { id: first, reason: null }, ben)).toEqual({ kind: 'not-open' });
    const second = proposed(await proposeMapping(pg.db, toEhr(), ann));
    expect(await rejectMapping(pg.db, { id: second, reason: null }, annAgain)).toEqual({ kind: 'rejected' });
    expect(await open()).toBe(before);
  });

  test('a role that the policy does not name approves nothing', async () => {
    await under({ approvers: ['charge-master'] }, async () => {
      expect(await addMapping(pg.db, toEhr(), ann)).toMatchObject({
        ...{ kind: 'refused', problem: { code: 'ROLE_MAY_NOT_APPROVE' } },
      });
    });
  });
});

describe('a policy', () => {
  test('with a suspense code answers DEFAULTED from its revision on, and not before', async () => {
    const before = String(await newestRevision(pg.db));
    await under({ onMiss: 'DEFAULT', defaultCode: 'W' }, async () => {
      expect(await answerTo()).toMatchObject({
        status: 'DEFAULTED',
        targets: ['W'],
        problem: 'CODE_UNKNOWN',
      });
      expect(await answerTo({ atRevision: before })).toMatchObject({ status: 'UNRESOLVED' });
    });
    expect(await answerTo()).toMatchObject({ status: 'UNRESOLVED' });
  });

  test('set by ten at once is one live policy, and nobody’s is lost from history', async () => {
    const setting = { ...plain, from: 'erp', to: 'bill' };
    const done = await Promise.all(
      Array.from({ length: 10 }, () => setPolicy(pg.db, { ...setting, purpose: 'CHARGES_AS' }, ben)),
    );
    const set = done.filter(({ kind }) => kind === 'set').length;
    const [row] = await pg.db.execute(sql`
      select count(*)::int as all, count(*) filter (where to_change is null)::int as live from policy
      join code_system target on target.id = policy.to_system where target.key = 'bill'`);
    expect(set).toBeGreaterThan(0);
    expect(row).toEqual({ all: set, live: 1 });
    const { edges } = await policies(pg.db, ann.ability, { first: 1, after: ['erp', 'bikes'] });
    expect(edges.map(({ node }) => node)).toMatchObject([
      { from: 'erp', to: 'bill', purpose: 'CHARGES_AS', changedBy: 'key:ben' },
    ]);
  });

  test.each([
    ['a system that is not there', { to: 'nowhere' }],
    ['a suspense code that is not there', { onMiss: 'DEFAULT', defaultCode: 'nowhere' }],
    ['a suspense code and no use for it', { defaultCode: 'T' }],
    ['a key that is not declared', { keyOrder: ['patient'] }],
  ] as const)('that names %s is refused', async (_, more) => {
    expect(await setPolicy(pg.db, { ...plain, ...more }, ann)).toMatchObject({ kind: 'refused' });
  });
});

test('mappings are listed by code and id, page by page, with their conditions', async () => {
  await added(toEhr({ conditions: [{ key: 'payer', value: 'A' }] }));
  await added(toEhr({ conditions: [{ key: 'payer', value: 'B' }] }));
  await added(toEhr({ target: 'bill', kind: 'NO_MAP', targetCode: null, reason: 'free' }));
  const page = (after: [string, string, string] | null, more: { code?: string; target?: string } = {}) =>
    liveMappings(pg.db, ann.ability, { first: 2, after, system: 'erp', code: null, target: null, ...more });
  const all: unknown[] = [];
  for (let after: [string, string, string] | null = null; ; ) {
    const { edges, pageInfo }: Awaited<ReturnType<typeof page>> = await page(after);
    all.push(...edges.map(({ node }) => node.id));
    if (!pageInfo.hasNextPage) break;
    after = JSON.parse(Buffer.from(pageInfo.endCursor ?? '', 'base64url').toString());
  }
  const [row] = await pg.db.execute<{ live: number }>(sql`
    select count(*)::int as live from mapping join code on code.id = mapping.from_code
    join code_system on code_system.id = code.system_id where to_change is null and key = 'erp'`);
  const live = row?.live as number;
  expect(new Set(all).size).toBe(live);
  expect(all).toHaveLength(live);
  const { edges } = await page(null, { code, target: 'ehr' });
  expect(edges.flatMap(({ node }) => node.conditions.map(({ word }) => word)).sort()).toEqual(['A', 'B']);
  expect((await page(null, { code, target: 'bill' })).edges.map(({ node }) => node)).toMatchObject([
    { kind: 'NO_MAP', targetCode: null, reason: 'free' },
  ]);
});
