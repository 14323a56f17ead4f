import { createReadStream } from 'node:fs';
import { applyImport } from '../../src/imports/apply-import.js';
import type { Forms } from '../../src/imports/judged-row.js';
import type { Profile } from '../../src/imports/profile.js';
import { profiles } from '../../src/imports/profiles.js';
import { receive, systemsOf } from '../../src/imports/run-import.js';
import { stageImport } from '../../src/imports/stage-import.js';
import { connect, type Db } from '../../src/platform/db/db.js';
import { cpuMs } from './fixtures/cpu.js';
import type { ImportAnswer, ImportQuestion, Worked } from './import-questions.js';
import { answerParent } from './process.js';

/* What a worker does with a file, in a process of its own, so that its memory is its own too. */

answerParent<ImportQuestion, ImportAnswer>(async (question) => {
  const db = connect(question.databaseUrl, { max: 6, name: 'bench import' });
  try {
    switch (question.kind) {
      case 'receive':
        return { id: await receive(db, delivery(question)) };
      case 'stage':
        return await stage(db, question);
      case 'copy':
        return await copy(db, question);
      case 'deliver':
        return await wholeImport(db, question);
      default:
        return question satisfies never;
    }
  } finally {
    await db.$client.end({ timeout: 5 });
  }
});

function profileOf(key: string): Profile {
  const profile = profiles.get(key);
  if (!profile) throw new Error(`no profile ${key}`);
  return profile;
}

interface File {
  readonly profile: string;
  readonly path: string;
}

function delivery({ profile, path }: File) {
  return {
    profile: profileOf(profile),
    fileName: 'bench.txt',
    actor: 'bench',
    stream: createReadStream(path),
  };
}

/** An upload already kept, read again and staged. */
async function stage(db: Db, { profile: key, id }: { profile: string; id: string }): Promise<Worked> {
  const profile = profileOf(key);
  const stop = stopwatch();
  const rows = await staged(db, id, profile);
  return { ...stop(), rows, peakRssBytes: peakRssBytes() };
}

async function staged(db: Db, id: string, profile: Profile): Promise<number> {
  const forms = await formsOf(db, profile);
  const outcome = await stageImport(db, { id, profile, forms, progress: () => {} });
  if (outcome.kind !== 'staged') throw new Error(outcome.sentence);
  return outcome.rows;
}

async function formsOf(db: Db, profile: Profile): Promise<Forms> {
  const forms = await systemsOf(db, profile);
  if (!forms) throw new Error('the code systems are not set up');
  return forms;
}

/** The floor: the same bytes into a table of texts, one for each column of the profile, without any index. */
async function copy(db: Db, { profile: key, path }: File): Promise<Worked> {
  const { columns, delimiter, quote, encoding } = profileOf(key);
  const client = await db.$client.reserve();
  try {
    const texts = columns.map((_, at) => `column_${at} text`).join(', ');
    await client.unsafe(`create temporary table plain (${texts})`);
    const stop = stopwatch();
    const sink = await client
      .unsafe(
        `copy plain from stdin (format csv, delimiter '${delimiter}', quote E'${quote ?? '\\x01'}', header,
         encoding '${encoding}')`,
      )
      .writable();
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      if (!sink.write(chunk)) await new Promise((resolve) => sink.once('drain', resolve));
    }
    await new Promise((resolve) => sink.end(() => resolve(undefined)));
    const used = stop();
    const [row] = await client<{ n: number }[]>`select count(*)::int as n from plain`;
    await client`drop table plain`;
    return { ...used, rows: row?.n ?? 0, peakRssBytes: peakRssBytes() };
  } finally {
    client.release();
  }
}

/** What `deliver` does, with the time each of its steps takes. */
async function wholeImport(db: Db, file: File): Promise<Worked> {
  const profile = profileOf(file.profile);
  const stop = stopwatch();
  const id = await receive(db, delivery(file));
  const received = stop().ms;
  await staged(db, id, profile);
  const stagedAt = stop().ms;
  const counts = await applyImport(db, { id, profile, forms: await formsOf(db, profile), actor: 'bench' });
  const used = stop();
  return {
    ...used,
    rows: counts.rowsRead,
    rejected: counts.rowsRejected,
    peakRssBytes: peakRssBytes(),
    phases: { receive: received, stage: stagedAt - received, apply: used.ms - stagedAt },
  };
}

function peakRssBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

function stopwatch(): () => { ms: number; cpuMs: number } {
  const start = performance.now();
  const cpuStart = cpuMs();
  return () => ({ ms: performance.now() - start, cpuMs: cpuMs() - cpuStart });
}
