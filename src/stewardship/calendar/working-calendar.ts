import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from '../../platform/time-zone.js';

/** Hours of one weekday on the calendar's own clocks, half-open: `from <= clock < to`. */
export interface WorkingHours {
  /** ISO weekday: 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** "08:00". */
  readonly from: string;
  /** "16:30", or "24:00" for the end of the day. */
  readonly to: string;
}

export interface Calendar {
  /** IANA name. */
  readonly timeZone: string;
  readonly hours: readonly WorkingHours[];
  /** Days on which nobody works, as "2026-12-25". */
  readonly holidays: ReadonlySet<string>;
}

/** Days looked at before a calendar is taken to have no working hour left: more than two years. */
const mostDays = 800;

/** The instant at which `minutes` of working time have passed since `since`. Time is counted as it passes: an hour that
 *  the clocks skip in spring is not worked, one that they repeat in autumn is worked twice. Undefined if the calendar has
 *  too little working time within 800 days. Minutes >= 0; 0 gives the first working instant. Pure. */
export function afterWorking(calendar: Calendar, since: Date, minutes: number): Date | undefined {
  let left = minutes * 60_000;
  const start = Temporal.Instant.fromEpochMilliseconds(since.getTime()).toZonedDateTimeISO(calendar.timeZone);
  let day = start.toPlainDate();
  for (let looked = 0; looked < mostDays; looked++, day = day.add({ days: 1 })) {
    if (calendar.holidays.has(day.toString())) continue;
    for (const span of spansOf(calendar, day)) {
      const from = Math.max(span.from, since.getTime());
      const worked = span.to - from;
      if (worked <= 0) continue;
      if (left <= worked) return new Date(from + left);
      left -= worked;
    }
  }
  return undefined;
}

/** The working hours of one day as instants, in order. */
function spansOf({ timeZone, hours }: Calendar, day: Temporal.PlainDate): { from: number; to: number }[] {
  const instantOf = (clock: string): number => {
    const time = clock === '24:00' ? { day: day.add({ days: 1 }), clock: '00:00' } : { day, clock };
    return time.day.toZonedDateTime({ timeZone, plainTime: time.clock }).epochMilliseconds;
  };
  return hours
    .filter(({ weekday }) => weekday === day.dayOfWeek)
    .map(({ from, to }) => ({ from: instantOf(from), to: instantOf(to) }))
    .sort((a, b) => a.from - b.from);
}

/** What is wrong with the hours or the time zone of a calendar, as a sentence; undefined if nothing is. */
export function calendarFault({ timeZone, hours }: Pick<Calendar, 'timeZone' | 'hours'>): string | undefined {
  if (!isTimeZone(timeZone)) return 'The time zone is an IANA name such as America/New_York.';
  if (hours.length === 0) return 'A calendar has at least one working hour a week.';
  for (const { weekday, from, to } of hours) {
    if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7)
      return 'A weekday is 1 (Monday) to 7 (Sunday).';
    if (!clockPattern.test(from) || !(clockPattern.test(to) || to === '24:00'))
      return 'Hours are written like 08:00, at most 24:00.';
    if (from >= to) return 'Hours begin before they end.';
  }
  const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from));
  const overlap = sorted.some((each, at) => {
    const before = sorted[at - 1];
    return before?.weekday === each.weekday && each.from < before.to;
  });
  return overlap ? 'Hours of one weekday do not overlap.' : undefined;
}

const clockPattern = /^([01]\d|2[0-3]):[0-5]\d$/;
