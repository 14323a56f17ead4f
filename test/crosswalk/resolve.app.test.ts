import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ sampleData: ['wellstar-supplies'] });
});
afterAll(() => app?.close());

const resolve = `query ($input: ResolveInput!) { resolve(input: $input) {
  status code display targets { system code } alternatives { code display } path { kind id fromSystem fromCode toSystem toCode }
  problem { code message } missId revision stale } }`;

interface Resolution {
  status: string;
  code: string | null;
  display: string | null;
  targets: { system: string; code: string }[];
  alternatives: { code: string; display: string }[];
  path: { kind: string; fromCode: string; toCode: string }[];
  problem: { code: string; message: string } | null;
  missId: string | null;
  revision: string;
}

async function ask(input: Record<string, unknown>, key?: string): Promise<Resolution> {
  const answer = await app.graphql<{ resolve: Resolution }>(resolve, { input }, key);
  expect(answer.errors).toBeUndefined();
  return answer.data.resolve;
}

const supply = (code: string, more: Record<string, unknown> = {}) => ({
  system: 'wellstar-supply',
  code,
  target: 'wellstar-charge',
  ...more,
});

describe('a real list of 43,089 supplies', () => {
  test('a supply number is answered with its charge code, its name and the way there', async () => {
    const answer = await ask(supply('54925'));
    expect(answer).toMatchObject({
      status: 'RESOLVED',
      code: '271110052',
      display: 'HC DRESSING SM PICC CVC CHG+ SCR',
      targets: [{ system: 'wellstar-charge', code: '271110052' }],
      path: [{ kind: 'MAPPING', fromCode: '54925', toCode: '271110052' }],
      missId: null,
    });
  });

  test('every row of the list resolves to what the file says', async () => {
    const file = readFileSync(new URL('../../seed-data/wellstar/WSSupplies.txt', import.meta.url), 'latin1');
    const rows = file
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('|'));
    expect(rows).toHaveLength(43_089);
    for (let at = 0; at < rows.length; at += 1_000) {
      const batch = rows.slice(at, at + 1_000);
      const answer = await app.graphql<{ resolveMany: Resolution[] }>(
        'query ($inputs: [ResolveInput!]!) { resolveMany(inputs: $inputs) { status code display } }',
        { inputs: batch.map((row) => supply(row[3] ?? '')) },
      );
      const expected = batch.map((row) => ({ status: 'RESOLVED', code: row[1], display: row[2]?.trim() }));
      expect(answer.data.resolveMany).toEqual(expected);
    }
  });

  test('POST /resolve answers the same, for one question and for many', async () => {
    const one = await app.post<Resolution>('/resolve', supply('54925'));
    expect(one).toMatchObject({ status: 200, body: { status: 'RESOLVED', code: '271110052' } });
    const many = await app.post<{ resolutions: Resolution[] }>('/resolve', {
      inputs: [supply('54925'), supply('')],
    });
    expect(many.body.resolutions.map(({ status }) => status)).toEqual(['RESOLVED', 'INVALID']);
  });
});

describe('what cannot be answered', () => {
  test('an unknown number asked 1,000 times from 20 connections at once is one miss and one task with its count', async () => {
    const asked = Array.from({ length: 20 }, async () => {
      const answers: Resolution[] = [];
      for (let time = 0; time < 50; time++) answers.push(await ask(supply('99999999')));
      return answers;
    });
    const answers = (await Promise.all(asked)).flat();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['UNRESOLVED']));
    const ids = new Set(answers.map(({ missId }) => missId));
    expect(ids.size).toBe(1);
    const [missId] = [...ids];
    const found = await app.graphql<{ miss: { count: number; open: boolean; callers: { count: number }[] } }>(
      'query ($id: ID!) { miss(id: $id) { count open callers { caller count } } }',
      { id: missId },
    );
    expect(found.data.miss).toMatchObject({ count: 1_000, open: true, callers: [{ count: 1_000 }] });
    const task = await until('the task of the miss', async () => {
      const answer = await app.graphql<{ task: { id: string; kind: string } | null }>(
        'query ($id: ID!) { task(id: $id) { id kind closedAt } }',
        { id: missId },
      );
      return answer.data.task;
    });
    expect(task).toEqual({ id: missId, kind: 'UNRESOLVED_MAPPING', closedAt: null });
    const [counted] = await app.db.$client`select count(*)::int as n from task`;
    expect(counted?.['n']).toBe(1);
  });

  test('a GTIN with a wrong check digit is told the right one', async () => {
    const answer = await ask({ system: 'gtin', code: '09521234543214', target: 'wellstar-charge' });
    expect(answer).toMatchObject({
      status: 'INVALID',
      problem: { code: 'CHECK_DIGIT', message: 'check digit is 4, expected 3' },
      missId: null,
    });
  });

  test('a second, equal mapping makes the answer ambiguous, with both and without a choice', async () => {
    const added = await app.graphql<{ addMapping: { id: string; revision: string } }>(
      'mutation ($input: AddMappingInput!) { addMapping(input: $input) { ... on MappingAdded { id revision } } }',
      {
        input: {
          system: 'wellstar-supply',
          code: '54926',
          target: 'wellstar-charge',
          targetCode: '271110052',
        },
      },
    );
    const { id, revision } = added.data.addMapping;
    const answer = await ask(supply('54926', { minRevision: revision }));
    expect(answer).toMatchObject({ status: 'AMBIGUOUS', code: null, targets: [], path: [] });
    expect(answer.alternatives.map(({ code }) => code)).toEqual(['271110052', '271110053']);
    expect(answer.missId).not.toBeNull();
    const retired = await app.graphql<{ retireMapping: { revision: string } }>(
      'mutation ($id: ID!) { retireMapping(id: $id) { ... on MappingRetired { revision } } }',
      { id },
    );
    const again = await ask(supply('54926', { minRevision: retired.data.retireMapping.revision }));
    expect(again).toMatchObject({ status: 'RESOLVED', code: '271110053' });
    const miss = await app.graphql<{ miss: { open: boolean } }>(
      'query ($id: ID!) { miss(id: $id) { open } }',
      {
        id: answer.missId,
      },
    );
    expect(miss.data.miss.open).toBe(false);
  });

  test('a person maps a miss, and the next question is answered', async () => {
    const before = await ask(supply('new-4711'));
    expect(before.status).toBe('UNRESOLVED');
    const mapped = await app.graphql<{ mapMiss: { __typename: string; revision: string } }>(
      'mutation ($input: MapMissInput!) { mapMiss(input: $input) { __typename ... on MissMapped { revision } } }',
      { input: { missId: before.missId, code: '271110052', reason: 'same dressing' } },
    );
    expect(mapped.data.mapMiss.__typename).toBe('MissMapped');
    const after = await ask(supply('new-4711', { minRevision: mapped.data.mapMiss.revision }));
    expect(after).toMatchObject({ status: 'RESOLVED', code: '271110052' });
    const again = await app.graphql<{ mapMiss: { __typename: string } }>(
      'mutation ($input: MapMissInput!) { mapMiss(input: $input) { __typename } }',
      { input: { missId: before.missId, code: '271110053' } },
    );
    expect(again.data.mapMiss.__typename).toBe('MissNotOpen');
  });

  test('a question with record: false leaves no trace', async () => {
    const answer = await ask(supply('no-trace', { record: false }));
    expect(answer).toMatchObject({ status: 'UNRESOLVED', missId: null });
    const [row] = await app.db.$client`select count(*)::int as n from miss where normal = 'no-trace'`;
    expect(row?.['n']).toBe(0);
  });
});
