import type { JudgementOfIds } from '../../match-merge/clusters/judgements.js';
import { type Deduped, dedupe } from '../../match-merge/dedupe.js';
import { accountInOne } from '../../match-merge/link-account.js';
import type { Table } from '../../match-merge/tables/table.js';
import { StageBars } from '../stage-bars.js';
import { unwritable } from '../whole-file.js';
import { complain } from './complain.js';
import { readFile, readJudgementsFile, writeCsv } from './csv-files.js';
import { unwritableAccounts, writeJsonLines } from './json-lines.js';
import { pairOfIds } from './pair-of-ids.js';

export interface DedupeOptions {
  readonly in: string;
  readonly out: string;
  readonly id: string;
  readonly judgements?: string;
  readonly explain?: string;
  readonly accounts?: string;
}

/** `concord dedupe`: 0 when the clusters are written, 1 when the file could not be read or they could not be written. A
 *  cluster goes by the id of its first record. */
export async function dedupeFile(options: DedupeOptions): Promise<number> {
  const nowhere = unwritable(options.out) ?? unwritableAccounts(options.accounts, options.out);
  if (nowhere) return complain(nowhere);
  const table = await readFile(options.in, options.id);
  if (typeof table === 'string') return complain(table);
  const explained = options.explain === undefined ? undefined : pairOfIds(options.explain, table, table);
  if (explained?.kind === 'refused') return complain(explained.sentence);
  const judgements = await readJudgementsFile(options.judgements, new Set(table.ids));
  if (typeof judgements === 'string') return complain(judgements);
  const deduped = dedupeTable(table, judgements);
  const { ids } = deduped.table;
  const rows = ids.map((id, r) => [id, ids[deduped.clusters[r]!]!]);
  const failed = await writeCsv(options.out, ['id', 'cluster'], rows);
  if (failed) return complain(failed);
  const untold = options.accounts && (await writeJsonLines(options.accounts, accountsOf(deduped)));
  if (untold) return complain(untold);
  if (explained) {
    const explain = accountInOne(deduped, explained.left, explained.right);
    process.stdout.write(`${JSON.stringify({ explain })}\n`);
  }
  process.stdout.write(`${JSON.stringify({ ...summaryOf(deduped), out: options.out })}\n`);
  return 0;
}

/** Of every compared pair that speaks for being one thing or is one, in the order of ids. */
function* accountsOf(deduped: Deduped): Generator<object> {
  const { table, clusters, scores, prepared } = deduped;
  const { left, right } = prepared.candidates;
  for (let p = 0; p < scores.length; p++) {
    const [a, b] = [left[p]!, right[p]!];
    if (scores[p]! > 0 || clusters[a] === clusters[b])
      yield accountInOne(deduped, table.ids[a]!, table.ids[b]!);
  }
}

function dedupeTable(table: Table, judgements: readonly JudgementOfIds[]): Deduped {
  const bars = new StageBars();
  const deduped = dedupe(table, { judgements, stage: bars.show });
  bars.end();
  return deduped;
}

function summaryOf({ table, attributes, prepared, clusters, judgements, conflicts }: Deduped) {
  const { candidates } = prepared;
  return {
    records: table.ids.length,
    attributes: attributes.map(({ name, kind }) => ({ name, kind })),
    candidates: candidates.left.length,
    overfullRecords: candidates.overfullRecords,
    tiesLeftOut: candidates.tiesLeftOut,
    searchesCutShort: candidates.searchesCutShort,
    clusters: new Set(clusters).size,
    ...(judgements.length > 0 && { judgements: judgements.length, conflicts }),
  };
}
