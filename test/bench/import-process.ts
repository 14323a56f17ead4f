import { createReadStream } from 'node:fs';
import { profiles } from '../../src/imports/profiles.js';
import { deliver, receive, systemsOf } from '../../src/imports/run-import.js';
import { stageImport } from '../../src/imports/stage-import.js';
import { connect, type Db } from '../../src/platform/db/db.js';
import { cpuMs } from './fixtures/cpu.js';
import type { ImportAnswer, ImportQuestion } from './import-questions.js';
import { answerParent } from './process.js';

/* What a worker does with a file, in a process of its own, so that its memory is its own too. */

answerParent<ImportQuestion, ImportAnswer>(async (question) => {
  const db = connect(question.databaseUrl, { max: 6, name: 'bench import' });
  try {
    switch (question.kind) {
      case 'receive':
        return { id: await receive(db, delivery(question.path)) };
      case 'stage':
        return await stage(db, question.id);
      case 'copy':
        return await copy(db, question.path);
      case 'deliver':
        return await wholeImport(db, question.path);
      default:
        return question satisfies never;
    }
  } finally {
    await db.$client.end({ timeout: 5 });
  }
});

const profileKey = 'wellstar-supplies';

function profileOf() {
  const profile = profiles.get(profileKey);
  if (!profile) throw new Error(`no profile ${profileKey}`);
  return profile;
}

function delivery(path: string) {
  return { profile: profileOf(), fileName: 'bench.txt', actor: 'bench', stream: createReadStream(path) };
}

/** An upload already kept, read again and staged. */
async function stage(db: Db, id: string): Promise<ImportAnswer> {
  const profile = profileOf();
  const forms = await systemsOf(db, profile);
  if (!forms) throw new Error('the code systems are not set up');
  const stop = stopwatch();
  const staged = await stageImport(db, { id, profile, forms, progress: () => {} });
  const used = stop();
  if (staged.kind !== 'staged') throw new Error(staged.sentence);
  return { ...used, rows: staged.rows, peakRssBytes: process.resourceUsage().maxRSS * 1024 };
}

/** The floor: the same bytes into a table of five texts without any index. */
async function copy(db: Db, path: string): Promise<ImportAnswer> {
  const client = await db.$client.reserve();
  try {
    await client`create temporary table plain (area text, px text, description text, supply text, price text)`;
    const stop = stopwatch();
    const sink = await client`
      copy plain from stdin (format csv, delimiter '|', quote E'\\x01', header, encoding 'latin1')`.writable();
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      if (!sink.write(chunk)) await new Promise((resolve) => sink.once('drain', resolve));
    }
    await new Promise((resolve) => sink.end(() => resolve(undefined)));
    const used = stop();
    const [row] = await client<{ n: number }[]>`select count(*)::int as n from plain`;
    await client`drop table plain`;
    return { ...used, rows: row?.n ?? 0, peakRssBytes: process.resourceUsage().maxRSS * 1024 };
  } finally {
    client.release();
  }
}

async function wholeImport(db: Db, path: string): Promise<ImportAnswer> {
  const stop = stopwatch();
  const outcome = await deliver(db, delivery(path));
  const used = stop();
  if (outcome.kind !== 'applied') throw new Error(outcome.kind);
  return { ...used, rows: outcome.counts.rowsRead, peakRssBytes: process.resourceUsage().maxRSS * 1024 };
}

function stopwatch(): () => { ms: number; cpuMs: number } {
  const start = performance.now();
  const cpuStart = cpuMs();
  return () => ({ ms: performance.now() - start, cpuMs: cpuMs() - cpuStart });
}
