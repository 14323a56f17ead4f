import { expect, test } from 'vitest';
import { DateComparator } from '../../src/match-merge/compare/date-comparator.js';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { LiveMatcher } from '../../src/match-merge/live-matcher.js';
import type { Table } from '../../src/match-merge/tables/table.js';

const people = (rows: readonly (readonly [string, string])[]): Table => ({
  columns: ['name', 'town'],
  ids: rows.map((_, n) => `r${n}`),
  cells: [rows.map(([name]) => name), rows.map(([, town]) => town)],
});

test('two records that have nothing in common stay two, and what comes later is no third of them', () => {
  const two = people([
    ['Maria Schmidt', 'Berlin'],
    ['Kurt Schneider', 'Bern'],
  ]);
  const { clusters, model } = dedupe(two);
  expect([...clusters]).toEqual([0, 1]);
  expect(Number.isFinite(model.prior)).toBe(true);
  const matcher = LiveMatcher.of(two);
  matcher.put({ id: 'r2', cells: ['Anna Schulz', 'Bergen'] });
  expect(matcher.clusterOf('r2')).toBe('r2');
});

test('a judgement of what is not there joins nobody', () => {
  const names = 'Adler Bauer Conrad Dietz Engel Fuchs Gruber Huber Jung Kaiser Lange Maier'.split(' ');
  const table = people(names.map((name, n) => [`${name} ${n}`, `Town ${n}`] as const));
  const judgements = [
    { a: 'r0', b: 'gone', verdict: 'same' as const },
    { a: 'r5', b: 'also gone', verdict: 'same' as const },
  ];
  const { clusters } = dedupe(table, { judgements });
  expect(clusters[5]).toBe(5);
  const matcher = LiveMatcher.of(table);
  expect(() => matcher.judge({ a: 'r1', b: 'r1', verdict: 'same' })).toThrow('a judgement of one record: r1');
  matcher.put({ id: 'r1', cells: ['Bauer 1', 'Town 1'] });
  expect(matcher.clusterOf('r1')).toBe('r1');
});

test('the same digits say the same day, however they are divided and whichever comes first', () => {
  const days = ['2020-03-04', '2020/03/04', '2020-03-05', '1994', '19 94'];
  const place = (order: readonly number[], a: number, b: number) => {
    const cells = order.map((n) => days[n]!);
    const comparator = new DateComparator({ left: cells, right: cells, oneTable: true });
    return comparator.place(order.indexOf(a), order.indexOf(b));
  };
  const [forth, back] = [
    [0, 1, 2, 3, 4],
    [4, 3, 2, 1, 0],
  ];
  for (let a = 0; a < days.length; a++)
    for (let b = 0; b < days.length; b++) expect(place(back, a, b)).toBe(place(forth, a, b));
});
