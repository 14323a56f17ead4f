import type { OnMiss, Purpose } from './vocabulary.js';
import type { WaiterAsked } from './waiter.js';

export interface MissSighting {
  readonly id: string;
  readonly systemId: number;
  readonly issuer: string;
  readonly normal: string;
  readonly targetSystemId: number;
  readonly purpose: Purpose;
  readonly written: string;
  readonly outcome: 'UNRESOLVED' | 'AMBIGUOUS';
  readonly problem: string;
  readonly onMiss: OnMiss;
  /** Revision at which the question was answered so. */
  readonly revision: number;
  /** Who asked, each with their own question. */
  readonly waiters: readonly WaiterAsked[];
}

/** The sightings of several groups as one group: one of each miss, as it was seen at the latest revision, and each waiter
 *  once with all their asking. Pure. */
export function mergeSightings(sightings: readonly MissSighting[]): MissSighting[] {
  const merged = new Map<string, { sighting: MissSighting; waiters: Map<string, WaiterAsked> }>();
  for (const sighting of sightings) {
    const known = merged.get(sighting.id) ?? { sighting, waiters: new Map<string, WaiterAsked>() };
    if (sighting.revision > known.sighting.revision) known.sighting = sighting;
    for (const waiter of sighting.waiters) {
      const { revision = 0, count = 0 } = known.waiters.get(waiter.id) ?? {};
      known.waiters.set(waiter.id, {
        ...waiter,
        revision: Math.max(revision, waiter.revision),
        count: count + waiter.count,
      });
    }
    merged.set(sighting.id, known);
  }
  return [...merged.values()].map(({ sighting, waiters }) => ({
    ...sighting,
    waiters: [...waiters.values()],
  }));
}
