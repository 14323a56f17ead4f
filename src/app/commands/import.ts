import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Applied } from '../../imports/apply-import.js';
import { type DeliveryStatement, readStatement } from '../../imports/delivery-statement.js';
import { rejectedRows } from '../../imports/import.queries.js';
import type { Profile } from '../../imports/profile.js';
import { profiles } from '../../imports/profiles.js';
import { rejectedCsv } from '../../imports/rejected-csv.js';
import { deliver } from '../../imports/run-import.js';
import { connect, type Db } from '../../platform/db/db.js';
import { commandDatabase } from '../cli-database.js';
import { configured } from '../configured.js';
import { ProgressBar } from '../progress-bar.js';
import { complain } from './complain.js';

const shownRejects = 10;

export interface ImportOptions {
  readonly rejects?: string;
  readonly extracted?: string;
  readonly delivers?: string;
}

/** `concord import PROFILE FILE`: 0 if every row was taken or known, 3 if some were rejected, 1 if the file was refused. */
export async function importFile(profileKey: string, path: string, options: ImportOptions): Promise<number> {
  const profile = profiles.get(profileKey);
  if (!profile)
    return complain(
      `There is no import profile "${profileKey}"; there are: ${[...profiles.keys()].join(', ')}.`,
    );
  if (!existsSync(path) || !statSync(path).isFile()) return complain(`There is no file ${path}.`);
  const read = readStatement(options, new Date());
  if (read.kind === 'refused') return complain(read.sentence);
  const config = configured();
  const opened = await commandDatabase(config);
  if (opened.kind === 'failed') return complain(opened.sentence);
  const db = connect(opened.database.appUrl, {
    max: 6,
    name: 'concord import',
    timeZone: config.CONCORD_TIME_ZONE,
  });
  try {
    return await run(db, profile, path, { ...options, statement: read.statement });
  } finally {
    await db.$client.end();
    await opened.database.close();
  }
}

async function run(
  db: Db,
  profile: Profile,
  path: string,
  options: ImportOptions & { statement: DeliveryStatement },
): Promise<number> {
  const bar = new ProgressBar(basename(path), statSync(path).size);
  const stream = createReadStream(path);
  const outcome = await deliver(db, {
    profile,
    fileName: basename(path),
    actor: 'cli',
    stream,
    statement: options.statement,
    progress: (rows) => bar.show(stream.bytesRead, `${rows.toLocaleString('en')} rows`),
  });
  bar.end();
  if (outcome.kind === 'refused') return complain(outcome.sentence);
  if (outcome.kind !== 'applied') return complain(`The import ${outcome.id} was taken by another process.`);
  summarise(outcome.id, outcome.counts);
  if (outcome.counts.rowsRejected > 0) await showRejects(db, outcome.id, options.rejects);
  return outcome.counts.rowsRejected > 0 ? 3 : 0;
}

function summarise(id: string, counts: Applied): void {
  const { rowsRead, rowsApplied, rowsUnchanged, rowsRejected, changeId } = counts;
  process.stdout.write(
    `${JSON.stringify({ import: id, rowsRead, rowsApplied, rowsUnchanged, rowsRejected, published: changeId !== null })}\n`,
  );
}

async function showRejects(db: Db, id: string, file: string | undefined): Promise<void> {
  if (file) {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, rejectedCsv(rejectedRows(db, id)));
    process.stderr.write(`The rejected rows are in ${file}.\n`);
    return;
  }
  let shown = 0;
  for await (const { rowNumber, column, message } of rejectedRows(db, id)) {
    if (++shown > shownRejects) return void process.stderr.write('… more with --rejects FILE\n');
    process.stderr.write(`row ${rowNumber}${column && `, ${column}`}: ${message}\n`);
  }
}
