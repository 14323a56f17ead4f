import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Values } from '../../src/golden-records/attribute.js';
import { deliverRecords } from '../support/deliver-records.js';
import { brokenRules } from '../support/link-invariants.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { setUpWellstar } from '../support/wellstar.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ worker: false });
  await setUpWellstar(app.db);
});
afterAll(() => app?.close());

let made = 0;
/** Two golden records: one that the hospital speaks of, one that a distributor does. */
async function makeTwo(): Promise<{ one: string; other: string; keys: [string, string] }> {
  const keys = [`K${++made}`, `K${++made}`] as [string, string];
  const say = (source: string, key: string, values: Values) =>
    deliverRecords(app.db, {
      ...{ source, feed: 'test' },
      records: [{ key, values, codes: [{ system: `${source}-item`, issuer: '', code: key, role: 'KEY' }] }],
    });
  await say('erp', keys[0], { description: 'Foley catheter', aliases: ['a'], price: '9.00' });
  await say('dist-b', keys[1], { description: 'CATH FOLEY', unit: 'EA', aliases: ['b'], price: '8.00' });
  const rows = await app.db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = record_id
    where record.key = any(${sql.param(keys)}::text[]) order by record.id`);
  return { one: rows[0]?.id ?? '', other: rows[1]?.id ?? '', keys };
}

async function ask<T>(query: string, variables: object, key?: string): Promise<T> {
  const { data, errors } = await app.graphql<T>(query, { ...variables }, key);
  expect(errors).toBeUndefined();
  return data;
}

const refusal = '... on DecisionRefused { code message judgementIds }';
const preview = `query ($survivorId: ID!, $mergedId: ID!) { mergePreview(survivorId: $survivorId, mergedId: $mergedId) {
  ... on MergePreview { revision name survivor { id } merged { id } values { attribute survivor merged after }
    codes { system code } mappings { id purpose system code target targetCode } askers { caller count } } ${refusal} } }`;
const merging = `mutation ($input: MergeGoldenRecordsInput!) { mergeGoldenRecords(input: $input) {
  ... on GoldenRecordsMerged { survivorId judgementId revision } ${refusal} } }`;
const undoing = `mutation ($input: UnmergeGoldenRecordsInput!) { unmergeGoldenRecords(input: $input) {
  ... on GoldenRecordsUnmerged { restoredId survivorId judgementId revision } ${refusal} } }`;

interface Preview {
  mergePreview: Record<string, unknown> & { revision: string };
}

const previewOf = async (survivorId: string, mergedId: string, key?: string) =>
  (await ask<Preview>(preview, { survivorId, mergedId }, key)).mergePreview;

describe('the preview of a merge', () => {
  test('shows the values that would survive, the codes that would move, mappings and who asks in vain', async () => {
    const { one, other, keys } = await makeTwo();
    const mapping = { system: 'erp-item', code: keys[0], target: 'dist-b-item', targetCode: keys[1] };
    await ask(
      'mutation ($input: AddMappingInput!) { addMapping(input: $input) { ... on MappingAdded { id } } }',
      { input: { ...mapping, purpose: 'CHARGES_AS' } },
    );
    await ask('query ($input: ResolveInput!) { resolve(input: $input) { status } }', {
      input: { system: 'erp-item', code: keys[0], target: 'gtin', purpose: 'SAME_THING' },
    });
    const seen = await previewOf(one, other);
    expect(seen).toMatchObject({
      ...{ name: 'Foley catheter', survivor: { id: one }, merged: { id: other } },
      values: [
        {
          attribute: 'description',
          ...{ survivor: ['Foley catheter'], merged: ['CATH FOLEY'], after: ['Foley catheter'] },
        },
        { attribute: 'aliases', survivor: ['a'], merged: ['b'], after: ['a', 'b'] },
        { attribute: 'unit', survivor: [], merged: ['EA'], after: ['EA'] },
        { attribute: 'price', survivor: ['9.00'], merged: ['8.00'], after: ['9.00'] },
      ],
      codes: [{ system: 'dist-b-item', code: keys[1] }],
      mappings: [{ ...mapping, purpose: 'CHARGES_AS' }],
      askers: [{ count: 1 }],
    });
    const hidden = await previewOf(one, other, await app.keyOf('reader'));
    expect((hidden['values'] as { attribute: string }[]).map(({ attribute }) => attribute)).not.toContain(
      'price',
    );
  });

  test('is what the merge then does', async () => {
    const { one, other } = await makeTwo();
    const { revision: seenRevision, values } = await previewOf(one, other);
    await ask(merging, { input: { survivorId: one, mergedId: other, seenRevision } });
    const { goldenRecord } = await ask<{
      goldenRecord: { lineage: { attribute: string; values: string[] }[] };
    }>('query ($id: ID!) { goldenRecord(id: $id) { lineage { attribute values } } }', { id: one });
    const after = (values as { attribute: string; after: string[] }[]).map((value) => ({
      attribute: value.attribute,
      values: value.after,
    }));
    expect(goldenRecord.lineage).toEqual(after);
  });

  test('says why the two may not be merged, in a sentence and for programs', async () => {
    const { one } = await makeTwo();
    expect(await previewOf(one, one)).toEqual({
      ...{ code: 'SAME_RECORD', message: 'Both are one record.', judgementIds: [] },
    });
  });
});

test('a merge is seen by resolve, by the merged id and in history, and so is its undoing', async () => {
  const { one, other, keys } = await makeTwo();
  const seenRevision = (await previewOf(one, other)).revision;
  const input = { survivorId: one, mergedId: other, reason: 'same lot label', seenRevision };
  const { mergeGoldenRecords: merged } = await ask<{ mergeGoldenRecords: Record<string, string> }>(merging, {
    input,
  });
  expect(merged).toMatchObject({ survivorId: one });
  const resolve = async (minRevision: string | undefined) =>
    (
      await ask<{ resolve: object }>(
        'query ($input: ResolveInput!) { resolve(input: $input) { status code path { kind } } }',
        { input: { system: 'golden', code: other, target: 'dist-b-item', minRevision } },
      )
    ).resolve;
  expect(await resolve(merged['revision'])).toEqual({
    ...{ status: 'RESOLVED', code: keys[1], path: [{ kind: 'REDIRECT' }, { kind: 'RECORD' }] },
  });
  const looking = `query ($id: ID!) { goldenRecord(id: $id) { id mergedIds
    history { act actor merged unmerged } judgements { id verdict judge actor reason stands } } }`;
  const record = (await ask<{ goldenRecord: object }>(looking, { id: other })).goldenRecord;
  expect(record).toMatchObject({
    ...{ id: one, mergedIds: [other] },
    history: [{ act: 'merge golden records', merged: [other], unmerged: [] }, { act: 'deliver records' }],
    judgements: [
      { id: merged['judgementId'], verdict: 'SAME', judge: 'PERSON', reason: 'same lot label', stands: true },
    ],
  });
  const undone = await ask<{ unmergePreview: { revision: string } & Record<string, unknown> }>(
    `query ($id: ID!) { unmergePreview(mergedId: $id) { ... on UnmergePreview {
      revision survivor { id } leaving { key } staying { key } } } }`,
    { id: other },
  );
  expect(undone.unmergePreview).toMatchObject({
    ...{ survivor: { id: one }, leaving: [{ key: keys[1] }], staying: [{ key: keys[0] }] },
  });
  const { unmergeGoldenRecords: back } = await ask<{ unmergeGoldenRecords: Record<string, string> }>(
    undoing,
    {
      input: { mergedId: other, seenRevision: undone.unmergePreview.revision },
    },
  );
  expect(back).toMatchObject({ restoredId: other, survivorId: one });
  expect(await resolve(back['revision'])).toMatchObject({ code: keys[1], path: [{ kind: 'RECORD' }] });
  expect((await ask<{ goldenRecord: object }>(looking, { id: one })).goldenRecord).toMatchObject({
    ...{ id: one, mergedIds: [] },
    history: [{ act: 'unmerge golden records', unmerged: [other] }, {}, {}],
    judgements: [
      { id: back['judgementId'], verdict: 'DIFFERENT', stands: true },
      { verdict: 'SAME', stands: false },
    ],
  });
  expect(await brokenRules(app.db)).toEqual([]);
});

test('who may only read golden records previews and does not merge', async () => {
  const { one, other } = await makeTwo();
  const key = await app.keyOf('reader');
  const { revision: seenRevision } = await previewOf(one, other, key);
  const { errors } = await app.graphql(
    merging,
    { input: { survivorId: one, mergedId: other, seenRevision } },
    key,
  );
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
