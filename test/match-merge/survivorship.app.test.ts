import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Values } from '../../src/golden-records/attribute.js';
import { newestRevision } from '../../src/platform/changes/change.store.js';
import { deliverRecords } from '../support/deliver-records.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { setUpWellstar } from '../support/wellstar.js';

let app: TestApp;
let id: string;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await setUpWellstar(app.db);
  const say = (source: string, values: Values) =>
    deliverRecords(app.db, {
      ...{ source, feed: 'test' },
      records: [
        {
          ...{ key: `G-${source}`, values },
          codes: [
            { system: `${source}-item`, issuer: '', code: `G-${source}`, role: 'KEY' },
            { system: 'hibc', issuer: '', code: 'G', role: 'BASE' },
          ],
        },
      ],
    });
  await say('erp', { description: 'gauze', unit: 'EA', price: '1.00' });
  await say('vizient', { description: 'GAUZE PAD', unit: 'BX', price: '90.00' });
  const [row] = await app.db.execute<{ id: string }>(sql`select id from golden_record`);
  id = row?.id ?? '';
});
afterAll(() => app?.close());

async function ask<T>(query: string, variables: object, key?: string): Promise<T> {
  const { data, errors } = await app.graphql<T>(query, { ...variables }, key);
  expect(errors).toBeUndefined();
  return data;
}

const refusal = '... on DecisionRefused { code message }';
const seen = async () => String(await newestRevision(app.db));

interface Lineage {
  goldenRecord: {
    overrides: { id: string }[];
    lineage: {
      attribute: string;
      values: string[];
      rule: string;
      said: { survives: boolean; sourceRecord: { source: string } }[];
    }[];
  };
}

async function lineOf(attribute: string, atRevision?: string, key?: string) {
  const { goldenRecord } = await ask<Lineage>(
    `query ($id: ID!, $at: String) { goldenRecord(id: $id, atRevision: $at) {
      lineage { attribute values rule said { survives sourceRecord { source } } } } }`,
    { id, at: atRevision },
    key,
  );
  return goldenRecord.lineage.find((line) => line.attribute === attribute);
}

test('a change of survivorship is previewed, made, declared with the domain, and does not alter the past', async () => {
  const preview = `query ($input: SurvivorshipChangeInput!) { survivorshipPreview(input: $input) {
    ... on SurvivorshipPreview { revision changed sample { goldenId name changes { attribute before after } } } ${refusal} } }`;
  const input = { domain: 'ITEM', attributes: ['unit', 'price'], strategy: 'RECENCY' };
  const { survivorshipPreview: previewed } = await ask<{ survivorshipPreview: { revision: string } }>(
    preview,
    {
      input,
    },
  );
  expect(previewed).toMatchObject({
    changed: 1,
    sample: [
      {
        ...{ goldenId: id, name: 'gauze' },
        changes: [
          { attribute: 'unit', before: ['EA'], after: ['BX'] },
          { attribute: 'price', before: ['1.00'], after: ['90.00'] },
        ],
      },
    ],
  });
  const { changeSurvivorship: changed } = await ask<{ changeSurvivorship: object }>(
    `mutation ($input: ChangeSurvivorshipInput!) { changeSurvivorship(input: $input) {
      ... on SurvivorshipChanged { changed revision } ${refusal} } }`,
    { input: { ...input, reason: 'prices go by unit', seenRevision: previewed.revision } },
  );
  expect(changed).toMatchObject({ changed: 1 });
  expect(await lineOf('unit')).toMatchObject({ values: ['BX'], rule: 'RECENCY' });
  expect(await lineOf('unit', previewed.revision)).toMatchObject({ values: ['EA'], rule: 'PRIORITY' });
  const { domains } = await ask<{
    domains: { domain: string; attributes: { name: string; survivorship: string; movesWith: string[] }[] }[];
  }>('{ domains { domain attributes { name survivorship movesWith } } }', {});
  const attributes = domains.find(({ domain }) => domain === 'ITEM')?.attributes;
  expect(attributes?.find(({ name }) => name === 'unit')).toEqual({
    ...{ name: 'unit', survivorship: 'RECENCY', movesWith: ['price'] },
  });
  expect(attributes?.find(({ name }) => name === 'brand')).toMatchObject({
    ...{ survivorship: 'PRIORITY', movesWith: [] },
  });
});

test('a person overrides a value with a reason, is seen to have done so, and takes it back', async () => {
  const overriding = `mutation ($input: OverrideValueInput!) { overrideValue(input: $input) {
    ... on ValueOverridden { overrideId revision } ${refusal} } }`;
  const said = { goldenId: id, attribute: 'singleUse', reason: 'read on the label' };
  const { overrideValue: wrong } = await ask<{ overrideValue: object }>(overriding, {
    input: { ...said, values: ['yes'], seenRevision: await seen() },
  });
  expect(wrong).toEqual({ code: 'UNFIT_VALUE', message: 'The value is none that the attribute may have.' });
  const { overrideValue: done } = await ask<{ overrideValue: { overrideId: string; revision: string } }>(
    overriding,
    { input: { ...said, values: ['true'], expiresOn: '2999-01-01', seenRevision: await seen() } },
  );
  expect(await lineOf('singleUse')).toEqual({
    ...{ attribute: 'singleUse', values: ['true'], rule: 'PRIORITY' },
    said: [{ survives: true, sourceRecord: { source: 'steward' } }],
  });
  const overrides =
    'query ($id: ID!) { goldenRecord(id: $id) { overrides { id attribute reason expiresOn } } }';
  expect(await ask(overrides, { id })).toEqual({
    goldenRecord: {
      overrides: [
        {
          ...{ id: done.overrideId, attribute: 'singleUse', reason: 'read on the label' },
          expiresOn: '2999-01-01',
        },
      ],
    },
  });
  const withdrawing = `mutation ($id: ID!) { withdrawOverride(id: $id) {
    ... on OverrideWithdrawn { revision } ${refusal} } }`;
  await ask(withdrawing, { id: done.overrideId });
  expect(await ask(overrides, { id })).toEqual({ goldenRecord: { overrides: [] } });
  expect(await lineOf('singleUse')).toBeUndefined();
  expect(await lineOf('singleUse', done.revision)).toMatchObject({ values: ['true'] });
  expect(await ask(withdrawing, { id: done.overrideId })).toMatchObject({
    withdrawOverride: { code: 'NOT_STANDING' },
  });
});

test.each([
  ['an empty reason', { reason: ' ' }],
  ['a day that is none', { expiresOn: '2026-02-30' }],
  ['a revision that is none', { seenRevision: 'x' }],
])('an override with %s is a bad argument', async (_, wrong) => {
  const input = { goldenId: id, attribute: 'brand', values: ['x'], reason: 'r', seenRevision: '1', ...wrong };
  const { errors } = await app.graphql(
    'mutation ($input: OverrideValueInput!) { overrideValue(input: $input) { __typename } }',
    { input },
  );
  expect(errors?.[0]?.extensions.code).toBe('BAD_ARGUMENT');
});

test('rules are changed by administrators only', async () => {
  const key = await app.keyOf('steward');
  const input = { domain: 'ITEM', attributes: ['unit'], strategy: 'RECENCY' };
  const { errors } = await app.graphql(
    'query ($input: SurvivorshipChangeInput!) { survivorshipPreview(input: $input) { __typename } }',
    { input },
    key,
  );
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
