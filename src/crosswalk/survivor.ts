import type { ResolveIndex } from './index/resolve-index.js';
import type { Hop } from './road.js';
import { isBelieved } from './standing.js';

/** The golden record that an id names at a revision: its own, or, after merges, the survivor’s with the way there.
 *  Undefined where the hub believes nothing of it then. The database lets no redirects form a circle. */
export function believedRecord(
  index: ResolveIndex,
  id: string,
  pin: number,
): { record: number; way: readonly Hop[] } | undefined {
  const { records, redirects } = index;
  const way: Hop[] = [];
  let record = records.find(id);
  while (record !== -1 && !isBelieved(index, record, pin)) {
    const row = redirects.at(record, pin);
    if (row === -1) return undefined;
    way.push({ kind: 'redirect', row });
    record = redirects.survivorOf(row);
  }
  return record === -1 ? undefined : { record, way };
}
