import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await makeSystems(app.db, 'erp', 'charge', 'dist-a', 'dist-b', 'vendor-item', 'pump');
  const erp = (code: string, target: string, targetCode: string) => ({
    system: 'erp',
    code,
    target,
    targetCode,
  });
  const { revision } = await makeMappings(app.db, [
    erp('glove', 'charge', 'glove'),
    erp('glove', 'dist-a', 'A-1'),
    erp('glove', 'dist-b', 'B-1'),
    erp('glove', 'gtin', '00614141123452'),
    { ...erp('glove', 'vendor-item', 'V-1'), targetIssuer: 'medline' },
    { system: 'ndc', code: '050090-0001-00', target: 'hcpcs', targetCode: 'J0690' },
    { system: 'ndc', code: '050090-0001-00', target: 'hcpcs', targetCode: 'A4338', purpose: 'CLASSIFIED_AS' },
    { system: 'ndc', code: '050090-0001-00', target: 'pump', targetCode: 'cefazolin' },
    erp('mixed', 'charge', 'mixed'),
    erp('bare', 'charge', 'bare'),
    erp('dated', 'charge', 'dated'),
    erp('levels', 'gtin', '10614141123459'),
    erp('levels', 'gtin', '20614141123456'),
    erp('tape', 'charge', 'tape'),
    erp('plain', 'dist-a', 'A-2'),
  ]);
  at = revision;
  await packaging('glove', '1 CA = 10 BX', { gtin: '614141123452' });
  await packaging('glove', '1 BX = 10 EA');
  await packaging('glove', '1 CA = 12 BX', { supplier: 'dist-b' });
  await packaging('glove', '1 BX = 8 EA', { supplier: 'dist-b' });
  await packaging('glove', '1 CA = 7 EA', { supplier: 'medline' });
  await billing({ system: 'dist-a', code: 'A-1', unit: 'CA' });
  await drug();
});
afterAll(() => app?.close());

/** The newest revision that a fact of this test was published at. */
let at = '0';

interface Step {
  from: string;
  to: string;
  factor: string;
  source: string;
  id: string | null;
}

interface Added {
  __typename: string;
  id?: string;
  revision?: string;
  kind?: string;
  on?: string | null;
  stated?: Step[];
  existing?: Step[];
  problem?: { code: string };
}

interface Resolution {
  status: string;
  code: string | null;
  quantity: {
    value: string;
    scale: number;
    exact: boolean;
    fraction: string;
    unit: string;
    wholePackages: string | null;
    remainder: { value: string; fraction: string; unit: string } | null;
    chain: Step[];
  } | null;
  targets: { code: string; quantity: { value: string; unit: string } | null }[];
  alternatives: { code: string; quantity: { value: string; unit: string } | null }[];
  path: {
    kind: string;
    id: string;
    fromSystem: string;
    fromCode: string;
    toSystem: string;
    toCode: string;
  }[];
  warnings: { code: string }[];
  problem: { code: string; message: string } | null;
  missId: string | null;
}

const step = '{ from to factor source id }';
const question = `query ($input: ResolveInput!) { resolve(input: $input) {
  status code quantity { value scale exact fraction unit wholePackages remainder { value fraction unit } chain ${step} }
  targets { code quantity { value unit } } alternatives { code quantity { value unit } }
  path { kind id fromSystem fromCode toSystem toCode conversion ${step} }
  warnings { code message } problem { code message } missId } }`;

async function ask(quantity: string, unit: string, input: Record<string, unknown>): Promise<Resolution> {
  const answer = await app.graphql<{ resolve: Resolution }>(question, {
    input: { quantity, unit, minRevision: at, ...input },
  });
  expect(answer.errors).toBeUndefined();
  return answer.data.resolve;
}

const glove = (more: Record<string, unknown> = {}) => ({
  system: 'erp',
  code: 'glove',
  target: 'charge',
  ...more,
});

