import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { folders } from '../../src/app/home.js';
import { setUpSystems } from '../../src/crosswalk/system.store.js';
import { systemDeclarations } from '../../src/crosswalk/system-declaration.js';
import { type BenchDb, type BenchServer, startBenchServer } from './bench-server.js';
import { type BenchOptions, type BenchRow, beside, interleaved, type Pair, rounded } from './figure.js';
import type { ImportAnswer, ImportQuestion, Worked } from './import-questions.js';
import { loadGoldenItems } from './many-golden-items.js';
import { writeMatchingFile, writePriceFile } from './price-file.js';
import { startProcess } from './process.js';

const realList = join(folders.seedData, 'wellstar/WSSupplies.txt');

type Report = Pick<BenchOptions, 'emit' | 'say'>;

/** Large files staged and validated beside COPY of the same files, the real list imported whole, and a price file
 *  imported into a hub that holds many golden records. */
export async function bench(options: BenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'concord-bench-file-'));
  options.say('starting PostgreSQL ...');
  const server = await startBenchServer();
  try {
    await benchStaging(server, folder, options);
    await benchWhole(server, options);
    await benchMatching(server, folder, options);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const staged = [
  { name: 'supplies', profile: 'wellstar-supplies', write: writeCatalog },
  { name: 'prices', profile: 'distributor-prices', write: writePriceFile },
] as const;

export async function benchStaging(
  server: BenchServer,
  folder: string,
  { emit, say, rows }: Report & { rows: number },
  cases: readonly (typeof staged)[number][] = staged,
): Promise<void> {
  for (const { name, profile, write } of cases) {
    const path = join(folder, name);
    say(`writing a file of ${rows.toLocaleString('en-US')} ${name} ...`);
    await write(path, rows);
    const { hub, worker } = await readyHub(server);
    const copier = startProcess<ImportQuestion, ImportAnswer>('./import-process.js');
    const databaseUrl = hub.appUrl;
    const { id } = (await worker.ask({ databaseUrl, kind: 'receive', profile, path })) as { id: string };
    say('staging it ...');
    const pair = await interleaved(
      {
        value: async () => (await worker.ask({ databaseUrl, kind: 'stage', profile, id })) as Worked,
        floor: async () => (await copier.ask({ databaseUrl, kind: 'copy', profile, path })) as Worked,
      },
      ({ ms }) => ms,
    );
    if (pair.value.rows !== rows || pair.floor.rows !== rows) throw new Error('not every row was staged');
    emitWorked(emit, `stage and validate ${name}`, pair);
    emitMemory(emit, `stage and validate ${name}`, pair);
    await Promise.all([worker.stop(), copier.stop()]);
    await hub.close();
    rmSync(path);
  }
}

const matchingRows = 100_000;

/** A price file of 100,000 items into a hub that holds three quarters of them, among many others. */
export async function benchMatching(
  server: BenchServer,
  folder: string,
  { emit, say, golden }: Report & { golden: number },
): Promise<void> {
  const path = join(folder, 'matching');
  const profile = 'distributor-prices';
  await writeMatchingFile(path, matchingRows, golden);
  const { hub, worker } = await readyHub(server);
  say(`making ${golden.toLocaleString('en-US')} golden records ...`);
  await loadGoldenItems(hub, golden);
  say('importing into them ...');
  const databaseUrl = hub.appUrl;
  const floor = (await startedCopy(databaseUrl, profile, path)) satisfies Worked;
  const value = (await worker.ask({ databaseUrl, kind: 'deliver', profile, path })) as Worked;
  await checkMatches(hub);
  const name = 'whole import, prices against golden records';
  emitWorked(emit, name, { value, floor });
  emitMemory(emit, name, { value, floor });
  for (const [phase, ms] of Object.entries(value.phases ?? {}))
    emit({ bench: 'import', case: name, metric: `time, ${phase}`, unit: 'ms', value: rounded(ms) });
  const again = (await worker.ask({ databaseUrl, kind: 'deliver', profile, path })) as Worked;
  emitWorked(emit, 'same prices again', { value: again, floor });
  await worker.stop();
  await hub.close();
}

async function startedCopy(databaseUrl: string, profile: string, path: string): Promise<Worked> {
  const copier = startProcess<ImportQuestion, ImportAnswer>('./import-process.js');
  const copied = (await copier.ask({ databaseUrl, kind: 'copy', profile, path })) as Worked;
  await copier.stop();
  return copied;
}

/** Half of the rows by GTIN, a quarter by catalog number, a quarter new; nothing held. */
async function checkMatches({ db }: BenchDb): Promise<void> {
  const found = await db.$client<{ basis: string; n: number }[]>`
    select basis, count(*)::int as n from membership join source_record on source_record.id = record_id
    where source = 'dist-b' and to_change is null group by basis`;
  const n = (basis: string) => found.find((row) => row.basis === basis)?.n ?? 0;
  const expected = [n('IDENTIFIER') * 2, n('CATALOG_NUMBER') * 4, n('FOUNDED') * 4];
  if (expected.some((rows) => rows !== matchingRows)) throw new Error(`matched ${JSON.stringify(found)}`);
}

/** The real list into an empty hub, and once more, when it says nothing new. */
export async function benchWhole(server: BenchServer, { emit, say }: Report): Promise<void> {
  say('importing the real list ...');
  const profile = 'wellstar-supplies';
  const again: Worked[] = [];
  const first = await interleaved(
    {
      value: async () => {
        const { hub, worker } = await readyHub(server);
        const ask = async () =>
          (await worker.ask({ databaseUrl: hub.appUrl, kind: 'deliver', profile, path: realList })) as Worked;
        const imported = await ask();
        again.push(await ask());
        await worker.stop();
        await hub.close();
        return imported;
      },
      floor: async () => {
        const { hub, worker } = await readyHub(server);
        const asked = { databaseUrl: hub.appUrl, kind: 'copy', profile, path: realList } as const;
        const copied = (await worker.ask(asked)) as Worked;
        await worker.stop();
        await hub.close();
        return copied;
      },
    },
    ({ ms }) => ms,
  );
  emitWorked(emit, 'whole import, real list', first);
  again.sort((a, b) => a.ms - b.ms);
  const second = again[again.length >> 1] as Worked;
  emitWorked(emit, 'same list again', { value: second, floor: first.floor });
}

function emitWorked(emit: (row: BenchRow) => void, name: string, { value, floor }: Pair<Worked>): void {
  const row = { bench: 'import', case: name };
  const perSecond = ({ rows, ms }: Worked) => (rows * 1000) / ms;
  emit({ ...row, metric: 'throughput', unit: 'rows/s', ...beside(perSecond(value), perSecond(floor)) });
  const microseconds = ({ rows, cpuMs }: Worked) => (cpuMs * 1000) / rows;
  emit({ ...row, metric: 'processor', unit: 'µs/row', ...beside(microseconds(value), microseconds(floor)) });
  emit({ ...row, metric: 'time', unit: 'ms', ...beside(rounded(value.ms), rounded(floor.ms)) });
}

function emitMemory(emit: (row: BenchRow) => void, name: string, { value, floor }: Pair<Worked>): void {
  const megabytes = ({ peakRssBytes }: Worked) => peakRssBytes / 1e6;
  emit({
    bench: 'import',
    case: name,
    metric: 'memory',
    unit: 'MB',
    ...beside(megabytes(value), megabytes(floor)),
  });
}

/** A hub with its code systems and without a code, and a worker of its own. */
async function readyHub(server: BenchServer) {
  const hub = await server.open();
  const declared = JSON.parse(readFileSync(join(folders.seedData, 'code-systems.json'), 'utf8'));
  await setUpSystems(hub.db, systemDeclarations.parse(declared), 'bench');
  return { hub, worker: startProcess<ImportQuestion, ImportAnswer>('./import-process.js') };
}

/** The real list again and again, every time with supply numbers of its own. */
async function writeCatalog(path: string, rows: number): Promise<void> {
  const [header = '', ...lines] = readFileSync(realList, 'latin1').trimEnd().split('\n');
  function* text() {
    yield `${header}\n`;
    for (let row = 0; row < rows; row++) {
      const cells = (lines[row % lines.length] ?? '').split('|');
      cells[3] = `${cells[3]}${row < lines.length ? '' : `-${Math.floor(row / lines.length)}`}`;
      yield Buffer.from(`${cells.join('|')}\n`, 'latin1');
    }
  }
  await pipeline(Readable.from(text()), createWriteStream(path, { highWaterMark: 1024 * 1024 }));
}
