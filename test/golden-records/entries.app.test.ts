import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGoldenRecords, makeSources } from '../support/make-golden-records.js';
import { openTestApp, type TestApp } from '../support/test-app.js';

let app: TestApp;
let charge = '';
let place = '';
let account = '';

beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await makeSources(app.db, { erp: 10 });
  const made = await makeGoldenRecords(app.db, [
    {
      domain: 'CHARGE_CODE',
      said: [
        {
          source: 'erp',
          key: 'C1',
          values: {
            description: 'Foley catheter',
            priceLines: [
              { price: '120.0000', facility: '100', patientClass: 'INPATIENT', starts: '2026-01-01' },
              { price: '140.0000', facility: '200' },
            ],
            explodesInto: [{ charge: 'C2', quantity: '2' }],
          },
        },
      ],
    },
    {
      domain: 'LOCATION',
      said: [
        {
          source: 'erp',
          key: 'L1',
          values: {
            name: 'Main OR',
            dea: 'AB1234563',
            supplierAccounts: [{ supplier: 'S1', account: '00417', use: 'SHIP_TO' }],
          },
        },
      ],
    },
    {
      domain: 'GL_ACCOUNT',
      said: [
        {
          source: 'erp',
          key: '548500',
          values: {
            name: 'Medical supplies',
            kind: 'EXPENSE',
            postable: true,
            segments: [
              { name: 'company', value: '01' },
              { name: 'account', value: '548500' },
            ],
          },
        },
      ],
    },
  ]);
  [charge = '', place = '', account = ''] = made.ids;
});
afterAll(() => app?.close());

const ask = async (id: string, fields: string, role = 'administrator') => {
  const { data, errors } = await app.graphql<{ goldenRecord: object }>(
    `query ($id: ID!) { goldenRecord(id: $id) { ${fields} } }`,
    { id },
    role === 'administrator' ? undefined : await app.keyOf(role),
  );
  expect(errors).toBeUndefined();
  return data?.goldenRecord;
};

const priceLines = '... on ChargeCode { priceLines { price currency facility patientClass starts ends } }';

test('the entries of an attribute are typed objects, with null for what they do not say', async () => {
  expect(await ask(charge, `${priceLines} ... on ChargeCode { explodesInto { charge quantity } }`)).toEqual({
    priceLines: [
      {
        ...{ price: '120.0000', currency: null, facility: '100', patientClass: 'INPATIENT' },
        ...{ starts: '2026-01-01', ends: null },
      },
      { price: '140.0000', currency: null, facility: '200', patientClass: null, starts: null, ends: null },
    ],
    explodesInto: [{ charge: 'C2', quantity: '2' }],
  });
});

test('price lines are of those who see prices, numbers of a registration of administrators', async () => {
  const lineage = 'lineage { attribute values }';
  expect(await ask(charge, `${priceLines} ${lineage}`, 'reader')).toMatchObject({
    priceLines: null,
    lineage: [{ attribute: 'description' }, { attribute: 'explodesInto', values: ['charge C2, quantity 2'] }],
  });
  const dea = '... on Location { dea supplierAccounts { account } }';
  expect(await ask(place, `${dea} ${lineage}`, 'steward')).toEqual({
    dea: null,
    supplierAccounts: [{ account: '00417' }],
    lineage: [
      { attribute: 'name', values: ['Main OR'] },
      { attribute: 'supplierAccounts', values: ['supplier S1, account 00417, use SHIP_TO'] },
    ],
  });
  expect(await ask(place, dea)).toMatchObject({ dea: 'AB1234563' });
});

test('accounts of the general ledger are a domain like the others', async () => {
  expect(
    await ask(account, '__typename name ... on GlAccount { kind postable segments { name value } }'),
  ).toEqual({
    __typename: 'GlAccount',
    name: 'Medical supplies',
    kind: 'EXPENSE',
    postable: true,
    segments: [
      { name: 'company', value: '01' },
      { name: 'account', value: '548500' },
    ],
  });
});

test('the declarations are told, rules, comparators and issuers among them', async () => {
  const { data } = await app.graphql<{ domains: { domain: string; attributes: { name: string }[] }[] }>(`{
    domains { domain identifiers { system strength issuer }
      attributes { name type required sensitivity comparator rules entryType entryFields { name type required rules } } } }`);
  const of = (domain: string) => data?.domains.find((declared) => declared.domain === domain);
  expect(of('ITEM')).toMatchObject({
    identifiers: expect.arrayContaining([
      { system: 'gtin', strength: 'strong', issuer: 'GS1' },
      { system: 'catalog-number', strength: 'pair', issuer: 'manufacturer' },
    ]),
  });
  expect(of('CHARGE_CODE')?.attributes.find(({ name }) => name === 'revenueCode')).toMatchObject({
    type: 'text',
    required: false,
    comparator: 'code',
    rules: ['revenue-code'],
    entryType: null,
    entryFields: [],
  });
  expect(of('CHARGE_CODE')?.attributes.find(({ name }) => name === 'priceLines')).toMatchObject({
    type: 'entries',
    sensitivity: 'FINANCIAL',
    entryType: 'PriceLine',
    entryFields: expect.arrayContaining([{ name: 'price', type: 'decimal', required: true, rules: [] }]),
  });
});
