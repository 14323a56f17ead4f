import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setUpSystems } from '../../src/crosswalk/system.store.js';
import { standardSystems } from '../../src/crosswalk/system-declaration.js';
import type { CodeRole } from '../../src/crosswalk/vocabulary.js';
import { recordChange } from '../../src/platform/changes/change.store.js';
import { transact } from '../../src/platform/db/db.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { makeRecords, renameRecord } from '../support/make-records.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await setUpSystems(app.db, standardSystems, 'test');
  await makeSystems(app.db, 'erp', 'ehr', 'charge', 'other-charge');
  await setUpSystems(
    app.db,
    {
      sources: [],
      systems: [],
      policies: [{ from: 'ehr', to: 'gtin', purpose: 'SAME_THING', onMiss: 'TASK', level: 'BASE' }],
    },
    'test',
  );
});
afterAll(() => app?.close());

const document = `query ($input: ResolveInput!) { resolve(input: $input) {
  status code display targets { mappingId system issuer code role purpose relationship validFrom validTo }
  alternatives { system code role mappingId } path { kind id purpose fromSystem fromCode toSystem toCode }
  problem { code } missId } }`;

interface Resolution {
  status: string;
  code: string | null;
  display: string | null;
  targets: Record<string, unknown>[];
  alternatives: { system: string; code: string; role: string | null; mappingId: string | null }[];
  path: Record<string, unknown>[];
  problem: { code: string } | null;
  missId: string | null;
}

let newest = '0';

async function ask(input: Record<string, unknown>): Promise<Resolution> {
  const asked = { minRevision: newest, ...input };
  const answer = await app.graphql<{ resolve: Resolution }>(document, { input: asked });
  expect(answer.errors).toBeUndefined();
  return answer.data.resolve;
}

async function make(...records: Parameters<typeof makeRecords>[1]) {
  const made = await makeRecords(app.db, records);
  newest = made.revision;
  return made;
}

let round = 0;
/** Codes that no other test knows. */
let of: (code: string) => string;
beforeEach(() => {
  const now = ++round;
  of = (code) => `${code}-${now}`;
});

