import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { type Linked, link, linkedPairs, topCandidates } from '../../src/match-merge/link.js';
import { accountOf } from '../../src/match-merge/link-account.js';
import { readTable } from '../../src/match-merge/tables/read-table.js';
import type { Table } from '../../src/match-merge/tables/table.js';
import { seededRandom } from '../support/random.js';

const nouns = [
  'catheter',
  'syringe',
  'needle',
  'glove',
  'drape',
  'suture',
  'stapler',
  'mask',
  'gown',
  'tube',
];
const kinds = ['foley', 'sterile', 'nitrile', 'surgical', 'latex free', 'silicone', 'curved', 'straight'];
const makers = ['Halyard', 'Medline', 'Covidien', 'Bard', 'Teleflex', 'Cardinal', 'Smiths', 'Cook'];

/** Items of two hospitals: the second writes them its own way. */
function items(count: number): { left: Table; right: Table } {
  const random = seededRandom(7);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  const rows = Array.from({ length: count }, (_, n) => ({
    id: `${n}`,
    name: `${pick(kinds)} ${pick(nouns)} ${10 + Math.floor(random() * 20)} Fr ${pick(kinds)}`,
    maker: pick(makers),
    number: `${pick(['A', 'B', 'C'])}${1000 + Math.floor(random() * 9000)}`,
    price: (1 + random() * 500).toFixed(2),
  }));
  const cells = (change: (row: (typeof rows)[number]) => string[]) => {
    const changed = rows.map(change);
    return [0, 1, 2, 3].map((column) => changed.map((row) => row[column]!));
  };
  const columns = ['name', 'maker', 'number', 'price'];
  return {
    left: {
      columns,
      ids: rows.map(({ id }) => `L${id}`),
      cells: cells((row) => [row.name, row.maker, row.number, row.price]),
    },
    right: {
      columns: ['item name', 'maker', 'number', 'price'],
      ids: rows.map(({ id }) => `R${id}`),
      cells: cells((row) => [
        turned(row.name.toUpperCase()),
        row.maker,
        row.number.toLowerCase(),
        random() < 0.3 ? '' : row.price,
      ]),
    },
  };
}

/** The kind behind the name: `FOLEY TUBE 16 FR CURVED` is `TUBE 16 FR CURVED, FOLEY`. */
function turned(name: string): string {
  const kind = kinds.find((each) => name.startsWith(each.toUpperCase()))!.toUpperCase();
  return `${name.slice(kind.length + 1)}, ${kind}`;
}

function shuffled(table: Table, seed: number): Table {
  const random = seededRandom(seed);
  const order = table.ids
    .map((_, r) => ({ r, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ r }) => r);
  return {
    columns: table.columns,
    ids: order.map((r) => table.ids[r]!),
    cells: table.cells.map((cells) => order.map((r) => cells[r]!)),
  };
}

const { left, right } = items(150);
const right80: Table = {
  columns: right.columns,
  ids: right.ids.slice(0, 80),
  cells: right.cells.map((cells) => cells.slice(0, 80)),
};

function quality(linked: Linked): { right: number; called: number } {
  const matches = linkedPairs(linked).filter(({ decision }) => decision === 'match');
  return {
    right: matches.filter(({ leftId, rightId }) => leftId.slice(1) === rightId.slice(1)).length,
    called: matches.length,
  };
}

