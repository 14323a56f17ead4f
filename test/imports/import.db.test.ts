import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { addMapping } from '../../src/crosswalk/mapping.service.js';
import { type RejectedRowOnFile, rejectedRows } from '../../src/imports/import.queries.js';
import { deliver, type ImportOutcome, receive, runImport } from '../../src/imports/run-import.js';
import { makeCaller } from '../support/caller.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import {
  deliverBytes,
  deliverList,
  listHeader,
  listLine,
  listRows,
  makeList,
  setUpWellstar,
  wellstarSupplies,
} from '../support/wellstar.js';

let pg: TestDb;
beforeEach(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterEach(() => pg?.close());

function countsOf(outcome: ImportOutcome) {
  if (outcome.kind !== 'applied') throw new Error(`it was not applied: ${JSON.stringify(outcome)}`);
  const { rowsRead, rowsApplied, rowsUnchanged, rowsRejected, changeId } = outcome.counts;
  expect(rowsRead).toBe(rowsApplied + rowsUnchanged + rowsRejected);
  return {
    read: rowsRead,
    applied: rowsApplied,
    unchanged: rowsUnchanged,
    rejected: rowsRejected,
    published: changeId !== null,
  };
}

async function deliverLines(...lines: string[]) {
  const outcome = await deliverBytes(pg.db, makeList(lines));
  return { outcome, counts: countsOf(outcome) };
}

async function rejectsOf(outcome: ImportOutcome): Promise<RejectedRowOnFile[]> {
  const rows: RejectedRowOnFile[] = [];
  for await (const row of rejectedRows(pg.db, outcome.id)) rows.push(row);
  return rows;
}

async function census() {
  const [row] = await pg.db.execute<Record<string, number>>(sql`
    select (select count(*)::int from change) as changes, (select count(*)::int from code) as codes,
           (select count(*)::int from code_fact) as facts, (select count(*)::int from mapping) as mappings,
           (select count(*)::int from code_fact where to_change is not null) as "factsEnded",
           (select count(*)::int from mapping where to_change is not null) as "mappingsEnded",
           (select count(*)::int from staged_row) as staged`);
  return row as Record<string, number>;
}

/** How much more there is of each than before. */
function more(before: Record<string, number>, after: Record<string, number>) {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, n]) => [name, n - (before[name] ?? 0)])
      .filter(([, n]) => n !== 0),
  );
}

async function liveMappings(): Promise<string[]> {
  const rows = await pg.db.execute<{ line: string }>(sql`
    select source.normal || ' > ' || target.normal || ' by ' || mapping.source as line from mapping
    join code source on source.id = mapping.from_code join code target on target.id = mapping.to_code
    where mapping.to_change is null order by 1`);
  return rows.map(({ line }) => line);
}

