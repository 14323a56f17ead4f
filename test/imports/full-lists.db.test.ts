import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rejectContradictions } from '../../src/imports/contradictions.store.js';
import type { DeliveryStatement } from '../../src/imports/delivery-statement.js';
import { findMissing, openEnded } from '../../src/imports/ended-records.store.js';
import { openImport } from '../../src/imports/import.store.js';
import type { Profile } from '../../src/imports/profile.js';
import { profiles } from '../../src/imports/profiles.js';
import { deliver } from '../../src/imports/run-import.js';
import { transact } from '../../src/platform/db/db.js';
import { openTestDb, type TestDb } from '../support/test-db.js';
import { setUpWellstar } from '../support/wellstar.js';

let pg: TestDb;
beforeEach(async () => {
  pg = await openTestDb();
  await setUpWellstar(pg.db);
});
afterEach(() => pg?.close());

const header = 'Supplier Number,Name,Roles,Aliases,LIC,GLN,Remit To,Parent,Status';
const suppliers = profiles.get('erp-suppliers') as Profile;

/** A list of suppliers, each as `number` or `number:name`, or a whole line. */
async function list(lines: readonly string[], statement: DeliveryStatement = {}) {
  const rows = lines.map((line) => {
    if (line.includes(',')) return line;
    const [number, name = `Supplier ${number}`] = line.split(':');
    return `${number},${name},,,,,,,`;
  });
  const bytes = Buffer.from([header, ...rows, ''].join('\n'));
  const outcome = await deliver(pg.db, {
    ...{ profile: suppliers, fileName: 'suppliers.csv', actor: 'test', statement },
    stream: (async function* () {
      yield bytes;
    })(),
  });
  if (outcome.kind !== 'applied') throw new Error(JSON.stringify(outcome));
  return outcome.counts;
}

/** What is believed of each key: the name of its golden record, and the last day but one of its key. */
async function believed() {
  const rows = await pg.db.execute<{ key: string; name: string; until: string; live: boolean }>(sql`
    select record.key, version.name, fact.valid_to::text as until,
           exists (select from source_record_version said where said.record_id = record.id and said.to_change is null)
             as live
    from source_record record
    join membership on membership.record_id = record.id and membership.to_change is null
    join golden_version version on version.golden_id = membership.golden_id and version.to_change is null
    join code on code.normal = record.key join code_system system on system.id = code.system_id
      and system.key = 'erp-supplier'
    join code_fact fact on fact.code_id = code.id and fact.to_change is null
    order by record.key`);
  return rows.map(({ key, name, until, live }) => `${key} ${name}${live ? '' : ` until ${until}`}`);
}

async function versionsOf(key: string) {
  const rows = await pg.db.execute<{ name: string; place: string }>(sql`
    select version.values ->> 'name' as name, case when version.to_change is null then 'live'
      when version.to_change = version.from_change then 'late' else 'ended' end as place
    from source_record_version version join source_record record on record.id = version.record_id
    where record.key = ${key} order by version.source_version, version.id`);
  return rows.map(({ name, place }) => `${name} ${place}`);
}

const at = (day: string): DeliveryStatement => ({ extractedAt: `${day}T06:00:00Z` });

