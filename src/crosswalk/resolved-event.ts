import type { NewEvent } from '../platform/events/event.store.js';
import type { ResolveIndex } from './index/resolve-index.js';
import type { Waiting } from './miss-waiter.store.js';
import { type Road, targetOf } from './road.js';
import type { SystemDirectory } from './system-directory.js';
import type { Purpose } from './vocabulary.js';
import { releaseId } from './waiter.js';

/** What was asked in vain, without what each who waits adds to it. */
export interface AskedInVain {
  readonly id: string;
  /** Database id of the code; null where no source and no mapping names it. */
  readonly code: number | null;
  readonly system: string;
  readonly target: string;
  readonly issuer: string;
  readonly normal: string;
  readonly purpose: Purpose;
}

/** A waiter whom an act answers, and with what. */
export interface Answered {
  readonly miss: AskedInVain;
  readonly waiter: Waiting;
  readonly targets: readonly AnsweredTarget[];
}

export interface AnsweredTarget {
  readonly system: string;
  readonly issuer: string | null;
  readonly code: string;
}

export const mappingResolved = 'mapping.resolved.v1';

/** The codes at the ends of roads. */
export function answeredBy(
  index: ResolveIndex,
  directory: SystemDirectory,
  roads: readonly Road[],
): AnsweredTarget[] {
  const { codes } = index;
  return roads.map((road) => {
    const row = targetOf(index, road);
    return {
      system: directory.keyOf(codes.systemOf(row)),
      issuer: codes.issuerOf(row) || null,
      code: codes.normalOf(row),
    };
  });
}

/** What a waiter is told: the question as they asked it, their reference, and the answer. */
export function resolvedEvent({ miss, waiter, targets }: Answered, act: number): NewEvent {
  const { id: missId, system, issuer, normal, target, purpose } = miss;
  const { context, asOf, quantity, unit, ref, count, lastAsked } = waiter;
  return {
    id: releaseId(waiter.id, act),
    type: mappingResolved,
    recipient: waiter.caller,
    system,
    data: {
      ...{ missId, ref, system, issuer: issuer || null, code: normal, target, purpose },
      ...{ context, asOf, quantity, unit, timesAsked: count, lastAsked, targets },
    },
  };
}
