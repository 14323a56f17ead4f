import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settleConflict } from '../../src/stewardship/settle-conflict.service.js';
import { makeCaller } from '../support/caller.js';
import { deliverRecords } from '../support/deliver-records.js';
import { deliverRows, type RowCells } from '../support/deliver-text.js';
import { brokenRules } from '../support/link-invariants.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeEach(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterEach(async () => {
  expect(await brokenRules(pg.db)).toEqual([]);
  await pg?.close();
});

const gtins = ['00844588018923', '00813502010282', '00801741095887', '10801741095884'] as const;
const [gtinA, gtinB, gtinC, boxOfC] = gtins;

/** Rows of the distributor’s file, sold by the each. */
const priced = (key: string, cells: RowCells = {}): RowCells => ({
  ...{ 'Vendor Item Number': key, Description: `item ${key}`, UOM: 'EA', Quantity: '1', Price: '1.00' },
  ...cells,
});
const contracted = (number: string, cells: RowCells = {}): RowCells => ({
  ...{ 'Action Code': 'A', 'Item Description': `line ${number}`, 'Vendor Code': 'V1', 'Vendor Name': 'Acme' },
  ...{ 'Vendor Catalog Number': number, 'Manufacturer Item Number': number, 'UOM Desc 1': 'EA' },
  ...cells,
});
const mastered = (key: string, cells: RowCells = {}): RowCells => ({
  ...{ 'Item Number': key, 'Item Description': `item ${key}` },
  ...cells,
});
const device = (key: string, cells: RowCells = {}): RowCells => ({
  ...{ PrimaryDI: key, companyName: 'ACME, INC.', deviceDescription: `device ${key}` },
  ...cells,
});
const identified = (key: string, id: string, type = 'Primary', agency = 'GS1'): RowCells => ({
  ...{ PrimaryDI: key, deviceId: id, deviceIdType: type, deviceIdIssuingAgency: agency },
});

async function deliver(profile: string, ...rows: RowCells[]) {
  const outcome = await deliverRows(pg.db, profile, rows);
  expect(outcome).toMatchObject({ kind: 'applied', counts: { rowsRejected: 0 } });
}
const prices = (...rows: RowCells[]) => deliver('distributor-prices', ...rows);
const contract = (...rows: RowCells[]) => deliver('vizient-contract', ...rows);
const master = (...rows: RowCells[]) => deliver('hemm-item-master', ...rows);

/** Which records belong together, each with its basis; a record without a golden record stands under its conflict. */
async function places(): Promise<string[]> {
  const rows = await pg.db.execute<{ place: string }>(sql`
    select coalesce(live.golden_id::text, conflict.kind) as golden,
           string_agg(record.key || ' ' || coalesce(live.basis, conflict.kind)
                        || case when live.basis is not null and conflict.kind is not null
                                then ' ' || conflict.kind else '' end,
                      ', ' order by record.id) as place
    from source_record record
    left join membership live on live.record_id = record.id and live.to_change is null
    left join link_conflict conflict on conflict.record_id = record.id and conflict.to_change is null
    group by 1 order by min(record.id)`);
  return rows.map(({ place }) => place);
}

/** How many golden records a code points at. */
async function pointsAt(normal: string): Promise<number> {
  const [row] = await pg.db.execute<{ n: number }>(sql`
    select count(distinct golden_id)::int as n from record_code join code on code.id = record_code.code_id
    where code.normal = ${normal} and record_code.to_change is null`);
  return row?.n ?? 0;
}

async function livePointers(): Promise<unknown[]> {
  return [...(await pg.db.execute(sql`select * from record_code where to_change is null order by id`))];
}

async function openConflict(): Promise<{ id: string; candidates: string[] }> {
  const [row] = await pg.db.execute<{ id: string; candidates: string[] }>(
    sql`select id, candidates from link_conflict where to_change is null`,
  );
  if (!row) throw new Error('no conflict is open');
  return row;
}

async function goldenOf(key: string): Promise<string> {
  const [row] = await pg.db.execute<{ id: string }>(sql`
    select golden_id as id from membership join source_record record on record.id = membership.record_id
    where record.key = ${key} and membership.to_change is null`);
  if (!row) throw new Error(`${key} has no place`);
  return row.id;
}

const place = async (goldenId: string | null) =>
  settleConflict(pg.db, { conflictId: (await openConflict()).id, goldenId, reason: null }, makeCaller());

