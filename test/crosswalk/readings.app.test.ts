import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let at = '0';
beforeAll(async () => {
  app = await openTestApp();
  await makeSystems(app.db, 'charge');
  const known = [
    '000002-7597-01',
    '010022-6540-01',
    '010237-0654-01',
    '012345-6789-00',
    '012345-0678-91',
    '012345-6789-01',
  ];
  const { revision } = await makeMappings(app.db, [
    ...known.map((code) => ({ system: 'ndc', code, target: 'charge', targetCode: `charge of ${code}` })),
    { system: 'hibc', code: 'A123BJC5D6E71', target: 'charge', targetCode: 'hibc charge' },
  ]);
  at = revision;
});
afterAll(() => app?.close());

interface Resolution {
  status: string;
  code: string | null;
  path: { kind: string; id: string; fromCode: string; toCode: string }[];
  problem: { code: string; message: string } | null;
  missId: string | null;
}

async function ask(code: string, system = 'ndc'): Promise<Resolution> {
  const answer = await app.post<Resolution>('/resolve', { system, code, target: 'charge', minRevision: at });
  return answer.body;
}

describe('an NDC in every written form is one code', () => {
  test.each([
    [
      '4-4-2',
      '000002-7597-01',
      ['0002-7597-01', '0002759701', '00002-7597-01', '00002759701', '000002759701'],
    ],
    [
      '5-4-1',
      '010022-6540-01',
      ['10022-6540-1', '1002265401', '10022-6540-01', '10022654001', '010022654001'],
    ],
    [
      '5-3-2',
      '010237-0654-01',
      ['10237-654-01', '1023765401', '10237-0654-01', '10237065401', '010237-0654-01'],
    ],
  ])('labelled %s', async (_, normal, forms) => {
    for (const form of [...forms, ` ${forms[0]} `, forms[0]?.replaceAll('-', '–') ?? '']) {
      const answer = await ask(form);
      expect([form, answer.status, answer.code]).toEqual([form, 'RESOLVED', `charge of ${normal}`]);
      expect(answer.path).toMatchObject([{ kind: 'MAPPING', fromCode: normal }]);
    }
  });
});

describe('ten bare digits of an unknown labeler', () => {
  test('mean the one reading that is known, and the path says so', async () => {
    const answer = await ask('1234567890');
    expect(answer).toMatchObject({ status: 'RESOLVED', code: 'charge of 012345-6789-00', problem: null });
    expect(answer.path).toMatchObject([
      { kind: 'READING', id: 'ndc', fromCode: '1234567890', toCode: '012345-6789-00' },
      { kind: 'MAPPING', fromCode: '012345-6789-00' },
    ]);
  });

  test('are INVALID where two readings are known, or none, and leave no miss', async () => {
    for (const code of ['1234567891', '1234567892']) {
      const answer = await ask(code);
      expect(answer).toMatchObject({ status: 'INVALID', path: [], missId: null });
      expect(answer.problem?.code).toBe('AMBIGUOUS_READING');
      expect(answer.problem?.message).toContain('3 readings are equally good');
    }
  });

  test('are no code to state a fact of, known or not', async () => {
    const answer = await app.graphql<{ addBillingUnit: { problem: { code: string } } }>(
      `mutation ($input: AddBillingUnitInput!) { addBillingUnit(input: $input) {
        ... on PackagingRefused { problem { code } } } }`,
      { input: { system: 'ndc', code: '1234567890', unit: 'EA' } },
    );
    expect(answer.data.addBillingUnit.problem.code).toBe('AMBIGUOUS_READING');
  });
});

test('a HIBC with or without plus and check character is one code', async () => {
  for (const code of ['+A123BJC5D6E71G', 'A123BJC5D6E71G', '*+A123BJC5D6E71G*', 'A123BJC5D6E71']) {
    expect(await ask(code, 'hibc')).toMatchObject({ status: 'RESOLVED', code: 'hibc charge' });
  }
  expect((await ask('+A123BJC5D6E71H', 'hibc')).problem).toEqual({
    code: 'CHECK_DIGIT',
    message: 'check character is H, expected G',
  });
});
