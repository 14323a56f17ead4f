import type { ResolveIndex } from './index/resolve-index.js';
import type { Hop } from './road.js';
import { isBelieved } from './standing.js';

/** The golden record that an id names at a revision: its own, or, after merges, the survivor’s with the way there.
 *  Undefined where the hub believes nothing of it then. */
export function believedRecord(
  index: ResolveIndex,
  id: string,
  pin: number,
): { record: number; way: readonly Hop[] } | undefined {
  const record = index.records.find(id);
  return record === -1 ? undefined : believedAt(index, record, pin);
}

/** The same of a row. The database lets no redirects form a circle. */
export function believedAt(
  index: ResolveIndex,
  row: number,
  pin: number,
): { record: number; way: readonly Hop[] } | undefined {
  const way: Hop[] = [];
  let record = row;
  while (!isBelieved(index, record, pin)) {
    const redirect = index.redirects.at(record, pin);
    if (redirect === -1) return undefined;
    way.push({ kind: 'redirect', row: redirect });
    record = index.redirects.survivorOf(redirect);
  }
  return { record, way };
}
