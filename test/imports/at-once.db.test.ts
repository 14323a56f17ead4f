import { afterEach, beforeAll, expect, test } from 'vitest';
import { loadSampleData } from '../../src/app/sample-data.js';
import { profiles } from '../../src/imports/profiles.js';
import { receive, runImport } from '../../src/imports/run-import.js';
import { digestOf, type HubDigest } from '../support/hub-digest.js';
import { readSampleFile } from '../support/sample-files.js';
import { openTestDb, type TestDb } from '../support/test-db.js';

const opened: TestDb[] = [];
afterEach(async () => {
  for (const pg of opened.splice(0)) await pg.close();
});

type Delivery = { profile: string; bytes: Buffer };

/** The three item files, cut to what they say of one device in eight, so that they still speak of the same ones. */
let deliveries: Delivery[];
beforeAll(() => {
  const truth = readSampleFile('truth/items.csv');
  const few = new Set(
    truth
      .filter(({ primary_di: device = '' }) => Number(device.slice(-3, -1)) % 8 === 0)
      .map(({ source, code }) => `${source} ${code}`),
  );
  deliveries = [
    cut('hemm-item-master', 'erp/item-master.csv', (row) => few.has(`erp-item ${row['Item Number']}`)),
    cut('vizient-contract', 'contract/vizient.csv', (row) =>
      few.has(`vizient-item ${row['Vendor Code']}:${row['Vendor Catalog Number']}`),
    ),
    cut('distributor-prices', 'distributor/dist-b-prices.csv', (row) =>
      few.has(`dist-b-item ${row['Vendor Item Number']}`),
    ),
  ];
});

function cut(
  profile: string,
  path: string,
  keep: (row: Readonly<Record<string, string>>) => boolean,
): Delivery {
  const rows = readSampleFile(path).filter(keep);
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((cells) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
  );
  return { profile, bytes: Buffer.from(`${lines.join('\n')}\n`) };
}

async function openHub(): Promise<TestDb> {
  const pg = await openTestDb();
  opened.push(pg);
  await loadSampleData(pg.db, []);
  return pg;
}

async function received(pg: TestDb, { profile: key, bytes }: Delivery): Promise<string> {
  const profile = profiles.get(key);
  if (!profile) throw new Error(`no profile ${key}`);
  const stream = (async function* () {
    yield bytes;
  })();
  return receive(pg.db, { profile, fileName: key, actor: 'test', stream });
}

async function oneAfterTheOther(order: readonly Delivery[]): Promise<HubDigest> {
  const pg = await openHub();
  for (const delivery of order) {
    expect(await runImport(pg.db, await received(pg, delivery))).toMatchObject({ kind: 'applied' });
  }
  return digestOf(pg.db);
}

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

test('three files applied at once end as in one of the orders one after the other', async () => {
  const serial: HubDigest[] = [];
  for (const order of orders)
    serial.push(await oneAfterTheOther(order.map((at) => deliveries[at] as Delivery)));
  for (let round = 0; round < 2; round++) {
    const pg = await openHub();
    const ids = await Promise.all(deliveries.map((delivery) => received(pg, delivery)));
    const outcomes = await Promise.all(ids.map((id) => runImport(pg.db, id)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['applied', 'applied', 'applied']);
    expect(serial).toContainEqual(await digestOf(pg.db));
  }
}, 300_000);
