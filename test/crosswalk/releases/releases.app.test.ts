import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followRetiredCodes } from '../../../src/stewardship/follow-retired-codes.job.js';
import { deliverEdition, type Edition } from '../../support/deliver-edition.js';
import { type GraphQLAnswer, openTestApp, type TestApp } from '../../support/test-app.js';
import { openTestDb } from '../../support/test-db.js';
import { setUpWellstar } from '../../support/wellstar.js';

const first: Edition = {
  A0001: 'Gauze pad, sterile, each',
  A0002: 'Catheter, intermittent, straight tip, with coating, each',
  A0003: 'Wheelchair, standard',
  A0004: 'Injection of something, 10 mg',
  A0005: ['Old service', '20181231'],
};
const second: Edition = {
  A0001: 'Gauze pad, sterile, 16 sq. in. or less, each',
  A0003: 'Wheelchair, standard',
  A0007: 'Catheter, intermittent, straight tip, with or without coating, each',
  A0008: 'Transcatheter pump',
};
const ofJanuary = { edition: '2019', effectiveOn: '2019-01-01' };
const ofApril = { edition: '2019-Q2', effectiveOn: '2019-04-01' };

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await setUpWellstar(app.db);
  expect(await deliverEdition(app.db, first, ofJanuary)).toMatchObject({ kind: 'applied' });
});
afterAll(() => app?.close());

async function map(code: string, targetCode: string, more: object = {}) {
  const { data } = await app.graphql<{ addMapping: { id: string } }>(
    `mutation ($input: AddMappingInput!) { addMapping(input: $input) { ... on MappingAdded { id } } }`,
    {
      input: { system: 'wellstar-med', code, target: 'hcpcs', targetCode, purpose: 'CLASSIFIED_AS', ...more },
    },
  );
  return data.addMapping.id;
}

async function ask(code: string, asOf: string, minRevision?: string) {
  const { body } = await app.post<{ status: string; code: string | null }>('/resolve', {
    ...{
      system: 'wellstar-med',
      code,
      target: 'hcpcs',
      purpose: 'CLASSIFIED_AS',
      asOf,
      record: false,
      minRevision,
    },
  });
  return [body.status, body.code];
}

async function factsOf(db = app.db) {
  const rows = await db.execute<{ line: string }>(sql`
    select code.normal || ' ' || fact.display || ' ' || fact.valid_to || ' ' || fact.status as line
    from code_fact fact join code on code.id = fact.code_id
    where fact.to_change is null and fact.source = 'cms' order by 1`);
  return rows.map(({ line }) => line);
}

interface Use {
  readonly id: string;
  readonly code: string;
  readonly retiredCode: string;
  readonly retiredOn: string;
  readonly successor: string | null;
  readonly basis: string | null;
}

async function uses(key?: string): Promise<Use[]> {
  const { data } = await app.graphql<{ retiredCodeUses: { edges: { node: Use }[] } }>(
    '{ retiredCodeUses(target: "hcpcs") { edges { node { id code retiredCode retiredOn successor basis } } } }',
    {},
    key,
  );
  return data.retiredCodeUses.edges.map(({ node }) => node).sort((a, b) => a.code.localeCompare(b.code));
}

const openTasks = () =>
  app.db.execute<{ id: string; kind: string }>(
    sql`select id::text, kind from task where kind = 'RETIRED_CODE_IN_USE' and closed_at is null order by id`,
  );

const accept = async (input: object, key?: string) =>
  (
    await app.graphql<{
      acceptSuccessors: { revision: string | null; outcomes: { kind: string; mappingId: string }[] };
    }>(
      `mutation ($input: AcceptSuccessorsInput!) {
        acceptSuccessors(input: $input) { revision outcomes { id kind mappingId } } }`,
      { input },
      key,
    )
  ).data.acceptSuccessors;