describe('a list delivered again', () => {
  test('the real list twice changes nothing: no act, every row unchanged', async () => {
    // As right after a first load: PostgreSQL has no statistics yet to plan by.
    const owner = postgres(pg.ownerUrl, { max: 1 });
    for (const table of ['code', 'code_fact', 'mapping', 'staged_row']) {
      await owner.unsafe(`alter table ${table} set (autovacuum_enabled = false)`);
    }
    await owner.end();
    const first = countsOf(await deliverList(pg.db));
    expect(first).toEqual({ read: listRows, applied: listRows, unchanged: 0, rejected: 0, published: true });
    const before = await census();
    expect(before).toMatchObject({ mappings: listRows, staged: 0 });
    const second = countsOf(await deliverList(pg.db));
    expect(second).toEqual({
      read: listRows,
      applied: 0,
      unchanged: listRows,
      rejected: 0,
      published: false,
    });
    expect(more(before, await census())).toEqual({});
  });

  test('a changed price is one revision that ends one fact and begins one', async () => {
    const lines = ['1', '2', '3'].map((supply) => listLine(supply, `C${supply}`));
    await deliverLines(...lines);
    const before = await census();
    const { counts } = await deliverLines(
      lines[0] as string,
      listLine('2', 'C2', { price: '2.50' }),
      lines[2] as string,
    );
    expect(counts).toEqual({ read: 3, applied: 1, unchanged: 2, rejected: 0, published: true });
    expect(more(before, await census())).toEqual({ changes: 1, facts: 1, factsEnded: 1 });
  });

  test('a changed charge is one revision that ends one mapping and begins one', async () => {
    const lines = ['1', '2', '3'].map((supply) => listLine(supply, `C${supply}`));
    await deliverLines(...lines);
    const before = await census();
    const { counts } = await deliverLines(lines[0] as string, listLine('2', 'C3'), lines[2] as string);
    expect(counts).toEqual({ read: 3, applied: 1, unchanged: 2, rejected: 0, published: true });
    expect(more(before, await census())).toEqual({ changes: 1, mappings: 1, mappingsEnded: 1 });
    expect(await liveMappings()).toEqual(['1 > C1 by wellstar', '2 > C3 by wellstar', '3 > C3 by wellstar']);
  });

  test('a list of a part of the supplies leaves the others as they are', async () => {
    await deliverLines(listLine('1', 'C1'), listLine('2', 'C2'));
    const before = await census();
    const { counts } = await deliverLines(listLine('1', 'C1'));
    expect(counts).toMatchObject({ unchanged: 1, published: false });
    expect(more(before, await census())).toEqual({});
  });

  test('a steward’s own mapping survives, and the source’s own is replaced beside it', async () => {
    await deliverLines(listLine('1', 'C1'), listLine('2', 'C2'), listLine('3', 'C3'));
    const added = await addMapping(
      pg.db,
      { system: 'wellstar-supply', code: '1', target: 'wellstar-charge', targetCode: 'C2' },
      makeCaller(),
    );
    expect(added.kind).toBe('added');
    await deliverLines(listLine('1', 'C1'), listLine('2', 'C2'), listLine('3', 'C3'));
    expect(await liveMappings()).toEqual([
      '1 > C1 by wellstar',
      '1 > C2 by steward',
      '2 > C2 by wellstar',
      '3 > C3 by wellstar',
    ]);
    await deliverLines(listLine('1', 'C3'));
    expect(await liveMappings()).toContain('1 > C2 by steward');
    expect(await liveMappings()).toContain('1 > C3 by wellstar');
    expect(await liveMappings()).not.toContain('1 > C1 by wellstar');
  });

  test('a price that returns begins a new fact; the past keeps all three', async () => {
    for (const price of ['1.00', '2.00', '1.00']) await deliverLines(listLine('1', 'C1', { price }));
    const rows = await pg.db.execute(sql`
      select fact.properties ->> 'price' as price, began.revision < coalesce(ended.revision, 1e9) as ordered,
             ended.revision is null as live
      from code_fact fact join code on code.id = fact.code_id and code.normal = '1'
      join change began on began.id = fact.from_change left join change ended on ended.id = fact.to_change
      order by began.revision`);
    expect([...rows]).toEqual([
      { price: '1.00', ordered: true, live: false },
      { price: '2.00', ordered: true, live: false },
      { price: '1.00', ordered: true, live: true },
    ]);
  });

  test('two deliveries of the same file at once are one act', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => listLine(`S${at}`, `C${at % 50}`));
    const before = await census();
    const outcomes = await Promise.all([1, 2].map(() => deliverBytes(pg.db, makeList(lines))));
    expect(outcomes.map((outcome) => countsOf(outcome).published).sort()).toEqual([false, true]);
    expect(more(before, await census())).toEqual({ changes: 1, codes: 550, facts: 550, mappings: 500 });
  });
});

