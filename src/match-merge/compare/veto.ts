import type { Comparator } from './comparator.js';

/** Whether anything forbids to call two records a match by what their texts say. */
export function vetoOf(comparators: readonly Comparator[]): (left: number, right: number) => boolean {
  const forbidding = comparators.filter(({ vetoes }) => vetoes !== undefined);
  return (left, right) => forbidding.some((each) => each.place(left, right) >= 0);
}
