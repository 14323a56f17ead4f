import { expect, test } from 'vitest';
import type { JudgementOfIds } from '../../src/match-merge/clusters/judgements.js';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { accountInOne } from '../../src/match-merge/link-account.js';
import type { Table } from '../../src/match-merge/tables/table.js';
import { seededRandom } from '../support/random.js';

const table = suppliers(60);
const plain = dedupe(table);

test('without judgements the pairs are found', () => {
  expect(clusterOf(plain, 'S0')).toBe(clusterOf(plain, 'T0'));
  expect(clusterOf(plain, 'S0')).not.toBe(clusterOf(plain, 'S1'));
  expect(plain.conflicts).toEqual([]);
});

test('what a person judged holds against any likeness, and the account of the pair says so', () => {
  const judgements: JudgementOfIds[] = [
    { a: 'T0', b: 'S0', verdict: 'different' },
    { a: 'S1', b: 'S2', verdict: 'same' },
  ];
  const judged = dedupe(table, { judgements });
  expect(clusterOf(judged, 'S0')).not.toBe(clusterOf(judged, 'T0'));
  expect(clusterOf(judged, 'S1')).toBe(clusterOf(judged, 'S2'));
  for (const id of ['S5', 'T5', 'S6', 'T6']) expect(clusterOf(judged, id)).toBe(clusterOf(plain, id));
  expect(accountInOne(judged, 'S0', 'T0')).toMatchObject({ judged: ['different'], decision: 'candidate' });
  expect(accountInOne(judged, 'S2', 'S1')).toMatchObject({ judged: ['same'], decision: 'match' });
  expect(accountInOne(judged, 'S5', 'T5')).not.toHaveProperty('judged');
});

test('judgements that contradict each other are reported by their ids', () => {
  const judgements: JudgementOfIds[] = [
    { a: 'S1', b: 'S2', verdict: 'same' },
    { a: 'S2', b: 'S3', verdict: 'same' },
    { a: 'S3', b: 'S1', verdict: 'different' },
  ];
  const judged = dedupe(table, { judgements });
  expect(judged.conflicts).toEqual([{ a: 'S1', b: 'S3', path: ['S1', 'S2', 'S3'] }]);
  expect(clusterOf(judged, 'S1')).not.toBe(clusterOf(judged, 'S3'));
});

function clusterOf({ table: sorted, clusters }: typeof plain, id: string): string {
  return sorted.ids[clusters[sorted.ids.indexOf(id)]!]!;
}

/** Each supplier twice: as the ERP and as the warehouse writes it. */
function suppliers(count: number): Table {
  const random = seededRandom(5);
  const syllables = [
    'ba',
    'cor',
    'del',
    'fi',
    'gran',
    'ho',
    'jun',
    'kel',
    'lo',
    'mer',
    'nu',
    'pra',
    'quo',
    'sta',
  ];
  const word = () => Array.from({ length: 3 }, () => syllables[Math.floor(random() * 14)]).join('');
  const rows = Array.from({ length: count }, (_, n) => {
    const [name, street, number] = [word(), word(), String(10 + Math.floor(random() * 900))];
    const phone = String(2_000_000 + Math.floor(random() * 7_000_000));
    return [
      [`S${n}`, `${name} medical inc`, `${number} ${street} street`, phone],
      [`T${n}`, `${name} medical incorporated`, `${number} ${street} st`, phone],
    ];
  }).flat();
  return {
    columns: ['name', 'address', 'phone'],
    ids: rows.map(([id]) => id!),
    cells: [1, 2, 3].map((column) => rows.map((row) => row[column]!)),
  };
}