describe('a full list', () => {
  test('ends the records that it lacks, whose keys hold until that day; what was believed of them stays', async () => {
    await list(['S1', 'S2', 'S3'], at('2026-01-01'));
    const counts = await list(['S1', 'S3'], at('2026-02-01'));
    expect(counts).toMatchObject({ rowsRead: 2, rowsApplied: 0, rowsUnchanged: 2, recordsEnded: 1 });
    expect(counts.changeId).not.toBeNull();
    expect(await believed()).toEqual(['S1 Supplier S1', 'S2 Supplier S2 until 2026-02-01', 'S3 Supplier S3']);
  });

  test('delivered again changes nothing', async () => {
    await list(['S1', 'S2'], at('2026-01-01'));
    await list(['S1'], at('2026-02-01'));
    expect(await list(['S1'], at('2026-02-01'))).toMatchObject({ recordsEnded: 0, changeId: null });
    expect(await list(['S1'])).toMatchObject({ recordsEnded: 0, changeId: null });
  });

  test('revives what it has again', async () => {
    await list(['S1', 'S2'], at('2026-01-01'));
    await list(['S1'], at('2026-02-01'));
    expect(await list(['S1', 'S2'], at('2026-03-01'))).toMatchObject({ rowsApplied: 1, recordsEnded: 0 });
    expect(await believed()).toEqual(['S1 Supplier S1', 'S2 Supplier S2']);
    const [ends] = await pg.db.execute(sql`
      select count(*)::int as n, count(*) filter (where to_change is null)::int as live from source_record_end`);
    expect(ends).toEqual({ n: 1, live: 0 });
  });

  test('that came with a rejected row does not end the record that the row speaks of', async () => {
    await list(['S1', 'S2', 'S3']);
    expect(await list(['S1', 'S2,,,,,,,,'])).toMatchObject({
      rowsRejected: 1,
      recordsEnded: 1,
      endsWithheld: null,
    });
    expect(
      (await believed()).filter((line) => line.includes('until')).map((line) => line.slice(0, 2)),
    ).toEqual(['S3']);
  });

  test('ends nothing where the key of a rejected row cannot be read', async () => {
    await list(['S1', 'S2', 'S3']);
    expect(await list(['S1', ',No number,,,,,,,'])).toMatchObject({
      ...{ rowsRejected: 1, recordsEnded: 0, endsWithheld: 'UNREADABLE_KEY' },
    });
    expect(await list(['S1', 'S2,too,short'])).toMatchObject({
      recordsEnded: 0,
      endsWithheld: 'UNREADABLE_KEY',
    });
  });

  test('that lacks most of what there is is taken for cut off, unless it is said to be full', async () => {
    const all = Array.from({ length: 50 }, (_, n) => `S${n}`);
    await list(all);
    expect(await list(all.slice(0, 20))).toMatchObject({ recordsEnded: 0, endsWithheld: 'MOST_MISSING' });
    expect(await list(all.slice(0, 30))).toMatchObject({ recordsEnded: 20, endsWithheld: null });
    expect(await list(all.slice(0, 5), { delivers: 'snapshot' })).toMatchObject({
      ...{ recordsEnded: 25, endsWithheld: null },
    });
  });

  test('leaves alone what other feeds of the source say, and keys that they still use', async () => {
    await list(['S1', 'S2']);
    await pg.db.execute(sql`
      with record as (
        insert into source_record (source, feed, domain, key) values ('erp', 'other', 'SUPPLIER', 'S2') returning id),
      act as (insert into change (actor, act) values ('test', 'test') returning id),
      version as (
        insert into source_record_version (record_id, content_hash, values, codes, from_change)
        select record.id, sha256('x'), '{}', '[]', act.id from record, act)
      insert into record_code (code_id, golden_id, record_id, role, from_change)
      select pointer.code_id, pointer.golden_id, record.id, 'KEY', act.id from record, act, record_code pointer
      join code on code.id = pointer.code_id where code.normal = 'S2'`);
    expect(await list(['S1'])).toMatchObject({ recordsEnded: 1 });
    expect(await believed()).toEqual(['S1 Supplier S1', 'S2 Supplier S2 until infinity']);
  });
});

test('a row that contradicts another says what it names, so that none of it is missing from the list', async () => {
  const id = await openImport(pg.db, { profile: 'erp-suppliers', fileName: 'x', actor: 'test' });
  const keys = await transact(pg.db, async (tx) => {
    await tx.execute(sql`
      create temporary table staged on commit drop as
      select row_number, part::smallint, '' as issuer, normal, normal as written, display, '{}'::jsonb as values,
             'ACTIVE' as status, '-infinity'::date as valid_from, 'infinity'::date as valid_to,
             case when part = 0 then array['cell'] end as cells
      from (values (2, 0, 'A', 'one'), (2, 1, 'X', 'x'), (3, 0, 'A', 'other'), (3, 1, 'Y', 'y'))
        as row(row_number, part, normal, display)`);
    const part = { system: 'erp-supplier', key: ['Key'], says: 'SUPPLIER', attributes: {} } as const;
    await rejectContradictions(tx, id, { ...suppliers, parts: [part, part] });
    return tx.execute(sql`select row_number, keys from rejected_row where import_id = ${id}`);
  });
  expect(keys).toEqual([
    {
      row_number: 3,
      keys: [
        [0, 'A'],
        [1, 'Y'],
      ],
    },
  ]);
});

test('what a full list lacks is found without comparing all with all', async () => {
  const n = 40_000;
  await transact(pg.db, async (tx) => {
    await tx.execute(sql`
      insert into source_record (source, feed, domain, key)
      select 'erp', 'large', 'SUPPLIER', 'L' || i from generate_series(1, ${n}::int) i`);
    await tx.execute(sql`insert into change (actor, act) values ('test', 'test')`);
    await tx.execute(sql`
      insert into source_record_version (record_id, content_hash, values, codes, from_change)
      select record.id, sha256('x'), '{}', '[]', (select max(id) from change) from source_record record
      where record.feed = 'large'`);
    await tx.execute(sql`
      create temporary table said_record on commit drop as
      select 'SUPPLIER' as domain, '' as issuer, 'L' || i as key from generate_series(1, ${n - 30}::int) i`);
    await tx.execute(
      sql`create temporary table late_record (domain text, issuer text, key text) on commit drop`,
    );
    await tx.execute(
      sql`create temporary table said_part on commit drop as select 0 as part, 'SUPPLIER' as domain`,
    );
    await openEnded(tx);
    await tx.execute(sql`analyze source_record, source_record_version`);
    // The little memory of a table many times larger.
    await tx.execute(sql`set local work_mem = '64kB'`);
    await tx.execute(sql`set local statement_timeout = '10s'`);
    const id = '00000000-0000-4000-8000-000000000000';
    await findMissing(tx, { source: 'erp', feed: 'large' }, { id, version: null, day: null, certain: true });
    const [ended] = await tx.execute(sql`select count(*)::int as n from ended_record`);
    expect(ended).toEqual({ n: 30 });
  });
});