describe('an identifier', () => {
  test('that points at one golden record links, whatever form it is written in', async () => {
    await prices(priced('1', { GTIN: '00844588018923' }), priced('2', { GTIN: '00813502010282' }));
    await contract(
      contracted('x', { 'GTIN 1': '844588018923' }),
      contracted('y', { 'GTIN 1': '0813502010282' }),
    );
    expect(await places()).toEqual(['1 FOUNDED, V1:x IDENTIFIER', '2 FOUNDED, V1:y IDENTIFIER']);
  });

  test('of HIBCC links two devices’ words of one key, and an NDC two ways of writing it', async () => {
    await deliver('gudid-identifiers', identified('B066000325', 'B066000325', 'Primary', 'HIBCC'));
    await deliverRecords(pg.db, {
      ...{ source: 'erp', feed: 'other' },
      records: [
        {
          key: 'h',
          codes: [
            { system: 'erp-item', issuer: '', code: 'h', role: 'KEY' },
            { system: 'hibc', issuer: '', code: 'B066000325', role: 'UNKNOWN' },
          ],
        },
      ],
    });
    const drug = { 'Service Area': 'WS', 'Px Code': '1' };
    await deliver('wellstar-medications', { ...drug, NDC: '00781555592' }, { ...drug, NDC: '0781-5555-92' });
    expect(await places()).toEqual([
      'B066000325 FOUNDED, h IDENTIFIER',
      '00781555592 FOUNDED, 0781-5555-92 IDENTIFIER',
      '1 FOUNDED',
    ]);
  });

  test('and another that point at two records hold theirs: one conflict, nothing of it answers, others answer as before', async () => {
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB }));
    const before = await livePointers();
    await contract(contracted('x', { 'GTIN 1': gtinA, 'GTIN 2': gtinB }));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED', 'V1:x NO_COMMON_RECORD']);
    expect((await openConflict()).candidates.sort()).toEqual(
      [await goldenOf('1'), await goldenOf('2')].sort(),
    );
    expect(await livePointers()).toEqual(before);
    await contract(contracted('x', { 'GTIN 1': gtinA, 'GTIN 2': gtinB }));
    expect(await livePointers()).toEqual(before);
  });

  test('that points at several golden records holds whoever comes with it', async () => {
    await deliver('gudid-identifiers', identified('1', gtinA), identified('2', gtinA, 'Secondary'));
    await prices(priced('x', { GTIN: gtinA }));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED', 'x SEVERAL_RECORDS']);
  });

  test('that agrees does not outweigh a base GTIN that differs', async () => {
    await contract(contracted('x', { 'GTIN 1': gtinA, 'GTIN 2': boxOfC }));
    await contract(contracted('y', { 'GTIN 1': gtinB, 'GTIN 2': boxOfC }));
    expect(await places()).toEqual(['V1:x FOUNDED', 'V1:y DIFFERENT_GTIN']);
  });

  test('that agrees does not join two base GTINs of one file, though the golden record has none yet', async () => {
    await contract(contracted('x', { 'GTIN 2': boxOfC }));
    await contract(
      contracted('y', { 'GTIN 1': gtinA, 'GTIN 2': boxOfC }),
      contracted('z', { 'GTIN 1': gtinB, 'GTIN 2': boxOfC }),
    );
    expect(await places()).toEqual(['V1:x FOUNDED, V1:y IDENTIFIER', 'V1:z DIFFERENT_GTIN']);
  });

  test.each([
    ['one', ['1', '2']],
    ['the other', ['2', '1']],
  ])('that nobody knew makes one golden record of two rows of a file, in %s order', async (_, order) => {
    await prices(...order.map((key) => priced(key, { GTIN: gtinA })));
    expect(await places()).toEqual([`${order[0]} FOUNDED, ${order[1]} IDENTIFIER`]);
  });

  test('of no sense to anybody is not one: a filler links nothing', async () => {
    const filled = { 'Manufacturer Name': 'Acme', 'Mfr Catalog Number': 'N/A', 'Interface Code': '0' };
    await master(mastered('1', filled), mastered('2', filled));
    const unnamed = { 'Manufacturer Name': 'VARIOUS', 'Mfr Catalog Number': '100' };
    await master(mastered('3', unnamed), mastered('4', unnamed));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED', '3 FOUNDED', '4 FOUNDED']);
  });
});

