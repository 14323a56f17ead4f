import { parseDay } from '../crosswalk/day.js';

/** How a source numbers what it says of a record, the higher the newer: a whole number of up to 18 digits, or a moment,
 *  which counts as its microseconds since 1970. A feed keeps to one of the two. */
export type SourceVersion =
  | { kind: 'version'; version: string; isMoment: boolean }
  | { kind: 'fault'; message: string };

const number = /^\d{1,18}$/;
const moment = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;
/** Clocks differ; but after a moment of another century all that follows would come late. */
const aheadMs = 24 * 3_600_000;

/** Reads a source version as a source writes it. Messages never repeat it. */
export function readSourceVersion(text: string, now: Date): SourceVersion {
  if (number.test(text)) return { kind: 'version', version: BigInt(text).toString(), isMoment: false };
  const [, day, time, fraction = '', zone] = moment.exec(text) ?? [];
  const ms = day && parseDay(day) !== undefined ? Date.parse(`${day}T${time}${zone}`) : Number.NaN;
  if (Number.isNaN(ms)) {
    return fault('a version is a whole number of up to 18 digits, or a moment such as 2026-03-31T09:00:00Z');
  }
  if (ms < 0 || ms > now.getTime() + aheadMs) {
    return fault('the moment lies before 1970 or more than a day ahead');
  }
  const micros = BigInt(ms) * 1_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  return { kind: 'version', version: `${micros}`, isMoment: true };
}

function fault(message: string): SourceVersion {
  return { kind: 'fault', message };
}