test('a place that ends leaves the code of its department, even if both are written alike', async () => {
  const places = (lines: readonly string[]) =>
    deliver(pg.db, {
      profile: profiles.get('erp-locations') as Profile,
      ...{ fileName: 'locations.csv', actor: 'test', statement: {} },
      stream: (async function* () {
        const head = 'Location Code,Name,Kind,Parent,Facility,Time Zone,GLN,EHR Department,Status';
        yield Buffer.from([head, ...lines, ''].join('\n'));
      })(),
    });
  expect(await places(['ICU,Intensive care,ward,,,,,ICU,', 'ER,Emergency,ward,,,,,,'])).toMatchObject({
    kind: 'applied',
    counts: { rowsApplied: 2 },
  });
  expect(await places(['ER,Emergency,ward,,,,,,'])).toMatchObject({ counts: { recordsEnded: 1 } });
  const ended = await pg.db.execute<{ system: string }>(sql`
    select system.key as system from code join code_system system on system.id = code.system_id
    join code_fact fact on fact.code_id = code.id and fact.to_change is null
    where code.normal = 'ICU' and fact.valid_to < 'infinity'`);
  expect(ended).toEqual([{ system: 'erp-location' }]);
});

test('a list of what is new and changed ends nothing', async () => {
  await list(['S1', 'S2']);
  expect(await list(['S1:New'], { delivers: 'delta' })).toMatchObject({ rowsApplied: 1, recordsEnded: 0 });
  expect(await believed()).toEqual(['S1 New', 'S2 Supplier S2']);
});

describe('a list that comes after a later one', () => {
  test('overwrites nothing and ends nothing; what it says is kept in its place', async () => {
    await list(['S1:First', 'S2'], at('2026-01-01'));
    await list(['S1:Third', 'S3'], at('2026-03-01'));
    const counts = await list(['S1:Second', 'S2:Two'], at('2026-02-01'));
    expect(counts).toMatchObject({ rowsRead: 2, rowsApplied: 2, rowsLate: 2, recordsEnded: 0 });
    expect(await believed()).toEqual(['S1 Third', 'S2 Supplier S2 until 2026-03-01', 'S3 Supplier S3']);
    expect(await versionsOf('S1')).toEqual(['First ended', 'Second late', 'Third live']);
    expect(await versionsOf('S2')).toEqual(['Supplier S2 ended', 'Two late']);
    expect(await list(['S1:Second', 'S2:Two'], at('2026-02-01'))).toMatchObject({
      rowsApplied: 0,
      changeId: null,
    });
  });

  test('says of its codes no more than of its records', async () => {
    await list(['S1:Third'], { ...at('2026-03-01'), delivers: 'delta' });
    await list(['S1:Second', 'S4'], at('2026-02-01'));
    const rows = await pg.db.execute<{ line: string }>(sql`
      select code.normal || ' ' || fact.display as line from code_fact fact join code on code.id = fact.code_id
      join code_system system on system.id = code.system_id and system.key = 'erp-supplier'
      where fact.to_change is null order by 1`);
    expect(rows.map(({ line }) => line)).toEqual(['S1 Third', 'S4 Supplier S4']);
  });

  test('is late also where the later one said again what was known', async () => {
    await list(['S1:Name'], at('2026-01-01'));
    await list(['S1:Name'], at('2026-03-01'));
    await list(['S1:Other'], at('2026-02-01'));
    expect(await believed()).toEqual(['S1 Name']);
  });
});

test('lists in any order of arrival lead to the same beliefs', async () => {
  const lists = [
    { lines: ['S1:a', 'S2:a', 'S3:a'], statement: at('2026-01-01') },
    { lines: ['S1:b', 'S3:b'], statement: at('2026-02-01') },
    { lines: ['S1:c', 'S2:c'], statement: at('2026-03-01') },
  ];
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const names = [];
  for (const order of orders) {
    const each = await openTestDb();
    const before = pg;
    pg = each;
    await setUpWellstar(each.db);
    for (const place of order) {
      const { lines, statement } = lists[place] ?? { lines: [], statement: {} };
      await list(lines, statement);
    }
    const live = await each.db.execute<{ line: string }>(sql`
      select record.key || ' ' || (version.values ->> 'name') as line from source_record_version version
      join source_record record on record.id = version.record_id where version.to_change is null order by 1`);
    names.push(live.map(({ line }) => line));
    pg = before;
    await each.close();
  }
  expect(names).toEqual(orders.map(() => ['S1 c', 'S2 c']));
});