describe('rows that cannot be taken', () => {
  test('each is kept with its number, column, value, problem and message, and its neighbours are taken', async () => {
    const bytes = Buffer.from(
      [
        listHeader,
        listLine('ok-1', 'C1'),
        'WS SERVICE AREA|C2|too|few',
        `${listLine('x', 'C3')}|one too many`,
        listLine('', 'C4'),
        listLine('bad-price', 'C5', { price: '12.3.4' }),
        listLine('nul\0', 'C6'),
        listLine('hole\x81', 'C7'),
        listLine('ok-1', 'C1', { price: '9.99' }),
        listLine('ok-2', 'C1', { name: 'another name' }),
        listLine('ok-3', 'C1'),
        listLine('s'.repeat(256), 'C8'),
        listLine('long', 'C9', { name: 'n'.repeat(10_001) }),
        '',
      ].join('\n'),
      'latin1',
    );
    const outcome = await deliverBytes(pg.db, bytes);
    expect(countsOf(outcome)).toEqual({ read: 12, applied: 2, unchanged: 0, rejected: 10, published: true });
    const rejects = await rejectsOf(outcome);
    expect(rejects.map(({ rowNumber, column, problem }) => [rowNumber, column, problem])).toEqual([
      [3, '', 'ROW_WIDTH'],
      [4, '', 'ROW_WIDTH'],
      [5, 'Supply #', 'MISSING'],
      [6, 'Unit Price', 'BAD_PRICE'],
      [7, 'Supply #', 'BAD_CHARACTER'],
      [8, 'Supply #', 'BAD_CHARACTER'],
      [9, 'Supply #', 'CONTRADICTION'],
      [10, 'Px Code', 'CONTRADICTION'],
      [12, 'Supply #', 'BAD_LENGTH'],
      [13, 'Procedure Description', 'TOO_LONG'],
    ]);
    expect(rejects.map(({ value }) => value.slice(0, 20))).toEqual([
      '',
      '',
      '',
      '12.3.4',
      'nul\uFFFD',
      'hole\uFFFD',
      'ok-1',
      'C1',
      's'.repeat(20),
      'n'.repeat(20),
    ]);
    expect(rejects.map(({ message }) => message)).toEqual([
      'the row has 4 columns, the header 5',
      'the row has 6 columns, the header 5',
      'the value is missing',
      'the value is not a price',
      'the value holds a character that is no text',
      'the value holds a character that is no text',
      'row 2 says something else of the same code',
      'row 2 says something else of the same code',
      'a code has 1 to 255 characters',
      'the value has over 10000 characters',
    ]);
    expect(rejects[2]?.cells).toEqual(['WS SERVICE AREA', 'C4', 'name of C4', '', '1.00']);
    expect(await liveMappings()).toEqual(['ok-1 > C1 by wellstar', 'ok-3 > C1 by wellstar']);
  });

  test('a contradiction is shown with the value as the file wrote it', async () => {
    const { outcome } = await deliverLines(listLine(' 7 ', 'C1'), listLine(' 7', 'C1', { price: '2.00' }));
    expect(await rejectsOf(outcome)).toMatchObject([
      { rowNumber: 3, value: '7', cells: ['WS SERVICE AREA', 'C1', 'name of C1', ' 7', '2.00'] },
    ]);
  });

  test('a row that contradicts only a rejected row is taken', async () => {
    const { counts, outcome } = await deliverLines(
      listLine('1', 'C1', { name: 'first' }),
      listLine('2', 'C1', { name: 'second', price: '1.00' }),
      listLine('2', 'C1', { name: 'first', price: '5.00' }),
    );
    expect(await rejectsOf(outcome)).toMatchObject([
      { rowNumber: 3, column: 'Px Code', problem: 'CONTRADICTION' },
    ]);
    expect(counts).toMatchObject({ read: 3, applied: 2, rejected: 1 });
    expect(await liveMappings()).toEqual(['1 > C1 by wellstar', '2 > C1 by wellstar']);
  });

  test('the same row twice in one file is no contradiction and is counted once as applied', async () => {
    const { counts } = await deliverLines(listLine('1', 'C1'), listLine('1', 'C1'));
    expect(counts).toEqual({ read: 2, applied: 1, unchanged: 1, rejected: 0, published: true });
  });

  test('a supply with two charges of one price is both, and answers as ambiguous', async () => {
    const { counts } = await deliverLines(listLine('1', 'C1'), listLine('1', 'C2'));
    expect(counts).toMatchObject({ applied: 2, rejected: 0 });
    expect(await liveMappings()).toEqual(['1 > C1 by wellstar', '1 > C2 by wellstar']);
  });

  test('a file of nothing but bad rows publishes nothing', async () => {
    const { counts } = await deliverLines(listLine('', 'C1'), 'x');
    expect(counts).toEqual({ read: 2, applied: 0, unchanged: 0, rejected: 2, published: false });
  });
});