describe('linking two tables', () => {
  const linked = link(left, right80);

  test('finds the rows that are there twice, and hardly any other, without being told what the columns are', () => {
    const { right, called } = quality(linked);
    expect(right).toBeGreaterThanOrEqual(78);
    expect(called - right).toBeLessThanOrEqual(2);
  });

  test('shuffled rows and a second run give the same pairs', () => {
    expect(linkedPairs(link(shuffled(left, 1), shuffled(right80, 2)))).toEqual(linkedPairs(linked));
  });

  test('neither table comes first: the other way round the same pairs are matched', () => {
    const turned = link(right80, left);
    const pairsOf = (pairs: ReturnType<typeof linkedPairs>, turn: boolean) =>
      new Map(
        pairs.map((pair) => [
          turn ? `${pair.rightId} ${pair.leftId}` : `${pair.leftId} ${pair.rightId}`,
          pair,
        ]),
      );
    const one = pairsOf(linkedPairs(linked), false);
    const other = pairsOf(linkedPairs(turned), true);
    expect([...other.keys()].sort()).toEqual([...one.keys()].sort());
    for (const [key, pair] of one) {
      expect(other.get(key)!.decision).toBe(pair.decision);
      expect(other.get(key)!.weight).toBeCloseTo(pair.weight, 6);
    }
  });

  test('with --one-to-one no row stands in two matches', () => {
    const matches = linkedPairs(link(left, right80, { oneToOne: true })).filter(
      ({ decision }) => decision === 'match',
    );
    expect(new Set(matches.map(({ leftId }) => leftId)).size).toBe(matches.length);
    expect(new Set(matches.map(({ rightId }) => rightId)).size).toBe(matches.length);
  });

  test('the account of every pair sums to its weight, exactly', () => {
    for (const { leftId, rightId, weight } of linkedPairs(linked)) {
      const account = accountOf(linked, leftId, rightId);
      if (account.kind !== 'compared') throw new Error(account.kind);
      expect(account.parts.reduce((sum, { bits }) => sum + bits, account.prior)).toBe(account.weight);
      expect(account.weight).toBe(weight);
    }
  });

  test('a pair that was never compared is scored and says so; an unknown id is named', () => {
    const compared = new Set(
      topCandidates(linked, 1000).map(({ leftId, rightId }) => `${leftId} ${rightId}`),
    );
    const rightId = right80.ids.find((id) => !compared.has(`L0 ${id}`))!;
    expect(accountOf(linked, 'L0', rightId)).toMatchObject({ kind: 'never-compared', decision: 'no match' });
    expect(accountOf(linked, 'L0', 'R9999')).toEqual({ kind: 'unknown-id', id: 'R9999' });
  });

  test('--top gives every left row its best candidates, best first', () => {
    const top = topCandidates(linked, 3);
    expect(new Set(top.map(({ leftId }) => leftId)).size).toBe(150);
    expect(top.filter(({ leftId }) => leftId === 'L3')[0]!.rightId).toBe('R3');
  });
});

describe('deduplicating one table', () => {
  const both: Table = {
    columns: left.columns,
    ids: [...left.ids, ...right80.ids],
    cells: left.cells.map((cells, c) => [...cells, ...right80.cells[c]!]),
  };
  const clustersOf = (table: Table) => {
    const { table: sorted, clusters } = dedupe(table);
    return new Map(sorted.ids.map((id, r) => [id, sorted.ids[clusters[r]!]!]));
  };
  const clusters = clustersOf(both);

  test('puts the two writings of an item together', () => {
    const together = right80.ids.filter((id) => clusters.get(id) === clusters.get(`L${id.slice(1)}`));
    expect(together.length).toBeGreaterThanOrEqual(78);
    expect(new Set(clusters.values()).size).toBeGreaterThanOrEqual(145);
  });

  test('shuffled rows give the same clusters', () => {
    const again = clustersOf(shuffled(both, 5));
    for (const [id, cluster] of clusters) expect(again.get(id)).toBe(cluster);
  });
});

describe('small tables', () => {
  const empty: Table = { columns: ['name'], ids: [], cells: [[]] };
  const one: Table = { columns: ['name'], ids: ['a'], cells: [['glove']] };

  test('nothing, one row, or no column in common link to nothing and throw nothing', () => {
    expect(linkedPairs(link(empty, one))).toEqual([]);
    expect(linkedPairs(link(one, empty))).toEqual([]);
    expect(linkedPairs(link(one, one))).toEqual([]);
    expect(dedupe(empty).clusters).toHaveLength(0);
    expect([...dedupe(one).clusters]).toEqual([0]);
    const numbers: Table = { columns: ['count'], ids: ['x', 'y'], cells: [['1', '2']] };
    const words: Table = { columns: ['title'], ids: ['p', 'q'], cells: [['tube', 'mask']] };
    expect(linkedPairs(link(numbers, words))).toEqual([]);
  });
});

describe('reading a table', () => {
  const read = (text: string, id = 'id') => readTable(Readable.from([Buffer.from(text)]), id);

  test('takes quotes, line breaks in cells and a byte order mark', async () => {
    expect(await read('\uFEFFname,id\n"tube, ""long""\nsoft",7\n')).toEqual({
      kind: 'read',
      table: { columns: ['name'], ids: ['7'], cells: [['tube, "long"\nsoft']] },
    });
  });

  test('refuses a file without the id column, an empty id and an id that stands twice', async () => {
    expect(await read('name,code\na,1\n')).toMatchObject({ kind: 'refused' });
    expect(await read('name,id\na,\n')).toMatchObject({ kind: 'refused' });
    expect(await read('name,id\na,1\nb,1\n')).toEqual({
      kind: 'refused',
      sentence: 'The id "1" stands twice.',
    });
  });
});
