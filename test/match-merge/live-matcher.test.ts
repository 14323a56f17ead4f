import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JudgementOfIds } from '../../src/match-merge/clusters/judgements.js';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { LiveMatcher, type LiveRecord } from '../../src/match-merge/live-matcher.js';
import type { Table } from '../../src/match-merge/tables/table.js';
import { generatedItems } from '../support/generated-items.js';
import { seededRandom } from '../support/random.js';

const items = generatedItems(150, 'live');

/** People, each in one to four records with misspellings: what is not of the field is read otherwise. */
const people = peopleTable(160);

function recordsOf({ ids, cells }: Table): LiveRecord[] {
  return ids.map((id, r) => ({ id, cells: cells.map((column) => column[r]!) }));
}

function clustersOf(matcher: LiveMatcher, ids: readonly string[]): Map<string, string | undefined> {
  return new Map(ids.map((id) => [id, matcher.clusterOf(id)]));
}

function clustersAtOnce(table: Table, judgements: readonly JudgementOfIds[] = []): Map<string, string> {
  const { table: sorted, clusters } = dedupe(table, { judgements });
  return new Map(sorted.ids.map((id, r) => [id, sorted.ids[clusters[r]!]!]));
}

describe.each([
  ['items', items],
  ['people', people],
] as const)('of %s', (_, table) => {
  const records = recordsOf(table);

  test('records that go and come back, in any order, end in the clusters of all at once', () => {
    const expected = clustersAtOnce(table);
    const matcher = LiveMatcher.of(table);
    expect(clustersOf(matcher, table.ids)).toEqual(expected);
    const random = seededRandom(5);
    const some = records.filter(() => random() < 0.6);
    for (const { id } of shuffled(some, random)) matcher.remove(id);
    expect(matcher.size).toBe(records.length - some.length);
    for (const record of shuffled(some, random)) matcher.put(record);
    expect(clustersOf(matcher, table.ids)).toEqual(expected);
    expect(new Set(expected.values()).size).toBeLessThan(0.8 * records.length);
  });

  test('what stands is the same whatever came, changed and went before, and judgements hold', () => {
    const act = fc.record({
      kind: fc.constantFrom('remove', 'put', 'change', 'same', 'different', 'withdraw'),
      a: fc.nat(records.length - 1),
      b: fc.nat(records.length - 1),
    });
    fc.assert(
      fc.property(fc.array(act, { minLength: 20, maxLength: 40 }), (acts) => {
        const matcher = LiveMatcher.of(table);
        const there = new Map(records.map((record) => [record.id, record]));
        const judged: JudgementOfIds[] = [];
        for (const { kind, a, b } of acts) {
          const [one, other] = [records[a]!, records[b]!];
          switch (kind) {
            case 'remove':
              matcher.remove(one.id);
              there.delete(one.id);
              break;
            case 'put':
              matcher.put(one);
              there.set(one.id, one);
              break;
            case 'change': {
              const changed = { id: one.id, cells: other.cells };
              matcher.put(changed);
              there.set(one.id, changed);
              break;
            }
            case 'withdraw': {
              const judgement = judged.pop();
              if (judgement && !judged.some((each) => same(each, judgement))) matcher.withdraw(judgement);
              break;
            }
            default:
              if (a === b) break;
              judged.push({ a: one.id, b: other.id, verdict: kind as 'same' | 'different' });
              matcher.judge(judged.at(-1)!);
          }
        }
        const straight = LiveMatcher.of(table);
        for (const { id } of records) if (!there.has(id)) straight.remove(id);
        for (const record of there.values())
          if (records.find(({ id }) => id === record.id) !== record) straight.put(record);
        for (const judgement of judged) straight.judge(judgement);
        const ids = records.map(({ id }) => id);
        expect(clustersOf(matcher, ids)).toEqual(clustersOf(straight, ids));
        expect(matcher.conflicts).toEqual(straight.conflicts);
        const contested = new Set(matcher.conflicts.flatMap(({ path }) => path));
        for (const { a, b, verdict } of judged) {
          if (!there.has(a) || !there.has(b) || contested.has(a) || contested.has(b)) continue;
          expect(matcher.clusterOf(a) === matcher.clusterOf(b)).toBe(verdict === 'same');
        }
      }),
      { numRuns: 4 },
    );
  });

  test('moves tell what became of every record', () => {
    const matcher = LiveMatcher.of(table);
    const known = clustersOf(matcher, table.ids);
    const random = seededRandom(11);
    for (let n = 0; n < 60; n++) {
      const record = records[Math.floor(random() * records.length)]!;
      const moves = random() < 0.5 ? matcher.remove(record.id) : matcher.put(record);
      for (const { thing, from, to } of moves) {
        expect(known.get(thing)).toBe(from);
        known.set(thing, to);
      }
    }
    expect(known).toEqual(clustersOf(matcher, table.ids));
  });

  test('a search before creating finds the record itself, stores nothing and adds up', () => {
    const matcher = LiveMatcher.of(table);
    for (const { id, cells } of records.slice(0, 25)) {
      const before = matcher.clusterOf(id);
      const found = matcher.candidates(cells, 5);
      const [first] = found;
      expect(found.map((candidate) => candidate.id)).toContain(id);
      expect(found.map(({ weight }) => weight)).toEqual(
        found.map(({ weight }) => weight).sort((x, y) => y - x),
      );
      expect(first!.parts.reduce((sum, { bits }) => sum + bits, first!.prior)).toBe(first!.weight);
      expect(matcher.size).toBe(records.length);
      expect(matcher.clusterOf(id)).toBe(before);
    }
    expect(matcher.explain(records[0]!.id, 'nobody')).toBeUndefined();
  });
});

function same(x: JudgementOfIds, y: JudgementOfIds): boolean {
  return x.verdict === y.verdict && [x.a, x.b].sort().join() === [y.a, y.b].sort().join();
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((each) => ({ each, at: random() }))
    .sort((x, y) => x.at - y.at)
    .map(({ each }) => each);
}

function peopleTable(count: number): Table {
  const random = seededRandom(3);
  const pick = (words: string) => words.split(' ')[Math.floor(random() * words.split(' ').length)]!;
  const person = () => ({
    name: `${pick('maria johann anna peter lena karl ida otto emma paul')} ${pick('schmidt weber bauer wagner koch richter klein wolf neumann braun')}${pick('er mann son berg hoff')}`,
    born: `${1930 + Math.floor(random() * 70)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`,
    town: pick('berlin hamburg bremen kassel leipzig dresden ulm'),
    phone: `030 ${Math.floor(1e6 + random() * 9e6)}`,
  });
  const mistyped = (text: string) => {
    const at = Math.floor(random() * (text.length - 1));
    return random() < 0.5 ? text : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  };
  const rows: string[][] = [];
  while (rows.length < count) {
    const { name, born, town, phone } = person();
    for (let n = 0; n <= Math.floor(random() * 3); n++)
      rows.push([mistyped(name), born, random() < 0.8 ? town : '', mistyped(phone)]);
  }
  rows.length = count;
  return {
    columns: ['name', 'born', 'town', 'phone'],
    ids: rows.map((_, n) => `P${String(n).padStart(4, '0')}`),
    cells: [0, 1, 2, 3].map((column) => rows.map((row) => row[column]!)),
  };
}