describe('manufacturer and catalog number', () => {
  const acme = (number: string, name = 'Acme') => ({
    ...{ Manufacturer: name, 'Manufacturer Item Number': number },
  });

  test('link where they name exactly one golden record, in any spelling of the manufacturer', async () => {
    await deliver('gudid-devices', device('1', { catalogNumber: 'AB-100', companyName: 'ACMÉ, INC.' }));
    await prices(
      priced('x', acme('ab-100', 'The Acme Company')),
      priced('y', acme('ab-100', 'Other')),
      priced('z', acme('AB100')),
    );
    expect(await places()).toEqual(['1 FOUNDED, x CATALOG_NUMBER', 'y FOUNDED', 'z FOUNDED']);
  });

  test('link nothing where two devices share them, be they of one delivery or of two', async () => {
    await deliver('gudid-devices', device('1', { catalogNumber: 'S' }), device('2', { catalogNumber: 'S' }));
    await deliver('gudid-devices', device('3', { catalogNumber: 'S' }));
    await prices(priced('x', acme('S')));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED', '3 FOUNDED', 'x FOUNDED']);
  });

  test('never link past a base GTIN that differs, and open no conflict', async () => {
    await prices(priced('x', { ...acme('S'), GTIN: gtinA }));
    await contract(contracted('S', { 'GTIN 1': gtinB }));
    expect(await places()).toEqual(['x FOUNDED', 'V1:S FOUNDED']);
  });

  test.each([
    ['first', ['bare', 'a', 'b']],
    ['between', ['a', 'bare', 'b']],
    ['last', ['a', 'b', 'bare']],
  ])('that a file gives to two base GTINs link nothing, be the row without a GTIN %s', async (_, order) => {
    const cells: Record<string, RowCells> = { a: { GTIN: gtinA }, b: { GTIN: gtinB }, bare: {} };
    await prices(...order.map((key) => priced(key, { ...acme('S'), ...cells[key] })));
    expect((await places()).sort()).toEqual(['a FOUNDED', 'b FOUNDED', 'bare FOUNDED']);
  });

  test('link no row without a GTIN in whose file they stand beside another base GTIN', async () => {
    await prices(priced('x', { ...acme('S'), GTIN: gtinA }));
    await contract(contracted('S', { 'GTIN 1': gtinB }), {
      ...contracted('S', {}),
      'Vendor Code': 'V2',
    });
    expect(await places()).toEqual(['x FOUNDED', 'V1:S FOUNDED', 'V2:S FOUNDED']);
  });

  test('that 120 rows of a file share, each with a GTIN of its own, entangle nothing', async () => {
    const codes = (at: number) => [
      { system: 'erp-item', issuer: '', code: `k${at}`, role: 'KEY' },
      { system: 'gtin', issuer: '', code: `g${at}`, role: 'BASE' },
      { system: 'catalog-number', issuer: 'ACME', code: 'CUSTOM', role: 'UNKNOWN' },
    ];
    const records = Array.from({ length: 120 }, (_, at) => ({ key: `k${at}`, codes: codes(at) }));
    await deliverRecords(pg.db, { source: 'erp', feed: 'other', records });
    expect(new Set(await places())).toEqual(new Set(records.map(({ key }) => `${key} FOUNDED`)));
  });
});

test('1,000 records of one identifier are one thing within seconds, when they come and when they all change', async () => {
  const records = (description: string) =>
    Array.from({ length: 1_000 }, (_, at) => ({
      ...{ key: `k${at}`, values: { description } },
      codes: [
        { system: 'erp-item', issuer: '', code: `k${at}`, role: 'KEY' },
        { system: 'gtin', issuer: '', code: 'one', role: 'BASE' },
      ],
    }));
  const began = performance.now();
  for (const said of ['first', 'second'])
    await deliverRecords(pg.db, { source: 'erp', feed: 'other', records: records(said) });
  expect(performance.now() - began).toBeLessThan(30_000);
  expect(await places()).toHaveLength(1);
});

