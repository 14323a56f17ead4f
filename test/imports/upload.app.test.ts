import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { sql } from 'drizzle-orm';
import { parseString } from 'fast-csv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restore } from '../../src/imports/rejected-csv.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { listFile, listLine, listRows, makeList, setUpWellstar } from '../support/wellstar.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await setUpWellstar(app.db);
});
afterAll(() => app?.close());

interface Import {
  id: string;
  state: string;
  problem: string | null;
  rowsRead: number;
  rowsApplied: number;
  rowsUnchanged: number;
  rowsRejected: number;
  revision: string | null;
}

const upload = (body: Uint8Array | string, key?: string, type = 'text/csv') =>
  app.post<{ id: string; status: string }>('/imports/wellstar-supplies?file=list.txt', body, key, type);

async function ended(path: string): Promise<Import> {
  return until(
    'the import ends',
    async () => {
      const { body } = await app.get<Import>(path);
      return ['APPLIED', 'REFUSED', 'FAILED'].includes(body.state) && body;
    },
    50_000,
  );
}

async function uploaded(body: Uint8Array | string): Promise<Import> {
  const sent = await upload(body);
  expect(sent).toMatchObject({ status: 202, body: { status: `/imports/${sent.body.id}` } });
  return ended(sent.body.status);
}

async function mappings(): Promise<number> {
  const [row] = await app.db.execute<{ n: number }>(sql`select count(*)::int as n from mapping`);
  return row?.n ?? 0;
}

describe('a file sent over HTTP', () => {
  test('the real list ends APPLIED, twice at once as one act, and is answered from', async () => {
    const file = readFileSync(listFile);
    const [one, other] = await Promise.all([uploaded(file), uploaded(file)]);
    expect([one.state, other.state]).toEqual(['APPLIED', 'APPLIED']);
    expect([one.rowsRead, other.rowsRead]).toEqual([listRows, listRows]);
    expect([one.rowsApplied, other.rowsApplied].sort((a, b) => a - b)).toEqual([0, listRows]);
    expect([one.rowsUnchanged, other.rowsUnchanged].sort((a, b) => a - b)).toEqual([0, listRows]);
    const revisions = [one.revision, other.revision].filter((revision) => revision !== null);
    expect(revisions).toHaveLength(1);
    expect(await mappings()).toBe(listRows);
    const asked = {
      system: 'wellstar-supply',
      code: '54925',
      target: 'wellstar-charge',
      minRevision: revisions[0],
    };
    const answer = await app.post('/resolve', asked);
    expect(answer.body).toMatchObject({ status: 'RESOLVED', code: '271110052' });
  });

  test('whose rows are partly bad is applied without them, and they come back as CSV that no spreadsheet runs', async () => {
    const bad = [
      ['WS "A", B', 'C1', '=HYPERLINK("http://evil")', 'S1', '-1'],
      ["'=WS", '+C2', '@name', '', '1.00'],
      ['too', 'few'],
    ];
    const run = await uploaded(
      makeList([listLine('good', 'C1', { name: 'x' }), ...bad.map((cells) => cells.join('|'))]),
    );
    expect(run).toMatchObject({ state: 'APPLIED', rowsRead: 4, rowsApplied: 1, rowsRejected: 3 });
    const response = await fetch(`${app.address}/imports/${run.id}/rejected.csv`, {
      headers: { authorization: `Bearer ${app.key}` },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const csv = await response.text();
    const rows = await new Promise<string[][]>((resolve, reject) => {
      const read: string[][] = [];
      parseString<string[], string[]>(csv, { headers: false })
        .on('error', reject)
        .on('data', (row) => read.push(row))
        .on('end', () => resolve(read));
    });
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows.slice(1).map((row) => row.map(restore))).toEqual([
      ['3', 'Unit Price', '-1', 'BAD_PRICE', 'the value is not a price', ...(bad[0] as string[])],
      ['4', 'Supply #', '', 'MISSING', 'the value is missing', ...(bad[1] as string[])],
      ['5', '', '', 'ROW_WIDTH', 'the row has 2 columns, the header 5', ...(bad[2] as string[])],
    ]);
  });

  test.each([
    [
      'a file of other columns',
      'Service Area|Px Code|Item|Unit Price\n1|2|3|4\n',
      '"Procedure Description", "Supply #"',
    ],
    ['an empty file', '', 'The file is empty.'],
    ['a file without line ends', 'x'.repeat(3 * 1024 * 1024), 'one of its lines has no end'],
  ])('%s is refused whole and says why', async (_, body, why) => {
    const before = await mappings();
    const run = await uploaded(body);
    expect(run).toMatchObject({ state: 'REFUSED', rowsApplied: 0, revision: null });
    expect(run.problem).toContain(why);
    expect(await mappings()).toBe(before);
  });

  test('an upload that breaks off publishes nothing and is FAILED', async () => {
    const before = await mappings();
    const known = new Set(
      (await app.db.execute<{ id: string }>(sql`select id from import_run`)).map(({ id }) => id),
    );
    const sending = request(`${app.address}/imports/wellstar-supplies`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.key}`, 'content-type': 'text/csv' },
    });
    const broken = new Promise<Error>((resolve) => sending.once('error', resolve));
    const lines = Array.from({ length: 50_000 }, (_, at) => listLine(`cut-${at}`, 'C1', { name: 'x' }));
    sending.write(makeList(lines));
    const id = await until('the upload arrives', async () => {
      const rows = await app.db.execute<{ id: string }>(
        sql`select run.id from import_run run join upload_chunk chunk on chunk.import_id = run.id`,
      );
      return rows.map((row) => row.id).find((each) => !known.has(each));
    });
    expect((await app.get<Import>(`/imports/${id}`)).body.state).toBe('RECEIVING');
    sending.destroy(new Error('cut'));
    expect((await broken).message).toBe('cut');
    expect(await ended(`/imports/${id}`)).toMatchObject({
      state: 'FAILED',
      problem: 'The upload broke off.',
      revision: null,
    });
    expect(await mappings()).toBe(before);
    const [left] = await app.db.execute(
      sql`select count(*)::int as n from upload_chunk where import_id = ${id}`,
    );
    expect(left).toEqual({ n: 0 });
  });

  test('is asked for by its content type, its profile and the key’s rights before it is read', async () => {
    const file = makeList([listLine('x', 'C1')]);
    expect((await upload(file, undefined, 'application/x-unknown')).status).toBe(415);
    expect((await app.post('/imports/nothing', file, undefined, 'text/csv')).status).toBe(404);
    expect((await upload(file, await app.keyOf('reader'))).status).toBe(403);
    expect((await upload(file, await app.keyOf('loader', ['gtin']))).status).toBe(403);
    const stranger = await app.keyOf('reader', ['gtin']);
    const { body } = await upload(file);
    expect((await app.get(body.status, stranger)).status).toBe(404);
    expect((await app.get(`${body.status}/rejected.csv`, stranger)).status).toBe(404);
    await ended(body.status);
  });
});
