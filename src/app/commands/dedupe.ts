import { dedupe } from '../../match-merge/dedupe.js';
import { complain } from './complain.js';
import { readFile, stages, writeCsv } from './link.js';

export interface DedupeOptions {
  readonly in: string;
  readonly out: string;
  readonly id: string;
}

/** `concord dedupe`: 0 when the clusters are written, 1 when the file could not be read. A cluster goes by the id of its
 *  first record. */
export async function dedupeFile(options: DedupeOptions): Promise<number> {
  const table = await readFile(options.in, options.id);
  if (typeof table === 'string') return complain(table);
  const deduped = dedupe(table, { stage: stages() });
  const { ids } = deduped.table;
  await writeCsv(
    options.out,
    ['id', 'cluster'],
    ids.map((id, r) => [id, ids[deduped.clusters[r]!]!]),
  );
  const { candidates } = deduped.prepared;
  process.stdout.write(
    `${JSON.stringify({
      records: ids.length,
      attributes: deduped.attributes.map(({ name, kind }) => ({ name, kind })),
      candidates: candidates.left.length,
      overfullRecords: candidates.overfullRecords,
      tiesLeftOut: candidates.tiesLeftOut,
      clusters: new Set(deduped.clusters).size,
      out: options.out,
    })}\n`,
  );
  return 0;
}
