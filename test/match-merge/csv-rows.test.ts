import { Readable } from 'node:stream';
import fc from 'fast-check';
import { parse } from 'fast-csv';
import { expect, test } from 'vitest';
import { CsvRows } from '../../src/match-merge/tables/csv-rows.js';

function read(pieces: readonly string[]): string[][] {
  const rows = new CsvRows();
  return [...pieces.flatMap((piece) => [...rows.next(piece)]), ...rows.end()];
}

async function readByFastCsv(text: string): Promise<string[][]> {
  const rows: string[][] = [];
  const stream = Readable.from([Buffer.from(text)]).pipe(parse<string[], string[]>({ ignoreEmpty: true }));
  for await (const row of stream as AsyncIterable<string[]>) rows.push(row);
  return rows;
}

/** Pieces of `text`, cut where `cuts` say. */
function cut(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((at) => at % (text.length + 1)))].sort((x, y) => x - y);
  return [0, ...places].map((from, n) => text.slice(from, places[n]));
}

test('a text is read as fast-csv reads it, wherever it is cut into pieces', async () => {
  const cell = fc.array(fc.constantFrom('a', 'ü', '""', ',', '\n', '\r\n', ' ', 'needle 16 Fr'), {
    maxLength: 4,
  });
  const quoted = fc
    .tuple(fc.constantFrom('', ' '), cell)
    .map(([space, parts]) => `${space}"${parts.join('')}"${space}`);
  const bare = fc.constantFrom('', 'a', 'b c', ' d', 'e ', 'f"g', '1,000'.slice(0, 1));
  const row = fc
    .array(fc.oneof(quoted, bare), { minLength: 1, maxLength: 4 })
    .map((cells) => cells.join(','));
  const file = fc.tuple(fc.array(row, { maxLength: 5 }), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean());
  await fc.assert(
    fc.asyncProperty(file, fc.array(fc.nat(60), { maxLength: 5 }), async ([rows, lineEnd, ended], cuts) => {
      const text = rows.join(lineEnd) + (ended ? lineEnd : '');
      expect(read(cut(text, cuts))).toEqual(await readByFastCsv(text));
    }),
  );
});

test('a quote that is not closed, or closes before its cell ends, is an error that says where', () => {
  expect(() => read(['id,name\n1,"glove'])).toThrow('A quote is not closed: "glove');
  expect(() => read(['id,name\n1,"glo"ve\n'])).toThrow('After a closing quote stands no comma: ve');
});