describe('a registry', () => {
  test('never has two devices in one golden record, though they share an identifier', async () => {
    await deliver(
      'gudid-identifiers',
      identified('1', gtinA),
      identified('2', gtinB),
      identified('2', gtinA, 'Secondary'),
    );
    await deliver('gudid-identifiers', identified('3', gtinA, 'Unit of Use'));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED', '3 FOUNDED']);
    expect(await pointsAt(gtinA)).toBe(3);
  });

  test('has two devices held that would both go to one golden record of others', async () => {
    await prices(priced('x', { GTIN: gtinA }));
    await deliver(
      'gudid-identifiers',
      identified('1', gtinA, 'Secondary'),
      identified('2', gtinA, 'Secondary'),
    );
    expect((await places()).sort()).toEqual(['1 SEVERAL_RECORDS, 2 SEVERAL_RECORDS', 'x FOUNDED']);
  });

  test('has two devices apart whose catalog numbers both name one golden record of others', async () => {
    await prices(
      priced('x', { Manufacturer: 'Acme', 'Manufacturer Item Number': 'A', GTIN: gtinA }),
      priced('y', { Manufacturer: 'Acme', 'Manufacturer Item Number': 'B', GTIN: gtinA }),
    );
    await deliver('gudid-devices', device('1', { catalogNumber: 'A' }), device('2', { catalogNumber: 'B' }));
    expect(await places()).toEqual(['x FOUNDED, y IDENTIFIER', '1 FOUNDED', '2 FOUNDED']);
  });

  test('has one thing of the same key from two feeds', async () => {
    await deliver('gudid-devices', device('1'), device('2'));
    await deliver('gudid-identifiers', identified('2', gtinB), identified('1', gtinA));
    expect(await places()).toEqual(['1 FOUNDED, 1 KEY', '2 FOUNDED, 2 KEY']);
  });

  test('has one thing of the same key from two feeds even where a person put two devices together', async () => {
    await prices(priced('x', { GTIN: gtinB }), priced('y', { GTIN: gtinC }));
    await deliver(
      'gudid-identifiers',
      identified('1', gtinA),
      identified('2', gtinB),
      identified('2', gtinC, 'Secondary'),
    );
    await place(await goldenOf('1'));
    await deliver('gudid-devices', device('1'), device('2'));
    expect(await places()).toEqual(['x FOUNDED', 'y FOUNDED', '1 FOUNDED, 2 PERSON, 1 KEY, 2 KEY']);
  });
});

describe('a record that changes', () => {
  test('keeps its place, and its codes follow', async () => {
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB }));
    const golden = await goldenOf('1');
    await prices(priced('1', { GTIN: gtinC, Price: '2.00' }));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED']);
    expect(await goldenOf('1')).toBe(golden);
    expect([await pointsAt(gtinA), await pointsAt(gtinC)]).toEqual([0, 1]);
  });

  test('whose identifiers now point elsewhere keeps place and codes, and a conflict says that it moved', async () => {
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB }));
    const before = await livePointers();
    await prices(priced('1', { GTIN: gtinB }));
    expect(await places()).toEqual(['1 FOUNDED MOVED', '2 FOUNDED']);
    expect(await livePointers()).toEqual(before);
    expect((await openConflict()).candidates).toEqual([await goldenOf('2')]);
  });

  test('to a base GTIN that the others of its golden record do not have moved, too', async () => {
    await prices(priced('1', { GTIN: gtinA }));
    await contract(contracted('x', { 'GTIN 1': gtinA }));
    await prices(priced('1', { GTIN: gtinB }));
    await contract(contracted('y', { 'GTIN 1': gtinB }));
    expect(await places()).toEqual(['1 FOUNDED MOVED, V1:x IDENTIFIER', 'V1:y FOUNDED']);
  });

  test('beside another that takes up the same new identifier: the second sees what the first now says', async () => {
    await prices(priced('1'), priced('2'));
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinA }));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED MOVED']);
    expect(await pointsAt(gtinA)).toBe(1);
  });

  test('beside another that takes up the same new key: nothing breaks, and the second is left to a person', async () => {
    await master(mastered('1'), mastered('2'));
    await master(mastered('1', { 'Interface Code': 'e' }), mastered('2', { 'Interface Code': 'e' }));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED MOVED']);
  });
});