async function add(mutation: string, input: Record<string, unknown>, key?: string): Promise<Added> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await app.graphql<Record<string, Added>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename
      ... on PackagingAdded { id revision } ... on PackagingRefused { problem { code message } }
      ... on PackagingConflict { kind on stated ${step} existing ${step} } } }`,
    { input },
    key,
  );
  expect(answer.errors).toBeUndefined();
  const added = answer.data[mutation] as Added;
  if (added.revision) at = added.revision;
  return added;
}

/** `1 CA = 10 BX + 5 BG` of an ERP code. */
function packaging(code: string, says: string, more: Record<string, unknown> = {}): Promise<Added> {
  const [unit = '', contents = ''] = says.replace('1 ', '').split(' = ');
  const parts = contents.split(' + ').map((part) => {
    const [quantity = '', held = ''] = part.split(' ');
    return { quantity, unit: held };
  });
  return add('addPackaging', { system: 'erp', code, unit, contents: parts, ...more });
}

const billing = (input: Record<string, unknown>) => add('addBillingUnit', input);

async function retire(id: string | undefined, validTo?: string): Promise<Added & { shortened?: string }> {
  const answer = await app.graphql<{ retirePackaging: Added & { shortened?: string } }>(
    `mutation ($id: ID!, $validTo: String) { retirePackaging(id: $id, validTo: $validTo) { __typename
      ... on PackagingRetired { shortened revision } ... on PackagingRefused { problem { code } } } }`,
    { id, validTo },
  );
  expect(answer.errors).toBeUndefined();
  const retired = answer.data.retirePackaging;
  at = retired.revision ?? at;
  return retired;
}

const ndc = { system: 'ndc', code: '50090-0001-0', target: 'hcpcs' };

async function drug(): Promise<void> {
  await add('addPackaging', { ...about(ndc), unit: 'CT', contents: [{ quantity: '4', unit: 'VI' }] });
  await add('addContent', {
    ...about(ndc),
    unit: 'VI',
    amounts: [{ quantity: '10', unit: 'mL' }],
    strength: { quantity: '50', unit: 'mg', per: { quantity: '1', unit: 'mL' } },
  });
  await billing({ system: 'hcpcs', code: 'j0690', amount: { quantity: '10', unit: 'mg' } });
  await billing({ system: 'pump', code: 'cefazolin', unit: 'ucum:mL' });
}

const about = ({ system, code }: { system: string; code: string }) => ({ system, code });
const chain = (steps: readonly Step[] | undefined) =>
  steps?.map(({ from, to, factor }) => `1 ${from} = ${factor} ${to}`);

describe('packages', () => {
  test('a case is a hundred pieces, with the chain in the path', async () => {
    const answer = await ask('3', 'CA', glove());
    expect(answer).toMatchObject({ status: 'RESOLVED', code: 'glove', warnings: [], missId: null });
    expect(answer.quantity).toMatchObject({
      value: '300',
      scale: 0,
      exact: true,
      fraction: '300',
      unit: 'x12:EA',
      wholePackages: '300',
      remainder: { value: '0', fraction: '0', unit: 'x12:CA' },
    });
    expect(chain(answer.quantity?.chain)).toEqual(['1 x12:CA = 10 x12:BX', '1 x12:BX = 10 x12:EA']);
    expect(answer.quantity?.chain.map(({ source }) => source)).toEqual(['PACKAGING', 'PACKAGING']);
    expect(answer.targets[0]?.quantity).toEqual({ value: '300', unit: 'x12:EA' });
    expect(answer.path).toMatchObject([
      { kind: 'MAPPING', fromCode: 'glove', toCode: 'glove' },
      { kind: 'CONVERSION', fromSystem: 'x12', fromCode: 'CA', toSystem: 'x12', toCode: 'BX' },
      { kind: 'CONVERSION', fromSystem: 'x12', fromCode: 'BX', toSystem: 'x12', toCode: 'EA' },
    ]);
    expect(answer.path[1]?.id).toBe(answer.quantity?.chain[0]?.id);
  });

  test('and back: a target that is sold by the case gets cases', async () => {
    const answer = await ask('300', 'x12:EA', glove({ target: 'dist-a' }));
    expect(answer).toMatchObject({
      status: 'RESOLVED',
      code: 'A-1',
      quantity: { value: '3', unit: 'x12:CA' },
    });
    expect(chain(answer.quantity?.chain)).toEqual(['1 x12:EA = 1/10 x12:BX', '1 x12:BX = 1/10 x12:CA']);
  });

  test('a quantity that is in the target’s unit already needs no packaging; in another unit it is not guessed', async () => {
    await billing({ system: 'dist-a', code: 'A-2', unit: 'CA' });
    const plain = { system: 'erp', code: 'plain', target: 'dist-a', record: false };
    const same = await ask('-5.50', 'CA', plain);
    expect(same).toMatchObject({
      status: 'RESOLVED',
      quantity: { value: '-5.5', unit: 'x12:CA', chain: [] },
    });
    expect(same.path.map(({ kind }) => kind)).toEqual(['MAPPING']);
    expect(await ask('5', 'EA', plain)).toMatchObject({
      status: 'UNRESOLVED',
      problem: { code: 'NO_CONVERSION' },
    });
  });

  test('POST /resolve converts the same', async () => {
    const one = await app.post<Resolution>('/resolve', glove({ quantity: '3', unit: 'CA', minRevision: at }));
    expect(one.body).toMatchObject({
      status: 'RESOLVED',
      quantity: { value: '300', unit: 'x12:EA' },
      warnings: [],
    });
    const none = await app.post<Resolution>('/resolve', glove());
    expect(none.body).toMatchObject({ status: 'RESOLVED', quantity: null, warnings: [] });
  });

  test('what is no whole case is said, with what is left over in the unit asked', async () => {
    const answer = await ask('250', 'EA', glove({ target: 'dist-a' }));
    expect(answer.quantity).toMatchObject({
      value: '2.5',
      scale: 1,
      exact: true,
      fraction: '5/2',
      wholePackages: '2',
      remainder: { value: '50', fraction: '50', unit: 'x12:EA' },
    });
    expect(answer.warnings.map(({ code }) => code)).toEqual(['NOT_WHOLE_PACKAGE']);
  });

  test('a value without end is rounded and says so; the fraction is exact', async () => {
    await packaging('tape', '1 CA = 3 RL');
    await billing({ system: 'charge', code: 'tape', unit: 'CA' });
    const answer = await ask('1', 'RL', { system: 'erp', code: 'tape', target: 'charge' });
    expect(answer.quantity).toMatchObject({
      value: '0.333333333333',
      scale: 12,
      exact: false,
      fraction: '1/3',
    });
    expect(answer.warnings.map(({ code }) => code)).toEqual(['ROUNDED', 'NOT_WHOLE_PACKAGE']);
  });

  test('a supplier that packs the item its own way is asked by its system or its issuer', async () => {
    const distB = await ask('1', 'CA', glove({ target: 'dist-b' }));
    expect(distB.quantity).toMatchObject({ value: '96', unit: 'x12:EA' });
    const medline = await ask('1', 'CA', glove({ target: 'vendor-item' }));
    expect(medline.quantity).toMatchObject({ value: '7', unit: 'x12:EA' });
    const manufacturer = await ask('1', 'CA', glove());
    expect(manufacturer.quantity).toMatchObject({ value: '100' });
  });

  test('a GTIN that a package carries is counted in that package', async () => {
    const answer = await ask('200', 'EA', glove({ target: 'gtin' }));
    expect(answer).toMatchObject({ status: 'RESOLVED', quantity: { value: '2', unit: 'x12:CA' } });
  });

  test('of targets that differ by packaging level the unit asked chooses, and without one nobody does', async () => {
    await packaging('levels', '1 CA = 4 BX', { gtin: '10614141123459' });
    await packaging('levels', '1 BX = 25 EA', { gtin: '20614141123456' });
    const levels = { system: 'erp', code: 'levels', target: 'gtin' };
    expect(await ask('2', 'BX', levels)).toMatchObject({ status: 'RESOLVED', code: '20614141123456' });
    expect(await ask('2', 'CA', levels)).toMatchObject({ status: 'RESOLVED', code: '10614141123459' });
    const each = await ask('100', 'EA', { ...levels, record: false });
    expect(each).toMatchObject({ status: 'AMBIGUOUS', code: null, quantity: null });
    expect(each.alternatives).toEqual([
      { code: '10614141123459', quantity: { value: '1', unit: 'x12:CA' } },
      { code: '20614141123456', quantity: { value: '4', unit: 'x12:BX' } },
    ]);
  });

  test('an assortment has no factor: the answer says so, and a task is opened', async () => {
    expect((await packaging('mixed', '1 CA = 5 BX + 5 BG')).__typename).toBe('PackagingAdded');
    const answer = await ask('1', 'CA', { system: 'erp', code: 'mixed', target: 'charge' });
    expect(answer).toMatchObject({
      status: 'UNRESOLVED',
      problem: { code: 'ASSORTMENT' },
      targets: [],
      path: [],
    });
    expect(answer.missId).not.toBeNull();
  });
});

describe('a change of pack size', () => {
  const dated = (asOf: string) => ({ system: 'erp', code: 'dated', target: 'charge', asOf, record: false });
  const pieces = async (asOf: string) => (await ask('1', 'CA', dated(asOf))).quantity?.value;

  test('the old size ends on a day, the new one follows it, and each day is converted by what held on it', async () => {
    const open = await packaging('dated', '1 CA = 10 EA');
    expect(await packaging('dated', '1 CA = 8 EA', { validFrom: '2026-07-01' })).toMatchObject({
      kind: 'CONTRADICTION',
      on: '2026-07-01',
    });
    const ended = await retire(open.id, '2026-07-01');
    expect(ended).toMatchObject({ __typename: 'PackagingRetired' });
    expect([await pieces('2026-06-30'), await pieces('2026-07-01')]).toEqual(['10', undefined]);
    const smaller = await packaging('dated', '1 CA = 8 EA', { validFrom: '2026-07-01' });
    expect([await pieces('2026-06-30'), await pieces('2026-07-01')]).toEqual(['10', '8']);
    expect(await retire(ended.shortened, '2026-08-01')).toMatchObject({ problem: { code: 'BAD_DATE' } });
    expect(await retire(smaller.id)).toMatchObject({ __typename: 'PackagingRetired', shortened: null });
    expect([await pieces('2026-06-30'), await pieces('2026-07-01')]).toEqual(['10', undefined]);
    expect(await retire(smaller.id)).toMatchObject({ __typename: 'PackagingNotLive' });
  });
});

describe('a drug', () => {
  test('a vial of 10 mL at 50 mg per mL, billed per 10 mg, is 50 billing units, with the chain', async () => {
    const answer = await ask('1', 'VI', { ...ndc, purpose: 'SAME_THING' });
    expect(answer.quantity).toMatchObject({
      value: '50',
      exact: true,
      unit: 'hcpcs:J0690',
      wholePackages: '50',
    });
    expect(chain(answer.quantity?.chain)).toEqual(['1 x12:VI = 500 ucum:mg', '1 ucum:mg = 1/10 hcpcs:J0690']);
    expect(answer.quantity?.chain.map(({ source }) => source)).toEqual(['CONTENT', 'BILLING_UNIT']);
  });

  test('a carton, a volume drawn up and a dose in grams bill exactly too', async () => {
    const values = [];
    for (const [quantity, unit] of [
      ['1', 'CT'],
      ['0.3', 'cms:ML'],
      ['0.25', 'ucum:g'],
    ] as const) {
      values.push((await ask(quantity, unit, ndc)).quantity?.fraction);
    }
    expect(values).toEqual(['200', '3/2', '25']);
  });

  test('0.1 L is exactly 100 mL', async () => {
    const answer = await ask('0.1', 'ucum:L', { ...ndc, target: 'pump' });
    expect(answer.quantity).toMatchObject({
      value: '100',
      exact: true,
      unit: 'ucum:mL',
      wholePackages: null,
    });
    expect(answer.quantity?.chain).toMatchObject([{ source: 'MEASURE', id: 'ucum' }]);
  });

  test('a HCPCS code without a billing unit is never assumed to count packages', async () => {
    const answer = await ask('1', 'VI', { ...ndc, purpose: 'CLASSIFIED_AS', record: false });
    expect(answer).toMatchObject({
      status: 'UNRESOLVED',
      problem: { code: 'NO_CONVERSION' },
      quantity: null,
    });
  });
});

describe('what cannot be converted', () => {
  test.each([
    ['a quantity that is no decimal', { quantity: '1e3', unit: 'CA' }, 'BAD_QUANTITY'],
    ['a fraction', { quantity: '1/3', unit: 'CA' }, 'BAD_QUANTITY'],
    ['a unit alone', { unit: 'CA' }, 'BAD_QUANTITY'],
    ['a quantity alone', { quantity: '1' }, 'UNIT_REQUIRED'],
    ['a unit that X12 and the item do not know', { quantity: '1', unit: 'ZZ' }, 'UNKNOWN_UNIT'],
    ['a unit system that does not exist', { quantity: '1', unit: 'hl7:CA' }, 'UNKNOWN_UNIT'],
    ['a unit of the wrong shape', { quantity: '1', unit: 'case' }, 'UNKNOWN_UNIT'],
    ['no UCUM unit', { quantity: '1', unit: 'ucum:meter' }, 'UNKNOWN_UNIT'],
    ['needle gauge', { quantity: '1', unit: 'ucum:gauge' }, 'UNIT_NOT_LINEAR'],
  ])('%s is INVALID', async (_, input, code) => {
    const answer = await app.post<Resolution>('/resolve', { ...glove(), ...input });
    expect(answer.body).toMatchObject({ status: 'INVALID', problem: { code }, missId: null, quantity: null });
  });

  test('known units that nothing joins are UNRESOLVED, a miss until packaging is stated', async () => {
    const bare = { system: 'erp', code: 'bare', target: 'charge' };
    const before = await ask('1', 'CA', bare);
    expect(before).toMatchObject({ status: 'UNRESOLVED', problem: { code: 'NO_CONVERSION' }, code: null });
    const mapped = await app.graphql<{ mapMiss: { problem: { code: string } } }>(
      'mutation ($input: MapMissInput!) { mapMiss(input: $input) { ... on MappingRefused { problem { code } } } }',
      { input: { missId: before.missId, code: 'bare' } },
    );
    expect(mapped.data.mapMiss.problem.code).toBe('NO_CONVERSION');
    await packaging('bare', '1 CA = 2 EA');
    expect(await ask('1', 'CA', bare)).toMatchObject({ status: 'RESOLVED', quantity: { value: '2' } });
    // The worker asks again what waits; the answer above needed no worker.
    await until('the miss to be answered', async () => {
      const { data } = await app.graphql<{ miss: { open: boolean } }>(
        'query ($id: ID!) { miss(id: $id) { open } }',
        { id: before.missId },
      );
      return !data.miss.open;
    });
    expect(await ask('1', 'ucum:kg', { ...bare, record: false })).toMatchObject({
      status: 'UNRESOLVED',
      problem: { code: 'NO_CONVERSION' },
    });
  });

  test('one bad unit fails its own question only', async () => {
    const answer = await app.graphql<{ resolveMany: Resolution[] }>(
      'query ($inputs: [ResolveInput!]!) { resolveMany(inputs: $inputs) { status quantity { value } } }',
      { inputs: [glove({ quantity: '1', unit: 'ZZ' }), glove({ quantity: '1', unit: 'BX' }), glove()] },
    );
    expect(answer.data.resolveMany).toEqual([
      { status: 'INVALID', quantity: null },
      { status: 'RESOLVED', quantity: { value: '10' } },
      { status: 'RESOLVED', quantity: null },
    ]);
  });
});

describe('what is refused at entry', () => {
  test('a contradiction, with both chains', async () => {
    const added = await packaging('glove', '1 CA = 120 EA');
    expect(added).toMatchObject({ __typename: 'PackagingConflict', kind: 'CONTRADICTION', on: null });
    expect(chain(added.stated)).toEqual(['1 x12:CA = 120 x12:EA']);
    expect(chain(added.existing)).toEqual(['1 x12:CA = 10 x12:BX', '1 x12:BX = 10 x12:EA']);
    expect(added.stated?.[0]?.id).toBeNull();
    expect(added.existing?.every(({ id }) => id !== null)).toBe(true);
  });

  test('a circle, with both chains', async () => {
    const added = await packaging('glove', '1 EA = 2 CA');
    expect(added).toMatchObject({ __typename: 'PackagingConflict', kind: 'CYCLE' });
    expect(chain(added.stated)).toEqual(['1 x12:EA = 2 x12:CA']);
    expect(chain(added.existing)).toEqual(['1 x12:CA = 10 x12:BX', '1 x12:BX = 10 x12:EA']);
    expect(await packaging('glove', '1 EA = 2 EA')).toMatchObject({ kind: 'CYCLE', existing: [] });
  });

  test('a second content that says another strength, with both chains', async () => {
    const added = await add('addContent', {
      ...about(ndc),
      unit: 'VI',
      amounts: [{ quantity: '0.4', unit: 'g' }],
      validFrom: '2026-03-01',
    });
    expect(added).toMatchObject({ kind: 'CONTRADICTION', on: '2026-03-01' });
    expect(chain(added.stated)).toEqual(['1 x12:VI = 2/5 ucum:g']);
    expect(chain(added.existing)).toEqual(['1 x12:VI = 500 ucum:mg', '1 ucum:mg = 1/1000 ucum:g']);
  });

  test('a second amount of a billing unit, and what is said already', async () => {
    const other = { system: 'hcpcs', code: 'J0690', amount: { quantity: '20', unit: 'mg' } };
    expect(await billing(other)).toMatchObject({ kind: 'CONTRADICTION' });
    const same = { ...other, amount: { quantity: '0.010', unit: 'g' } };
    expect(await billing(same)).toMatchObject({ __typename: 'PackagingAlreadyStated' });
    expect(await packaging('glove', '1 CA = 10 BX')).toMatchObject({ __typename: 'PackagingAlreadyStated' });
  });

  test.each([
    ['half a box', '1 CA = 2.5 BX', {}, 'BAD_QUANTITY'],
    ['nothing', '1 CA = 0 BX', {}, 'BAD_QUANTITY'],
    ['more than any number', `1 CA = ${'9'.repeat(20)} BX`, {}, 'BAD_QUANTITY'],
    ['litres in a case', '1 CA = 5 ucum:L', {}, 'NOT_COUNTED'],
    ['billing units in a case', '1 CA = 5 hcpcs:J0690', {}, 'NOT_COUNTED'],
    ['the same unit twice', '1 CA = 5 BX + 6 BX', {}, 'DUPLICATE_UNIT'],
    ['no unit', '1 CA = 5 BOXES', {}, 'UNKNOWN_UNIT'],
    ['a GTIN with a wrong check digit', '1 PL = 5 CA', { gtin: '614141123453' }, 'CHECK_DIGIT'],
    ['a GTIN of another level', '1 PL = 5 CA', { gtin: '614141123452' }, 'GTIN_ON_ANOTHER_LEVEL'],
    [
      'days the wrong way round',
      '1 PL = 5 CA',
      { validFrom: '2026-02-01', validTo: '2026-01-01' },
      'BAD_DATE',
    ],
  ])('%s', async (_, says, more, code) => {
    expect(await packaging('glove', says, more)).toMatchObject({ problem: { code } });
  });

  test('packages as a content, an amount of what is no HCPCS code, and a code that does not fit its system', async () => {
    const boxes = await add('addContent', {
      ...about(ndc),
      unit: 'VI',
      amounts: [{ quantity: '1', unit: 'x12:BX' }],
    });
    expect(boxes).toMatchObject({ problem: { code: 'NOT_PHYSICAL' } });
    const dose = await billing({ system: 'charge', code: 'glove', amount: { quantity: '1', unit: 'mg' } });
    expect(dose).toMatchObject({ problem: { code: 'UNIT_REQUIRED' } });
    const number = await billing({ system: 'gtin', code: '1', unit: 'EA' });
    expect(number).toMatchObject({ problem: { code: 'BAD_LENGTH' } });
  });

  test('a statement by a key confined to other systems, or of a role that decides nothing', async () => {
    const confined = await app.keyOf('steward', ['charge']);
    const input = { system: 'erp', code: 'glove', unit: 'PL', contents: [{ quantity: '5', unit: 'CA' }] };
    expect(await add('addPackaging', input, confined)).toMatchObject({
      problem: { code: 'SYSTEM_NOT_OPEN' },
    });
    const answer = await app.graphql(
      'mutation ($input: AddPackagingInput!) { addPackaging(input: $input) { __typename } }',
      { input },
      await app.keyOf('loader'),
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
