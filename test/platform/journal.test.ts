import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal, JournalFullError } from '../../src/platform/journal/journal.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (most = 10_000) => Journal.open(folder, most);

async function taken(journal: Journal): Promise<unknown[]> {
  const entries: unknown[] = [];
  await journal.handIn(async (some) => {
    entries.push(...some);
    return 'taken';
  });
  return entries;
}

test('what was appended is handed in once, in its order, and then forgotten', async () => {
  const journal = await open();
  await Promise.all([1, 2, 3].map((n) => journal.append({ n })));
  expect(await taken(journal)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect([await taken(journal), journal.bytes, readdirSync(folder)]).toEqual([[], 0, []]);
});

test('what a process left is handed in by the next, but for the line that its end tore', async () => {
  const left = await open();
  await left.append({ n: 1 });
  await left.close();
  appendFileSync(join(folder, readdirSync(folder)[0] as string), '{"n":');
  const next = await open();
  expect(next.bytes).toBeGreaterThan(0);
  expect(await taken(next)).toEqual([{ n: 1 }]);
  expect(readdirSync(folder)).toEqual([]);
});

test('what another journal is appending to is left to it', async () => {
  const other = await open();
  await other.append({ n: 1 });
  expect(await taken(await open())).toEqual([]);
  expect(await taken(other)).toEqual([{ n: 1 }]);
});

test('a taker that fails finds all of it again', async () => {
  const journal = await open();
  const entries = Array.from({ length: 450 }, (_, n) => ({ n }));
  for (const entry of entries) await journal.append(entry);
  let seen = 0;
  const failing = journal.handIn(async () => {
    if (++seen === 2) throw new Error('away');
    return 'taken';
  });
  await expect(failing).rejects.toThrow('away');
  expect(await taken(journal)).toEqual(entries);
});

test('what can never be taken is set aside and holds up nothing', async () => {
  const journal = await open();
  await journal.append({ n: 1 });
  expect(await journal.handIn(async () => 'refused')).toBe(1);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.refused$/)]);
  await journal.append({ n: 2 });
  expect(await taken(journal)).toEqual([{ n: 2 }]);
});

test('it takes no more than its room, and takes again when that is empty', async () => {
  const journal = await open(40);
  await journal.append({ text: 'x'.repeat(20) });
  await expect(journal.append({ text: 'x'.repeat(20) })).rejects.toBeInstanceOf(JournalFullError);
  await taken(journal);
  await journal.append({ text: 'x'.repeat(20) });
});