describe('a release', () => {
  test('ends the codes that it lacks on its first day, and leaves mappings onto them to people', async () => {
    await map('11111111111', 'A0002');
    await map('22222222222', 'A0003');
    await map('33333333333', 'A0004');
    await map('44444444444', 'A0002', { validTo: '2019-02-01' });
    expect(await deliverEdition(app.db, second, ofApril)).toMatchObject({ kind: 'applied' });
    expect(await factsOf()).toEqual([
      'A0001 Gauze pad, sterile, 16 sq. in. or less, each infinity ACTIVE',
      'A0002 Catheter, intermittent, straight tip, with coating, each 2019-04-01 ACTIVE',
      'A0003 Wheelchair, standard infinity ACTIVE',
      'A0004 Injection of something, 10 mg 2019-04-01 ACTIVE',
      'A0005 Old service 2019-01-01 ACTIVE',
      'A0007 Catheter, intermittent, straight tip, with or without coating, each infinity ACTIVE',
      'A0008 Transcatheter pump infinity ACTIVE',
    ]);
    expect(await uses()).toMatchObject([
      {
        code: '11111111111',
        retiredCode: 'A0002',
        retiredOn: '2019-04-01',
        successor: 'A0007',
        basis: 'ALIKE',
      },
      { code: '33333333333', retiredCode: 'A0004', retiredOn: '2019-04-01', successor: null, basis: null },
    ]);
    await followRetiredCodes(app.db);
    expect((await openTasks()).map(({ id }) => id)).toEqual((await uses()).map(({ id }) => id).sort());
  });

  test('again changes nothing, nor does it open a task twice', async () => {
    const before = await app.db.execute(sql`select max(id) as newest from change`);
    expect(await deliverEdition(app.db, second, ofApril)).toMatchObject({ counts: { changeId: null } });
    expect(await app.db.execute(sql`select max(id) as newest from change`)).toEqual(before);
    await followRetiredCodes(app.db);
    expect(await openTasks()).toHaveLength(2);
  });

  test('differs from another by what was added, retired and reworded, page by page', async () => {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page: GraphQLAnswer<{
        releaseChanges: {
          edges: { node: { kind: string; code: string; before: string | null; after: string | null } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      }> = await app.graphql(
        `query ($after: String) { releaseChanges(system: "hcpcs", from: "2019", to: "2019-Q2", first: 2, after: $after) {
          edges { node { kind code before after } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      const { data, errors } = page;
      expect(errors).toBeUndefined();
      found.push(...data.releaseChanges.edges.map(({ node }) => `${node.code} ${node.kind}`));
      after = data.releaseChanges.pageInfo.hasNextPage ? data.releaseChanges.pageInfo.endCursor : null;
    } while (after);
    // A0005 could be used in neither.
    expect(found).toEqual(['A0001 REWORDED', 'A0002 RETIRED', 'A0004 RETIRED', 'A0007 ADDED', 'A0008 ADDED']);
    const { errors } = await app.graphql(
      '{ releaseChanges(system: "hcpcs", from: "2019", to: "1999") { edges { cursor } } }',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('stands in the calendar, which tells the next and whether it is overdue', async () => {
    const { data } = await app.graphql<{ releaseCalendar: object[]; codeReleases: object[] }>(`{
      releaseCalendar { system months edition effectiveOn nextOn isOverdue }
      codeReleases(system: "hcpcs") { edition effectiveOn codes } }`);
    expect(data.releaseCalendar).toContainEqual({
      ...{ system: 'hcpcs', months: [1, 4, 7, 10], edition: '2019-Q2', effectiveOn: '2019-04-01' },
      ...{ nextOn: '2019-07-01', isOverdue: true },
    });
    expect(data.codeReleases).toEqual([
      { edition: '2019-Q2', effectiveOn: '2019-04-01', codes: 4 },
      { edition: '2019', effectiveOn: '2019-01-01', codes: 5 },
    ]);
  });

  test('that is cut off, has a bad row, or is said of another day is refused whole', async () => {
    const july = { edition: '2019-Q3', effectiveOn: '2019-07-01' };
    expect(await deliverEdition(app.db, { A0001: 'x' }, july)).toMatchObject({ kind: 'refused' });
    expect(await deliverEdition(app.db, { ...second, NOT: 'x' }, july)).toMatchObject({ kind: 'refused' });
    expect(await deliverEdition(app.db, second, { ...july, edition: '2019' })).toMatchObject({
      kind: 'refused',
    });
    expect(await deliverEdition(app.db, second, { ...july, effectiveOn: '2019-04-01' })).toMatchObject({
      kind: 'refused',
    });
    const response = await app.post<{ code: string }>(
      '/imports/hcpcs-level-2?edition=2019',
      'x',
      undefined,
      'text/csv',
    );
    expect(response.status).toBe(400);
    expect(
      (
        await app.post(
          '/imports/wellstar-supplies?edition=1&effective=2019-01-01',
          'x',
          undefined,
          'text/csv',
        )
      ).status,
    ).toBe(400);
  });
});

describe('successors', () => {
  test('accepted in bulk answer from one day on; before it everything is as it was', async () => {
    const [catheter, injection] = await uses();
    if (!catheter || !injection) throw new Error('no uses');
    const stranger = await app.keyOf('steward', ['wellstar-supply']);
    expect(await uses(stranger)).toEqual([]);
    expect(await accept({ uses: [{ id: catheter.id }], effectiveOn: '2019-04-01' }, stranger)).toMatchObject({
      ...{ revision: null, outcomes: [{ kind: 'NOT_OPEN' }] },
    });
    const { revision, outcomes } = await accept({
      ...{ effectiveOn: '2019-04-01', reason: 'April release' },
      uses: [
        { id: catheter.id },
        { id: injection.id },
        { id: injection.id, successor: 'A0005' },
        { id: catheter.id },
        { id: '00000000-0000-4000-8000-000000000000' },
      ],
    });
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      ...['ACCEPTED', 'NO_SUCCESSOR', 'SUCCESSOR_INACTIVE', 'NOT_OPEN', 'NOT_OPEN'],
    ]);
    expect(await ask('11111111111', '2019-03-31', revision ?? '')).toEqual(['RESOLVED', 'A0002']);
    expect(await ask('11111111111', '2019-04-01')).toEqual(['RESOLVED', 'A0007']);
    expect(await uses()).toMatchObject([{ code: '33333333333' }]);
    await followRetiredCodes(app.db);
    expect(await openTasks()).toEqual([{ id: injection.id, kind: 'RETIRED_CODE_IN_USE' }]);
  });

  test('accepted by ten people at once are accepted by one', async () => {
    const [injection] = await uses();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        accept({ uses: [{ id: injection?.id, successor: 'A0008' }], effectiveOn: '2019-05-01' }),
      ),
    );
    expect(answers.flatMap(({ outcomes }) => outcomes.map(({ kind }) => kind)).sort()).toEqual([
      'ACCEPTED',
      ...Array(9).fill('NOT_OPEN'),
    ]);
    expect(
      await ask('33333333333', '2019-05-01', answers.find(({ revision }) => revision)?.revision ?? ''),
    ).toEqual([...['RESOLVED', 'A0008']]);
  });

  test('that a mapping declares go before those that are alike; a mapping that is retired leaves no task', async () => {
    const id = await map('55555555555', 'A0003');
    await app.graphql(
      `mutation { addMapping(input: { system: "hcpcs", code: "A0003", target: "hcpcs", targetCode: "A0008",
        purpose: REPLACED_BY, validFrom: "2019-01-01" }) { __typename } }`,
    );
    const { A0003: _, ...without } = second;
    await deliverEdition(app.db, without, { edition: '2019-Q3', effectiveOn: '2019-07-01' });
    const found = (await uses()).filter(({ retiredCode }) => retiredCode === 'A0003');
    expect(found.map(({ successor, basis }) => [successor, basis])).toEqual([
      ['A0008', 'DECLARED'],
      ['A0008', 'DECLARED'],
    ]);
    const { data } = await app.graphql<{ releaseChanges: { edges: { node: object }[] } }>(`{
      releaseChanges(system: "hcpcs", from: "2019-Q2", to: "2019-Q3") { edges { node { code kind successor } } } }`);
    expect(data.releaseChanges.edges).toEqual([
      { node: { code: 'A0003', kind: 'REPLACED', successor: 'A0008' } },
    ]);
    await followRetiredCodes(app.db);
    const before = (await openTasks()).length;
    await app.graphql(`mutation { retireMapping(id: "${id}") { __typename } }`);
    await followRetiredCodes(app.db);
    expect(await openTasks()).toHaveLength(before - 1);
  });
});

test('releases in any order of loading lead to the same facts', async () => {
  const { A0003: _, ...third } = second;
  const releases = [
    [first, ofJanuary],
    [second, ofApril],
    [
      { ...third, A0002: 'Catheter again' },
      { edition: '2019-Q3', effectiveOn: '2019-07-01' },
    ],
  ] as const;
  const found = [];
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ]) {
    const pg = await openTestDb();
    await setUpWellstar(pg.db);
    for (const at of order) {
      const [codes, said] = releases[at] ?? releases[0];
      expect(await deliverEdition(pg.db, codes, said)).toMatchObject({ kind: 'applied' });
    }
    found.push(await factsOf(pg.db));
    await pg.close();
  }
  expect(found[0]).toContain('A0003 Wheelchair, standard 2019-07-01 ACTIVE');
  expect(found[0]).toContain('A0002 Catheter again infinity ACTIVE');
  expect(found.slice(1)).toEqual([found[0], found[0]]);
});

describe('a code system', () => {
  const administer = async (name: string, input: object, key?: string) =>
    await app.graphql<Record<string, { revision?: string; message?: string }>>(
      `mutation ($input: ${name === 'addCodeSystem' ? 'AddCodeSystemInput' : 'ChangeCodeSystemInput'}!) {
          ${name}(input: $input) { ... on CodeSystemAdministered { revision } ... on CodeSystemRefused { message } } }`,
      { input },
      key,
    );

  test('added while the hub runs is known to it, with its calendar, and audited', async () => {
    const { data } = await administer('addCodeSystem', {
      ...{
        key: 'local-list',
        title: 'A list of ours',
        kind: 'TERMINOLOGY',
        foldCase: true,
        releaseMonths: [7, 1, 7],
      },
    });
    const revision = data['addCodeSystem']?.revision;
    const { body } = await app.post<{ problem: { code: string } }>('/resolve', {
      ...{ system: 'local-list', code: 'x', target: 'hcpcs', record: false, minRevision: revision },
    });
    expect(body).toMatchObject({ status: 'UNRESOLVED', problem: { code: 'CODE_UNKNOWN' } });
    expect(await administer('changeCodeSystem', { key: 'local-list', title: 'Ours' })).toMatchObject({
      data: { changeCodeSystem: { revision: expect.any(String) } },
    });
    expect(
      await app.db.execute(sql`select title, release_months from code_system where key = 'local-list'`),
    ).toEqual([{ title: 'Ours', release_months: [1, 7] }]);
    expect(
      await app.db.execute(sql`
      select count(*)::int as n from audit_entry where act = 'administer code system' and subject = 'CodeSystem:local-list'`),
    ).toEqual([{ n: 2 }]);
  });

  test.each([
    [{ key: 'local-list', title: 'Again', kind: 'TERMINOLOGY' }, /already/],
    [{ key: 'golden', title: 'x', kind: 'TERMINOLOGY' }, /key/],
    [{ key: 'x', title: 'x', kind: 'SOURCE_KEY' }, /source/],
    [{ key: 'x', title: 'x', kind: 'SOURCE_KEY', source: 'nobody' }, /no such source/],
    [{ key: 'x', title: 'x', kind: 'IDENTIFIER', format: 'nothing' }, /no such identifier/],
    [{ key: 'x', title: 'x', kind: 'TERMINOLOGY', releaseMonths: [13] }, /releaseMonths/],
  ])('that cannot be is refused: %j', async (input, why) => {
    const { data } = await administer('addCodeSystem', input);
    expect(data['addCodeSystem']?.message).toMatch(why);
  });

  test('is changed only by whoever may, and how its codes are written by nobody', async () => {
    const { errors } = await administer(
      'changeCodeSystem',
      { key: 'hcpcs', title: 'x' },
      await app.keyOf('steward'),
    );
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const confined = await app.keyOf('administrator', ['hcpcs']);
    const refused = await administer('changeCodeSystem', { key: 'hcpcs', title: 'x' }, confined);
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await expect(
      app.db.execute(sql`update code_system set fold_case = true where key = 'hcpcs'`),
    ).rejects.toThrow();
  });
});