describe('the form of a file', () => {
  const taken = async (text: string) => {
    const outcome = await deliverBytes(pg.db, Buffer.from(text, 'latin1'));
    return { outcome, counts: countsOf(outcome) };
  };

  test('CRLF, blank lines and a last line without an end are read like any other', async () => {
    const { counts } = await taken(
      `${listHeader}\r\n\r\n${listLine('1', 'C1')}\r\n   \r\n${listLine('2', 'C2')}`,
    );
    expect(counts).toMatchObject({ read: 2, applied: 2, rejected: 0 });
  });

  test('rows are numbered as they stand in the file, blank lines counted', async () => {
    const { outcome } = await taken(`${listHeader}\n\n\n${listLine('', 'C1')}\n`);
    expect((await rejectsOf(outcome)).map(({ rowNumber }) => rowNumber)).toEqual([4]);
  });

  test('columns may stand in another order, with others among them, in other letter case', async () => {
    const { counts } = await taken(
      [
        'unit price|Note|SUPPLY #|Px  Code |service area|Procedure Description',
        '1,141.40|x|1|C1|WS|a name',
        '',
      ].join('\n'),
    );
    expect(counts).toMatchObject({ read: 1, applied: 1, rejected: 0 });
    const [fact] = await pg.db.execute(sql`select fact.properties from code_fact fact
      join code on code.id = fact.code_id where code.normal = '1'`);
    expect(fact).toEqual({ properties: { price: '1,141.40', serviceArea: 'WS' } });
  });

  test('inch signs, quotes, backslashes and letters beyond ASCII are kept as they are', async () => {
    const names = [
      `TUBE 3/4" X 6"`,
      `"QUOTED"`,
      `5' x 3"`,
      'back\\slash \\N',
      'na\xefve \xbd',
      `it's {a,"b"}`,
    ];
    const { counts } = await taken(
      [listHeader, ...names.map((name, at) => listLine(`S${at}`, `C${at}`, { name })), ''].join('\n'),
    );
    expect(counts).toMatchObject({ read: names.length, applied: names.length, rejected: 0 });
    const rows = await pg.db.execute<{ display: string }>(sql`
      select display from code_fact fact join code on code.id = fact.code_id
      where code.normal like 'C%' order by code.normal`);
    expect(rows.map(({ display }) => display)).toEqual(names);
  });

  test('bytes 0x80 to 0x9F are read as Windows wrote them', async () => {
    await taken(`${listHeader}\n${listLine('1', 'C1', { name: 'D\x92ARCY \x96 10\x80' })}\n`);
    const [fact] = await pg.db.execute(sql`select display from code_fact where display is not null`);
    expect(fact).toEqual({ display: 'D’ARCY – 10€' });
  });

  test.each([
    ['', 'The file is empty.'],
    ['\n\n\r\n', 'The file is empty.'],
    [
      'Service Area|Px Code|Procedure Description|Item|Unit Price\nx|x|x|x|1\n',
      'The file does not fit the profile wellstar-supplies: no column "Supply #" in its header row.',
    ],
    [
      'one,two\n1,2\n',
      'The file does not fit the profile wellstar-supplies: no column "Service Area", "Px Code", "Procedure Description", "Supply #", "Unit Price" in its header row.',
    ],
    [
      `${listHeader}|Supply #\nx|x|x|x|1|y\n`,
      'The file does not fit the profile wellstar-supplies: the column "Supply #" stands in it twice.',
    ],
  ])('a wrong file (%j) is refused whole: %s', async (text, sentence) => {
    const before = await census();
    const outcome = await deliverBytes(pg.db, Buffer.from(text, 'latin1'));
    expect(outcome).toMatchObject({ kind: 'refused', sentence });
    expect(more(before, await census())).toEqual({});
    const [run] = await pg.db.execute(sql`select state, problem from import_run`);
    expect(run).toEqual({ state: 'REFUSED', problem: sentence });
  });

  test('a header and no rows is a list of nothing', async () => {
    expect((await taken(`${listHeader}\n`)).counts).toEqual({
      read: 0,
      applied: 0,
      unchanged: 0,
      rejected: 0,
      published: false,
    });
  });

  test.each([
    ['at once', ''],
    [
      'after 60,000 good rows',
      `${listHeader}\n${listLine('1', 'C1')}\n`.concat(`${listLine('2', 'C2')}\n`.repeat(60_000)),
    ],
  ])('a line without an end %s is refused and leaves nothing behind', async (_, start) => {
    const before = await census();
    const piece = Buffer.alloc(1024 * 1024, 'x');
    async function* endless() {
      yield Buffer.from(start);
      for (let at = 0; at < 8; at++) yield piece;
    }
    const outcome = await deliver(pg.db, {
      profile: wellstarSupplies,
      fileName: 'x',
      actor: 'test',
      stream: endless(),
    });
    expect(outcome).toMatchObject({
      kind: 'refused',
      sentence: 'The file is no list: one of its lines has no end.',
    });
    expect(more(before, await census())).toEqual({});
    expect(await rejectsOf(outcome)).toEqual([]);
  });
});

