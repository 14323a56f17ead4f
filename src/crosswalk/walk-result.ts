import type { Road } from './road.js';

export type WalkProblem =
  | 'CODE_UNKNOWN'
  | 'CODE_INACTIVE'
  | 'NO_MAPPING'
  | 'TARGET_INACTIVE'
  | 'TARGET_BROADER'
  | 'CONTEXT_REQUIRED'
  | 'CONTEXT_UNKNOWN';

/** Why several answers are of equal standing: several codes of one thing; a code on the way that points at several golden
 *  records; an approved mapping that the golden record contradicts; a mapping beside "nothing corresponds there"; or
 *  several successors of what was asked. */
export type Ambiguity =
  | 'SEVERAL_TARGETS'
  | 'SEVERAL_RECORDS'
  | 'ROADS_DISAGREE'
  | 'NO_MAP_DISPUTED'
  | 'SEVERAL_SUCCESSORS';

/** What was found, as roads through the index. */
export type Walk =
  | { readonly kind: 'resolved'; readonly road: Road }
  /** All targets of one statement that is declared one-to-many. */
  | { readonly kind: 'several'; readonly roads: readonly Road[] }
  /** The road to an approved "nothing corresponds there". */
  | { readonly kind: 'no-map'; readonly road: Road }
  | { readonly kind: 'ambiguous'; readonly because: Ambiguity; readonly roads: readonly Road[] }
  | Unresolved;

export interface Unresolved {
  readonly kind: 'unresolved';
  readonly problem: WalkProblem;
  /** Context keys that the problem is about. */
  readonly keys?: readonly number[];
}
