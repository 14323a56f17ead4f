import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { folders } from '../../src/app/home.js';
import { setUpSystems } from '../../src/crosswalk/system.store.js';
import { systemDeclarations } from '../../src/crosswalk/system-declaration.js';
import { type BenchServer, startBenchServer } from './bench-server.js';
import { type BenchOptions, type BenchRow, beside, interleaved, type Pair, rounded } from './figure.js';
import type { ImportAnswer, ImportQuestion, Worked } from './import-questions.js';
import { startProcess } from './process.js';

const realList = join(folders.seedData, 'wellstar/WSSupplies.txt');

/** A large catalog staged and validated, and the real list imported whole, beside COPY of the same files. */
export async function bench({ emit, say, rows }: BenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'concord-bench-file-'));
  say('starting PostgreSQL ...');
  const server = await startBenchServer();
  try {
    await benchStaging(server, join(folder, 'catalog.txt'), { emit, say, rows });
    await benchWhole(server, { emit, say });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchStaging(
  server: BenchServer,
  path: string,
  { emit, say, rows }: Pick<BenchOptions, 'emit' | 'say' | 'rows'>,
): Promise<void> {
  say(`writing a catalog of ${rows.toLocaleString('en-US')} rows ...`);
  await writeCatalog(path, rows);
  const { hub, worker } = await readyHub(server);
  const copier = startProcess<ImportQuestion, ImportAnswer>('./import-process.js');
  const databaseUrl = hub.appUrl;
  const { id } = (await worker.ask({ databaseUrl, kind: 'receive', path })) as { id: string };
  say('staging it ...');
  const staged = await interleaved(
    {
      value: async () => (await worker.ask({ databaseUrl, kind: 'stage', id })) as Worked,
      floor: async () => (await copier.ask({ databaseUrl, kind: 'copy', path })) as Worked,
    },
    ({ ms }) => ms,
  );
  if (staged.value.rows !== rows || staged.floor.rows !== rows) throw new Error('not every row was staged');
  emitWorked(emit, 'stage and validate', staged);
  emit({
    bench: 'import',
    case: 'stage and validate',
    metric: 'memory',
    unit: 'MB',
    ...beside(staged.value.peakRssBytes / 1e6, staged.floor.peakRssBytes / 1e6),
  });
  await Promise.all([worker.stop(), copier.stop()]);
  await hub.close();
}

/** The real list into an empty hub, and once more, when it says nothing new. */
async function benchWhole(
  server: BenchServer,
  { emit, say }: Pick<BenchOptions, 'emit' | 'say'>,
): Promise<void> {
  say('importing the real list ...');
  const again: Worked[] = [];
  const first = await interleaved(
    {
      value: async () => {
        const { hub, worker } = await readyHub(server);
        const ask = async () =>
          (await worker.ask({ databaseUrl: hub.appUrl, kind: 'deliver', path: realList })) as Worked;
        const imported = await ask();
        again.push(await ask());
        await worker.stop();
        await hub.close();
        return imported;
      },
      floor: async () => {
        const { hub, worker } = await readyHub(server);
        const asked = { databaseUrl: hub.appUrl, kind: 'copy', path: realList } as const;
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
