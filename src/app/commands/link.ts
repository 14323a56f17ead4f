import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { format } from 'fast-csv';
import { type Linked, type LinkedPair, link, linkedPairs, topCandidates } from '../../match-merge/link.js';
import { accountOf } from '../../match-merge/link-account.js';
import { readTable } from '../../match-merge/tables/read-table.js';
import type { Table } from '../../match-merge/tables/table.js';
import { ProgressBar } from '../progress-bar.js';
import { complain } from './complain.js';

export interface LinkOptions {
  readonly left: string;
  readonly right: string;
  readonly out: string;
  readonly id: string;
  readonly oneToOne?: boolean;
  readonly top?: string;
  readonly explain?: string;
}

/** `concord link`: 0 when the pairs are written, 1 when a file could not be read or an option makes no sense. */
export async function linkFiles(options: LinkOptions): Promise<number> {
  const top = options.top === undefined ? undefined : Number(options.top);
  if (top !== undefined && !(Number.isSafeInteger(top) && top > 0))
    return complain(`--top takes a whole number above 0, not "${options.top}".`);
  const left = await readFile(options.left, options.id);
  const right = typeof left === 'string' ? left : await readFile(options.right, options.id);
  if (typeof left === 'string' || typeof right === 'string') return complain(String(right));
  const linked = link(left, right, { oneToOne: options.oneToOne ?? false, stage: stages() });
  if (options.explain !== undefined && !showAccount(linked, options.explain))
    return complain(
      `--explain takes the id of a left and of a right record: "L,R", not "${options.explain}".`,
    );
  await writeCsv(
    options.out,
    ['left_id', 'right_id', 'probability', 'weight', 'decision'],
    (top === undefined ? linkedPairs(linked) : topCandidates(linked, top)).map(pairRow),
  );
  const { candidates } = linked.prepared;
  const count = (decision: string) => linked.decisions.filter((each) => each === decision).length;
  process.stdout.write(
    `${JSON.stringify({
      left: left.ids.length,
      right: right.ids.length,
      attributes: linked.attributes.map(({ name, kind }) => ({ name, kind })),
      candidates: candidates.left.length,
      overfullRecords: candidates.overfullRecords,
      tiesLeftOut: candidates.tiesLeftOut,
      match: count('match'),
      review: count('review'),
      threshold: linked.threshold,
      out: options.out,
    })}\n`,
  );
  return 0;
}

function pairRow({ leftId, rightId, probability, weight, decision }: LinkedPair): string[] {
  return [leftId, rightId, probability.toFixed(6), weight.toFixed(4), decision];
}

function showAccount(linked: Linked, ids: string): boolean {
  const [leftId, rightId, more] = ids.split(',');
  if (!leftId || !rightId || more !== undefined) return false;
  const account = accountOf(linked, leftId, rightId);
  process.stdout.write(`${JSON.stringify({ explain: account })}\n`);
  return true;
}

/** The table of a file, or the sentence that says why not. */
export async function readFile(path: string, idColumn: string): Promise<Table | string> {
  if (!existsSync(path) || !statSync(path).isFile()) return `There is no file ${path}.`;
  const source = createReadStream(path);
  const bar = new ProgressBar(basename(path), statSync(path).size);
  const read = await readTable(source, idColumn, (rows) =>
    bar.show(source.bytesRead, `${rows.toLocaleString('en')} rows`),
  );
  bar.end();
  return read.kind === 'read' ? read.table : `${path}: ${read.sentence}`;
}

/** A progress bar for each stage of the engine, the one after the other. */
export function stages(): (name: string, done: number, total: number) => void {
  let bar: { readonly name: string; readonly bar: ProgressBar } | undefined;
  return (name, done, total) => {
    if (bar?.name !== name) {
      bar?.bar.end();
      bar = { name, bar: new ProgressBar(name, total) };
    }
    bar.bar.show(done, done.toLocaleString('en'));
  };
}

export async function writeCsv(
  path: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const csv = format({ headers: [...headers], alwaysWriteHeaders: true, includeEndRowDelimiter: true });
  await pipeline(Readable.from(rows), csv, createWriteStream(path));
}
