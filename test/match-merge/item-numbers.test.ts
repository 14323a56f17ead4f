import { describe, expect, test } from 'vitest';
import { makeItems } from '../../scripts/match-items/make-items.mjs';
import { onePerNumber, readDevices } from '../../scripts/sample-data/gudid.mjs';
import { ItemNumberComparator } from '../../src/match-merge/compare/item-number-comparator.js';
import { type Deduped, dedupe } from '../../src/match-merge/dedupe.js';
import { accountInOne } from '../../src/match-merge/link-account.js';
import { tableOf } from '../support/generated-items.js';

describe('numbers of items', () => {
  const numbers = ['AX-7000', 'ax 7000', 'AX-7001', '', 'LENS+6.0', 'LENS-6.0', 'LENS 6.0', '+'];
  const comparator = new ItemNumberComparator({ left: numbers, right: numbers, oneTable: true });

  test.each([
    [0, 1, 'the same number, otherwise divided', []],
    [0, 2, 'one digit apart', ['AX-7000 against AX-7001']],
    [0, 3, 'none', []],
    [3, 7, 'none, and a sign alone', []],
    [4, 5, 'the other diopter', ['LENS+6.0 against LENS-6.0']],
    [5, 6, 'a dash that may be a sign', []],
  ])('%i and %i: %s', (a, b, _, vetoes) => {
    expect(comparator.vetoes(a, b)).toEqual(vetoes);
    expect(comparator.vetoes(b, a)).toHaveLength(vetoes.length);
    expect(comparator.place(a, b)).toBe(comparator.place(b, a));
  });

  test('that many items share are classes or charges, and tell nothing apart', () => {
    const of = (values: string[]) =>
      new ItemNumberComparator({ left: values, right: values, oneTable: true });
    const charges = Array.from({ length: 100 }, (_, n) => `2710${n % 19}`);
    const itemsOfFive = Array.from({ length: 100 }, (_, n) => `2710${n % 20}`);
    expect(of(charges).tells).toBe(false);
    expect(of(itemsOfFive).tells).toBe(true);
  });
});

describe('made items with near misses', () => {
  const made = [...makeItems(onePerNumber(readDevices('seed-data/gudid')), { count: 900, seed: 'numbers' })];
  const table = tableOf(made);
  const found = dedupe(table);
  const itemOf = new Map(made.map(({ id, cluster }) => [id, cluster]));

  test('of different numbers never stand in one cluster', () => {
    const bare = (text: string) => text.replace(/[^A-Za-z0-9+]+/g, '').toUpperCase();
    for (const members of clustersOf(found)) {
      const numbers = members.map((r) => bare(found.table.cells[2]![r]!)).filter((number) => number !== '');
      expect(new Set(numbers).size, numbers.join(' ')).toBeLessThanOrEqual(1);
    }
  });

  test('are found again, each as the item that it is', () => {
    let [together, rightly] = [0, 0];
    for (const members of clustersOf(found))
      members.forEach((r, n) => {
        for (const other of members.slice(n + 1)) {
          together++;
          if (itemOf.get(found.table.ids[r]!) === itemOf.get(found.table.ids[other]!)) rightly++;
        }
      });
    const items = new Map<string, number>();
    for (const { cluster } of made) items.set(cluster, (items.get(cluster) ?? 0) + 1);
    const pairs = [...items.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
    expect(rightly / together).toBeGreaterThan(0.95);
    expect(rightly / pairs).toBeGreaterThan(0.9);
  });

  test('the account of two near misses says by which number they are different', () => {
    const miss = made.find(({ cells, nearMiss }) => {
      const base = nearMiss && made.find(({ id }) => id === nearMiss.of);
      return base && base.cells[2] !== '' && cells[2] !== '';
    });
    if (!miss?.nearMiss) throw new Error('no near miss with a number');
    const account = accountInOne(found, miss.id, miss.nearMiss.of);
    expect(account).toMatchObject({ vetoed: expect.arrayContaining([expect.stringContaining(' against ')]) });
    expect(account).not.toMatchObject({ decision: 'match' });
  });
});

function clustersOf({ clusters }: Deduped): number[][] {
  const members = new Map<number, number[]>();
  clusters.forEach((cluster, r) => {
    members.set(cluster, [...(members.get(cluster) ?? []), r]);
  });
  return [...members.values()];
}
