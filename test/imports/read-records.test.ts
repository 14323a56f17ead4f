import { expect, test } from 'vitest';
import { LineTooLongError, readRecords } from '../../src/imports/read-records.js';
import { wellstarSupplies } from '../support/wellstar.js';

const piece = 64 * 1024;

/** Bytes without end, and how many of them were asked for. */
function endless(line: string, separator: string) {
  const bytes = Buffer.from((line + separator).repeat(Math.ceil(piece / (line + separator).length)));
  const asked = { bytes: 0 };
  async function* stream() {
    for (;;) {
      asked.bytes += bytes.length;
      yield bytes;
    }
  }
  return { asked, records: readRecords(wellstarSupplies, stream()) };
}

test('a line without an end is given up after little more than 1 MiB, however long the file', async () => {
  const { asked, records } = endless('x', '');
  await expect(records.next()).rejects.toThrow(LineTooLongError);
  expect(asked.bytes).toBeLessThan(2 * 1024 * 1024);
});

test.each(['\n', '\r\n', '\r'])(
  'records ended by %j are read as they arrive, without reading on',
  async (end) => {
    const { asked, records } = endless('a|b|c', end);
    let last = 0;
    for (let at = 0; at < 200_000; at++) last = (await records.next()).value?.number ?? 0;
    await records.return(undefined);
    expect(last).toBe(200_000);
    expect(asked.bytes).toBeLessThan(200_000 * 7 + 16 * piece);
  },
);

test('text beyond ASCII is whole though its bytes come one by one', async () => {
  async function* oneByOne() {
    for (const byte of Buffer.from('Größe|日本 😀\n½|x\n')) yield Uint8Array.of(byte);
  }
  const cells: (readonly string[])[] = [];
  for await (const record of readRecords({ ...wellstarSupplies, encoding: 'utf8' }, oneByOne()))
    cells.push(record.cells);
  expect(cells).toEqual([
    ['Größe', '日本 😀'],
    ['½', 'x'],
  ]);
});

test('a stream that breaks off is an error, not an end', async () => {
  async function* broken() {
    yield Buffer.from('a|b\n1|2\n');
    throw new Error('gone');
  }
  const read = async () => {
    for await (const _ of readRecords(wellstarSupplies, broken()));
  };
  await expect(read()).rejects.toThrow('gone');
});