describe('an import whose connections are lost', () => {
  test('fails without ending the process or publishing anything, and ends when it is taken up again', async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => listLine(`S${at % 1_000}`, 'C1'));
    const before = await census();
    const id = await receive(pg.db, {
      ...{ profile: wellstarSupplies, fileName: 'x', actor: 'test' },
      stream: Readable.from([makeList(lines)]),
    });
    const superuser = postgres(inject('server').superuserUrl, { max: 1 });
    const kill = () => superuser`
      select pg_terminate_backend(pid) from pg_stat_activity
      where query like 'copy staged_row%' and datname = ${new URL(pg.appUrl).pathname.slice(1)}`;
    expect(await kill()).toHaveLength(0);
    let killed: ReturnType<typeof kill> | undefined;
    const importing = runImport(pg.db, id, () => {
      killed ??= kill().execute();
    });
    await expect(importing).rejects.toThrow();
    expect(await killed).toHaveLength(1);
    await superuser.end();
    expect(more(before, await census())).not.toHaveProperty('changes');
    expect(countsOf(await runImport(pg.db, id))).toMatchObject({ read: 100_000, applied: 1_000 });
    expect(await census()).toMatchObject({ mappings: 1_000, staged: 0 });
  });

  test('lets other statements of the same pool through while it is staging', async () => {
    const lines = Array.from({ length: 10_000 }, (_, at) => listLine(`S${at}`, 'C1'));
    const asked: Promise<unknown>[] = [];
    const id = await receive(pg.db, {
      ...{ profile: wellstarSupplies, fileName: 'x', actor: 'test' },
      stream: Readable.from([makeList(lines)]),
    });
    await runImport(pg.db, id, () => {
      for (let at = 0; at < 100; at++) asked.push(pg.db.$client`select pg_sleep(0.01)`);
    });
    expect(asked.length).toBeGreaterThanOrEqual(500);
    await Promise.all(asked);
  });
});
