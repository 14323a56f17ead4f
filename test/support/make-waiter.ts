import { type Waiter, type WaiterAsked, waiterId } from '../../src/crosswalk/waiter.js';

/** Somebody who asked without circumstances. */
export const nobody: Waiter = {
  caller: 'key:test',
  context: [],
  asOf: null,
  quantity: null,
  unit: null,
  ref: null,
};

/** One who asked about a miss in vain, at a revision. */
export function makeWaiter(missId: string, revision: number, changes: Partial<Waiter> = {}): WaiterAsked {
  const waiter = { ...nobody, ...changes };
  return { ...waiter, id: waiterId(missId, waiter), revision, count: 1 };
}