let gtins = 0;
/** A GTIN that no other test knows, check digit and all. */
function gtin(): string {
  const body = `0952123${String(++gtins).padStart(6, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

const pointing = (code: string, role: CodeRole = 'UNKNOWN') => ({ system: 'gtin', code, role });
const erp = (code: string) => ({ system: 'erp', code: of(code) });
const ehr = (code: string) => ({ system: 'ehr', code: of(code) });

describe('two systems whose codes point at one golden record', () => {
  test('answer for each other, both ways, with the record in the path', async () => {
    const { goldens } = await make({ name: 'Catheter', codes: [erp('a')] });
    const [golden] = goldens;
    await make({ golden: golden as string, codes: [ehr('x')] });
    const there = await ask({ ...erp('a'), target: 'ehr' });
    expect(there).toMatchObject({
      status: 'RESOLVED',
      code: of('x'),
      display: 'Catheter',
      targets: [
        { system: 'ehr', role: 'KEY', mappingId: null, purpose: 'SAME_THING', relationship: 'EQUIVALENT' },
      ],
      path: [
        {
          kind: 'RECORD',
          id: golden,
          fromSystem: 'erp',
          fromCode: of('a'),
          toSystem: 'golden',
          toCode: golden,
        },
        {
          kind: 'RECORD',
          id: golden,
          fromSystem: 'golden',
          fromCode: golden,
          toSystem: 'ehr',
          toCode: of('x'),
        },
      ],
      problem: null,
      missId: null,
    });
    expect(await ask({ ...ehr('x'), target: 'erp' })).toMatchObject({ status: 'RESOLVED', code: of('a') });
    expect(await ask({ ...ehr('x'), target: 'charge' })).toMatchObject({ problem: { code: 'NO_MAPPING' } });
  });

  test('say the golden record behind question and target over POST /resolve too', async () => {
    const { goldens } = await make({ codes: [erp('a'), ehr('x')] });
    const { body } = await app.post<Record<string, unknown>>('/resolve', {
      ...{ ...erp('a'), target: 'ehr', minRevision: newest },
    });
    expect(body).toMatchObject({ goldenId: goldens[0], targets: [{ goldenId: goldens[0], role: 'KEY' }] });
  });

  test('answer on the days on which both point at it', async () => {
    await make({
      codes: [
        { ...erp('a'), validFrom: '2026-01-01' },
        { ...ehr('x'), validTo: '2026-07-01' },
      ],
    });
    const on = (asOf: string) => ask({ ...erp('a'), target: 'ehr', asOf });
    expect(await on('2026-06-30')).toMatchObject({
      status: 'RESOLVED',
      targets: [{ validFrom: '2026-01-01', validTo: '2026-07-01' }],
    });
    expect((await on('2026-07-01')).problem?.code).toBe('NO_MAPPING');
    expect((await on('2025-12-31')).problem?.code).toBe('NO_MAPPING');
  });

  test('answer once, though three source records say the same', async () => {
    const { goldens } = await make({ codes: [erp('a'), ehr('x')] });
    await make({ golden: goldens[0] as string, codes: [erp('a'), ehr('x')] });
    await make({ golden: goldens[0] as string, codes: [ehr('x')] });
    expect(await ask({ ...erp('a'), target: 'ehr' })).toMatchObject({ status: 'RESOLVED', code: of('x') });
  });

  test('leave a code that its source has retired alone', async () => {
    await makeMappings(app.db, [
      { system: 'erp', code: of('other'), target: 'ehr', targetCode: of('x'), purpose: 'SAME_THING' },
    ]);
    await make({ codes: [erp('a'), ehr('x')] });
    await transact(app.db, async (tx) => {
      const changeId = await recordChange(tx, { actor: 'test', act: 'retire' });
      await tx.execute(sql`
        update code_fact set to_change = ${changeId} from code
        where code.id = code_fact.code_id and code.normal = ${of('x')}`);
      await tx.execute(sql`
        insert into code_fact (code_id, status, source, from_change)
        select id, 'RETIRED', 'ehr', ${changeId} from code where normal = ${of('x')}`);
    });
    await make({ codes: [] });
    expect((await ask({ ...erp('a'), target: 'ehr' })).problem?.code).toBe('TARGET_INACTIVE');
    expect((await ask({ ...ehr('x'), target: 'erp' })).problem?.code).toBe('CODE_INACTIVE');
  });
});

describe('several answers', () => {
  test('an identifier that points at two records is ambiguous with the codes of both', async () => {
    const code = gtin();
    await make({ codes: [pointing(code), erp('a')] }, { codes: [pointing(code), erp('b')] });
    const answer = await ask({ ...pointing(code), role: undefined, target: 'erp' });
    expect(answer).toMatchObject({ status: 'AMBIGUOUS', problem: { code: 'SEVERAL_RECORDS' }, code: null });
    expect(answer.alternatives.map((each) => each.code)).toEqual([of('a'), of('b')]);
    expect(answer.missId).not.toBeNull();
  });

  test('an identifier that points at two records of which one has a code is not resolved by guess', async () => {
    const code = gtin();
    await make({ codes: [pointing(code), erp('a')] }, { codes: [pointing(code)] });
    const answer = await ask({ system: 'gtin', code, target: 'erp' });
    expect(answer).toMatchObject({ status: 'AMBIGUOUS', problem: { code: 'SEVERAL_RECORDS' } });
    expect(answer.alternatives.map((each) => each.code)).toEqual([of('a')]);
  });

  test('of several codes of one record the policy’s level picks those of its role', async () => {
    const [base, box] = [gtin(), gtin()];
    await make({ codes: [erp('a'), ehr('x'), pointing(base, 'BASE'), pointing(box, 'PACKAGE')] });
    expect(await ask({ ...ehr('x'), target: 'gtin' })).toMatchObject({
      status: 'RESOLVED',
      code: base,
      targets: [{ role: 'BASE' }],
    });
    const unlevelled = await ask({ ...erp('a'), target: 'gtin' });
    expect(unlevelled).toMatchObject({ status: 'AMBIGUOUS', problem: { code: 'SEVERAL_TARGETS' } });
    expect(unlevelled.alternatives.map(({ code, role }) => [code, role])).toEqual([
      [base, 'BASE'],
      [box, 'PACKAGE'],
    ]);
    const itself = await ask({ system: 'gtin', code: box, target: 'gtin' });
    expect(itself.alternatives.map(({ code }) => code)).toEqual([base, box]);
  });

  test('a level that no code of the record has leaves all of them', async () => {
    const [one, two] = [gtin(), gtin()];
    await make({ codes: [ehr('x'), pointing(one, 'PACKAGE'), pointing(two, 'UNKNOWN')] });
    expect(await ask({ ...ehr('x'), target: 'gtin' })).toMatchObject({ status: 'AMBIGUOUS' });
  });

  test('a mapping that the golden record contradicts is ambiguous with both roads, one that it does not answers', async () => {
    const mapped = { system: 'erp', code: of('a'), target: 'ehr', targetCode: of('y') };
    await makeMappings(app.db, [mapped]);
    await make({ codes: [erp('a')] });
    expect(await ask({ ...erp('a'), target: 'ehr' })).toMatchObject({ status: 'RESOLVED', code: of('y') });
    const [row] = await app.db.execute<{ id: string }>(sql`
      select golden_id as id from record_code join code on code.id = code_id where normal = ${of('a')}`);
    await make({ golden: row?.id as string, codes: [ehr('x')] });
    const answer = await ask({ ...erp('a'), target: 'ehr' });
    expect(answer).toMatchObject({ status: 'AMBIGUOUS', problem: { code: 'ROADS_DISAGREE' } });
    expect(answer.alternatives.map(({ code, mappingId }) => [code, mappingId !== null])).toEqual([
      [of('x'), false],
      [of('y'), true],
    ]);
    await make({ golden: row?.id as string, codes: [ehr('y')] });
    expect(await ask({ ...erp('a'), target: 'ehr' })).toMatchObject({ status: 'RESOLVED', code: of('y') });
  });
});

describe('a mapping of another code of the record', () => {
  test('answers what the item is charged as, and over the charge’s own record in another system', async () => {
    const mapped = { system: 'ehr', code: of('x'), target: 'charge', targetCode: of('C1') };
    await makeMappings(app.db, [{ ...mapped, purpose: 'CHARGES_AS' }]);
    const { goldens } = await make(
      { codes: [erp('a'), ehr('x')] },
      {
        domain: 'CHARGE_CODE',
        codes: [
          { system: 'charge', code: of('C1') },
          { system: 'other-charge', code: of('O1') },
        ],
      },
    );
    const [item, charge] = goldens;
    const near = await ask({ ...erp('a'), target: 'charge', purpose: 'CHARGES_AS' });
    expect(near).toMatchObject({
      status: 'RESOLVED',
      code: of('C1'),
      targets: [{ purpose: 'CHARGES_AS', role: null }],
      path: [
        { kind: 'RECORD', id: item },
        { kind: 'RECORD', id: item, toSystem: 'ehr', toCode: of('x') },
        { kind: 'MAPPING', purpose: 'CHARGES_AS', fromSystem: 'ehr', fromCode: of('x'), toCode: of('C1') },
      ],
    });
    expect(near.targets[0]?.['mappingId']).toBe(near.path[2]?.['id']);
    const far = await ask({ ...erp('a'), target: 'other-charge', purpose: 'CHARGES_AS' });
    expect(far).toMatchObject({ status: 'RESOLVED', code: of('O1'), targets: [{ role: 'KEY' }] });
    expect(far.path.map(({ kind, toCode }) => [kind, toCode])).toEqual([
      ['RECORD', item],
      ['RECORD', of('x')],
      ['MAPPING', of('C1')],
      ['RECORD', charge],
      ['RECORD', of('O1')],
    ]);
    expect((await ask({ ...erp('a'), target: 'charge' })).problem?.code).toBe('NO_MAPPING');
  });

  test('with two codes of the record that are charged differently is ambiguous', async () => {
    const charged = (code: string, targetCode: string) =>
      ({
        system: 'ehr',
        code: of(code),
        target: 'charge',
        targetCode: of(targetCode),
        purpose: 'CHARGES_AS',
      }) as const;
    await makeMappings(app.db, [charged('x', 'C1'), charged('y', 'C2')]);
    await make({ codes: [erp('a'), ehr('x'), ehr('y')] });
    const answer = await ask({ ...erp('a'), target: 'charge', purpose: 'CHARGES_AS' });
    expect(answer).toMatchObject({ status: 'AMBIGUOUS', problem: { code: 'SEVERAL_TARGETS' } });
    expect(answer.alternatives.map(({ code }) => code)).toEqual([of('C1'), of('C2')]);
  });
});

describe('golden', () => {
  test('as target is the record’s id and its name, as it is at the revision', async () => {
    const { goldens } = await make({ name: 'Stent', codes: [erp('a')] });
    const [golden] = goldens;
    expect(await ask({ ...erp('a'), target: 'golden' })).toMatchObject({
      status: 'RESOLVED',
      code: golden,
      display: 'Stent',
      targets: [{ system: 'golden', mappingId: null, purpose: 'SAME_THING' }],
      path: [{ kind: 'RECORD', id: golden, toSystem: 'golden' }],
    });
    await transact(app.db, async (tx) => {
      const changeId = await recordChange(tx, { actor: 'test', act: 'rename' });
      await renameRecord(tx, golden as string, 'Coronary stent', changeId);
    });
    await make({ codes: [] });
    expect((await ask({ ...erp('a'), target: 'golden' })).display).toBe('Coronary stent');
  });

  test('as target of a code that points at two records is ambiguous with both ids, and leaves no miss', async () => {
    const code = gtin();
    const { goldens } = await make({ codes: [pointing(code)] }, { codes: [pointing(code)] });
    const answer = await ask({ system: 'gtin', code, target: 'golden' });
    expect(answer).toMatchObject({ status: 'AMBIGUOUS', missId: null });
    expect(answer.alternatives.map((each) => each.code)).toEqual([...goldens].sort());
    expect(await ask({ system: 'gtin', code: gtin(), target: 'golden' })).toMatchObject({
      status: 'UNRESOLVED',
      problem: { code: 'CODE_UNKNOWN' },
      missId: null,
    });
  });

  test('as source starts from the record, in any case of its id', async () => {
    const { goldens } = await make({ codes: [erp('a')] });
    const [golden] = goldens;
    const from = { system: 'golden', code: ` ${golden?.toUpperCase()} ` };
    expect(await ask({ ...from, target: 'erp' })).toMatchObject({
      status: 'RESOLVED',
      code: of('a'),
      path: [{ kind: 'RECORD', id: golden, fromSystem: 'golden', toSystem: 'erp' }],
    });
    expect(await ask({ ...from, target: 'ehr' })).toMatchObject({
      status: 'UNRESOLVED',
      problem: { code: 'NO_MAPPING' },
      missId: null,
    });
    expect(await ask({ ...from, target: 'golden' })).toMatchObject({
      status: 'RESOLVED',
      code: golden,
      path: [],
    });
  });

  test('as source is invalid if it is no UUID, unknown if there is none', async () => {
    expect(await ask({ system: 'golden', code: 'x', target: 'erp' })).toMatchObject({
      status: 'INVALID',
      problem: { code: 'BAD_FORMAT' },
    });
    expect(await ask({ system: 'golden', code: randomUUID(), target: 'erp' })).toMatchObject({
      status: 'UNRESOLVED',
      problem: { code: 'CODE_UNKNOWN' },
      missId: null,
    });
  });

  test('stands at either end of a mapping, by an id that there is', async () => {
    const { goldens } = await make({ codes: [erp('a')] });
    const add = async (input: Record<string, unknown>) => {
      const { data } = await app.graphql<{ addMapping: { __typename: string } }>(
        'mutation ($input: AddMappingInput!) { addMapping(input: $input) { __typename } }',
        { input },
      );
      return data.addMapping.__typename;
    };
    const to = { ...erp('a'), target: 'golden' };
    const from = { system: 'golden', target: 'erp', targetCode: of('a') };
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await add({ ...to, targetCode: goldens[0] })).toBe('MappingAdded');
    expect(await add({ ...from, code: goldens[0] })).toBe('MappingAdded');
    expect(await add({ ...to, targetCode: unknown })).toBe('MappingRefused');
    expect(await add({ ...from, code: unknown })).toBe('MappingRefused');
  });
});

describe('a catalog number', () => {
  test('is one code in whatever spelling its manufacturer is given', async () => {
    await make({
      name: 'Graft',
      codes: [
        { system: 'catalog-number', issuer: 'WL GORE AND ASSOCIATES', code: of('GFT'), role: 'UNKNOWN' },
        erp('a'),
      ],
    });
    for (const issuer of [
      'W. L. Gore & Associates, Inc.',
      'WL Gore and Associates',
      'w l gore & associates',
    ]) {
      const answer = await ask({ system: 'catalog-number', issuer, code: of('gft'), target: 'erp' });
      expect(answer).toMatchObject({ status: 'RESOLVED', code: of('a') });
    }
    const asked = { system: 'catalog-number', code: of('GFT'), target: 'erp' };
    expect((await ask({ ...asked, issuer: 'Gore' })).problem?.code).toBe('CODE_UNKNOWN');
    expect((await ask(asked)).problem?.code).toBe('ISSUER_REQUIRED');
    expect((await ask({ ...asked, issuer: '...' })).problem?.code).toBe('ISSUER_REQUIRED');
    expect(await ask({ ...erp('a'), target: 'catalog-number' })).toMatchObject({
      code: of('GFT'),
      display: 'Graft',
      targets: [{ issuer: 'WL GORE AND ASSOCIATES' }],
    });
  });
});

test('a quantity is converted over a golden record as over a mapping', async () => {
  await make({ codes: [erp('a'), ehr('x')] });
  const added = await app.graphql<{ addPackaging: { revision: string } }>(
    'mutation ($input: AddPackagingInput!) { addPackaging(input: $input) { __typename ... on PackagingAdded { revision } } }',
    { input: { ...erp('a'), unit: 'BX', contents: [{ quantity: '10', unit: 'EA' }] } },
  );
  expect(added.errors).toBeUndefined();
  newest = added.data.addPackaging.revision;
  const { body } = await app.post<{ quantity: { value: string; unit: string }; path: { kind: string }[] }>(
    '/resolve',
    { ...erp('a'), target: 'ehr', quantity: '3', unit: 'BX', minRevision: newest },
  );
  expect(body.quantity).toMatchObject({ value: '30', unit: 'x12:EA' });
  expect(body.path.map(({ kind }) => kind)).toEqual(['RECORD', 'RECORD', 'CONVERSION']);
});