describe('a conflict', () => {
  test('ends by itself when a later delivery repairs its record', async () => {
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB }));
    await contract(contracted('x', { 'GTIN 1': gtinA, 'GTIN 2': gtinB }));
    await contract(contracted('x', { 'GTIN 1': gtinA, 'GTIN 2': boxOfC }));
    expect(await places()).toEqual(['1 FOUNDED, V1:x IDENTIFIER', '2 FOUNDED']);
    await prices(priced('1', { GTIN: gtinB }));
    expect(await places()).toEqual(['1 FOUNDED MOVED, V1:x IDENTIFIER', '2 FOUNDED']);
    await prices(priced('1', { GTIN: gtinA }));
    expect(await places()).toEqual(['1 FOUNDED, V1:x IDENTIFIER', '2 FOUNDED']);
    const rows = await pg.db.execute(
      sql`select from link_conflict where to_change is null or triage <> 'pending'`,
    );
    expect(rows.length).toBe(0);
  });

  test('that changes its kind is ended and opened anew', async () => {
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB }));
    await contract(contracted('x', { 'GTIN 1': gtinA, 'GTIN 2': gtinB }));
    const first = await openConflict();
    await contract(contracted('x', { 'GTIN 1': gtinC, 'GTIN 2': gtinB }));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED', 'V1:x DIFFERENT_GTIN']);
    expect((await openConflict()).id).not.toBe(first.id);
  });

  test('that a person has settled stays so through later deliveries, whatever they say', async () => {
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB }));
    await contract(contracted('x', { 'GTIN 1': gtinA, 'GTIN 2': gtinB }));
    expect(await place(await goldenOf('2'))).toMatchObject({ kind: 'settled' });
    await contract(contracted('x', { 'GTIN 1': gtinA, 'Manu Price 1': '3.00' }));
    expect(await places()).toEqual(['1 FOUNDED', '2 FOUNDED, V1:x PERSON']);
    expect([await pointsAt(gtinA), await pointsAt(gtinB)]).toEqual([2, 1]);
  });

  test('settled to its own of a record that is alone in its golden record leaves it there', async () => {
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB }));
    const golden = await goldenOf('1');
    await prices(priced('1', { GTIN: gtinB }));
    expect(await place(null)).toMatchObject({ kind: 'settled', goldenId: golden });
    expect(await places()).toEqual(['1 PERSON', '2 FOUNDED']);
    expect(await pointsAt(gtinB)).toBe(2);
  });

  test('settled by moving the last source record away ends the golden record it leaves', async () => {
    await prices(priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB }));
    const left = await goldenOf('1');
    await prices(priced('1', { GTIN: gtinB }));
    await place(await goldenOf('2'));
    expect(await places()).toEqual(['1 PERSON, 2 FOUNDED']);
    expect(
      await pg.db.execute(sql`select from golden_version where golden_id = ${left} and to_change is null`),
    ).toHaveLength(0);
    expect(await pg.db.execute(sql`select from golden_record where id = ${left}`)).toHaveLength(1);
  });
});

describe('keys', () => {
  test('two items with one interface code are one thing, as the EHR says that there is one', async () => {
    await master(mastered('1', { 'Interface Code': 'e' }), mastered('2', { 'Interface Code': 'e' }));
    expect(await places()).toEqual(['1 FOUNDED, 2 KEY']);
  });

  test('the same key of two issuers is two things, of a registry and of any other', async () => {
    const system = 'vendor-item';
    await pg.db.execute(sql`
      insert into code_system (key, title, kind, domain, source, issuer_scoped)
      values (${system}, 'by vendor', 'SOURCE_KEY', 'ITEM', 'dist-b', true)`);
    const said = (issuer: string) => ({
      ...{ issuer, key: '1001' },
      codes: [
        { system, issuer, code: '1001', role: 'KEY' },
        { system: 'gtin', issuer: '', code: gtinA, role: 'UNKNOWN' },
      ],
    });
    const records = [said('A'), said('B')];
    await deliverRecords(pg.db, { source: 'dist-b', feed: 'registry', distinct: true, records });
    await deliverRecords(pg.db, { source: 'dist-b', feed: 'second', distinct: true, records });
    expect(await places()).toEqual(['1001 FOUNDED, 1001 KEY', '1001 FOUNDED, 1001 KEY']);
  });

  test('a list of nothing but records that are known publishes nothing', async () => {
    const rows = [priced('1', { GTIN: gtinA }), priced('2', { GTIN: gtinB })];
    await prices(...rows);
    expect(await deliverRows(pg.db, 'distributor-prices', rows)).toMatchObject({
      counts: { rowsUnchanged: 2, changeId: null },
    });
  });
});
