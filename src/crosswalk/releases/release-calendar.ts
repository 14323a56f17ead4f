/** When the next release of a code system is expected. */
export interface Expected {
  /** First day of the next release; null where the system has no calendar, or nothing of it was loaded yet. */
  readonly nextOn: string | null;
  /** Whether that day has come and the release is not in. */
  readonly isOverdue: boolean;
}

/** The first day of the next of `months` (1 to 12) after the day from which the latest release holds: HCPCS Level II,
 *  published in January, April, July and October, is next expected on 1 April after one of 1 January. Days are ISO dates.
 *  Pure. */
export function expectedAfter(
  latest: string | null,
  months: readonly number[] | null,
  today: string,
): Expected {
  if (latest === null || months === null || months.length === 0) return { nextOn: null, isOverdue: false };
  const [year = 0, month = 0] = latest.split('-').map(Number);
  const inOrder = [...months].sort((one, other) => one - other);
  const next = inOrder.find((each) => each > month);
  const nextOn = next === undefined ? firstOf(year + 1, inOrder[0] ?? 1) : firstOf(year, next);
  return { nextOn, isOverdue: nextOn <= today };
}

function firstOf(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
}
