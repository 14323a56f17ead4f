import { afterEach, beforeEach, expect, test } from 'vitest';
import { searchCodes } from '../../src/crosswalk/ledger.queries.js';
import { longestSmallList } from '../../src/crosswalk/small-list.js';
import { makeCaller } from '../support/caller.js';
import { makeMappings, makeSystems } from '../support/make-codes.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

let pg: TestDb;
beforeEach(async () => {
  pg = await openTestDb();
  await makeSystems(pg.db, 'place', 'other');
});
afterEach(() => pg?.close());

/** Codes of `place`, with no name but themselves. */
async function makePlaces(codes: readonly string[]): Promise<void> {
  const rows = codes.map((code) => ({ system: 'place', code, target: 'other', targetCode: 'X' }));
  await makeMappings(pg.db, rows);
}

async function search(text: string, first = 10): Promise<string[]> {
  const { ability } = makeCaller();
  const found = await searchCodes(pg.db, ability, { system: 'place', search: text, first });
  return found.map(({ code }) => code);
}

test('in a small system those follow that are nearly called so, each once', async () => {
  await makePlaces(['ENDOSCOPY', 'ENDOSCOPY WEST', 'RADIOLOGY', 'NUCLEAR RADIOLOGY']);
  expect(await search('ENDOSCOPY')).toEqual(['ENDOSCOPY', 'ENDOSCOPY WEST']);
  expect(await search('endoscpy')).toEqual(['ENDOSCOPY', 'ENDOSCOPY WEST']);
  expect(await search('RADIOLOGY')).toEqual(['RADIOLOGY', 'NUCLEAR RADIOLOGY']);
  expect(await search('endoscpy', 1)).toEqual(['ENDOSCOPY']);
});

test('a large system is asked by its indexes only', async () => {
  const many = Array.from({ length: longestSmallList }, (_, at) => `PLACE ${at}`);
  await makePlaces(['ENDOSCOPY', ...many]);
  expect(await search('ENDOSCOPY')).toEqual(['ENDOSCOPY']);
  expect(await search('ENDOSCPY')).toEqual([]);
});
