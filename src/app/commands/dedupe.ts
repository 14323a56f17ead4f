import { type Deduped, dedupe } from '../../match-merge/dedupe.js';
import { accountInOne } from '../../match-merge/link-account.js';
import type { Table } from '../../match-merge/tables/table.js';
import { StageBars } from '../stage-bars.js';
import { unwritable } from '../whole-file.js';
import { complain } from './complain.js';
import { readFile, writeCsv } from './csv-files.js';
import { pairOfIds } from './pair-of-ids.js';

export interface DedupeOptions {
  readonly in: string;
  readonly out: string;
  readonly id: string;
  readonly explain?: string;
}

/** `concord dedupe`: 0 when the clusters are written, 1 when the file could not be read or they could not be written. A
 *  cluster goes by the id of its first record. */
export async function dedupeFile(options: DedupeOptions): Promise<number> {
  const nowhere = unwritable(options.out);
  if (nowhere) return complain(nowhere);
  const table = await readFile(options.in, options.id);
  if (typeof table === 'string') return complain(table);
  const explained = options.explain === undefined ? undefined : pairOfIds(options.explain, table, table);
  if (explained?.kind === 'refused') return complain(explained.sentence);
  const deduped = dedupeTable(table);
  const { ids } = deduped.table;
  const rows = ids.map((id, r) => [id, ids[deduped.clusters[r]!]!]);
  const failed = await writeCsv(options.out, ['id', 'cluster'], rows);
  if (failed) return complain(failed);
  if (explained) {
    const explain = accountInOne(deduped, explained.left, explained.right);
    process.stdout.write(`${JSON.stringify({ explain })}\n`);
  }
  process.stdout.write(`${JSON.stringify({ ...summaryOf(deduped), out: options.out })}\n`);
  return 0;
}

function dedupeTable(table: Table): Deduped {
  const bars = new StageBars();
  const deduped = dedupe(table, { stage: bars.show });
  bars.end();
  return deduped;
}

function summaryOf({ table, attributes, prepared, clusters }: Deduped) {
  const { candidates } = prepared;
  return {
    records: table.ids.length,
    attributes: attributes.map(({ name, kind }) => ({ name, kind })),
    candidates: candidates.left.length,
    overfullRecords: candidates.overfullRecords,
    tiesLeftOut: candidates.tiesLeftOut,
    searchesCutShort: candidates.searchesCutShort,
    clusters: new Set(clusters).size,
  };
}
