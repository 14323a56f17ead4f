import type { ResolveIndex } from './index/resolve-index.js';
import { codeRoles } from './vocabulary.js';
import type { When } from './walk-question.js';

/** Whether a record code is known and holds. */
export function pointsThen({ recordCodes }: ResolveIndex, row: number, { pin, day }: When): boolean {
  return recordCodes.knownAt(row, pin) && recordCodes.validOn(row, day);
}

/** The golden records a code points at, each by the row of the nearest role. */
export function recordsBehind(index: ResolveIndex, code: number, when: When): ReadonlyMap<number, number> {
  const { codes, recordCodes } = index;
  const rows: number[] = [];
  for (let row = codes.firstRecord.get(code); row !== -1; row = recordCodes.next(row)) {
    if (pointsThen(index, row, when)) rows.push(row);
  }
  return nearestEach(index, rows, (row) => recordCodes.recordOf(row));
}

/** Of several rows one for each `key`: by role, then by days. Whichever row was loaded first must not show. */
export function nearestEach(
  index: ResolveIndex,
  rows: readonly number[],
  keyOf: (row: number) => number,
): ReadonlyMap<number, number> {
  const nearest = new Map<number, number>();
  for (const row of rows) {
    const kept = nearest.get(keyOf(row));
    if (kept === undefined || isNearer(index, row, kept)) nearest.set(keyOf(row), row);
  }
  return nearest;
}

function isNearer({ recordCodes }: ResolveIndex, row: number, than: number): boolean {
  const [a, b] = [row, than].map((each) => codeRoles.indexOf(recordCodes.roleOf(each))) as [number, number];
  if (a !== b) return a < b;
  const from = recordCodes.validFrom(row) - recordCodes.validFrom(than);
  return from !== 0 ? from < 0 : recordCodes.validTo(row) > recordCodes.validTo(than);
}
