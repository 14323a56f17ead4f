import { Readable } from 'node:stream';
import fc from 'fast-check';
import { parse } from 'fast-csv';
import { describe, expect, test } from 'vitest';
import type { RejectedRowOnFile } from '../../src/imports/import.queries.js';
import { neutralise, rejectedCsv, restore } from '../../src/imports/rejected-csv.js';
import { counts } from '../support/counts.js';

async function* listed(rows: readonly RejectedRowOnFile[]) {
  yield* rows;
}

async function written(rows: readonly RejectedRowOnFile[]): Promise<string> {
  let csv = '';
  for await (const part of rejectedCsv(listed(rows))) csv += part;
  return csv;
}

async function readBack(csv: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of Readable.from([csv]).pipe(parse({ headers: false })) as AsyncIterable<string[]>)
    rows.push(row);
  return rows.slice(1).map((row) => row.map(restore));
}

const dangerous = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  '\r=x',
  '\n=x',
  "'=1",
  "''=1",
  "'",
  '＝1',
  '',
  '"',
  'a,b',
  'a\r\nb',
  '"="',
];
const cell = fc.oneof(
  fc.constantFrom(...dangerous),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('=', "'", '"', ',', '\n', '\r', '\t', '+', 'a', ' ') }),
);
const row: fc.Arbitrary<RejectedRowOnFile> = fc.record({
  rowNumber: fc.integer({ min: 2, max: 1_000_000 }),
  column: cell,
  value: cell,
  problem: fc.constantFrom('BAD_PRICE', 'MISSING'),
  message: cell,
  cells: fc.array(cell, { minLength: 1, maxLength: 6 }),
});

describe('rejected rows as CSV', () => {
  test('come back cell by cell as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const expected = rows.map((each) => [
          String(each.rowNumber),
          ...[each.column, each.value, each.problem, each.message, ...each.cells],
        ]);
        expect(await readBack(await written(rows))).toEqual(expected);
      }),
      { numRuns: counts.runs },
    );
  });

  test('hold no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(neutralise(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(restore(neutralise(text))).toBe(text);
      }),
      { numRuns: counts.runs * 5 },
    );
  });

  test('leave a cell that is no formula alone', () => {
    const plain = ['1.00', 'TUBE 3/4" X 6"', "it's", "'quoted'", '', ' =1'];
    expect(plain.map(neutralise)).toEqual(plain);
  });
});
