/** A calendar day as the number of days since 1970-01-01. Validity is counted in days at the place. */
export type Day = number;

/** The day before every day and the day after every day, as PostgreSQL’s `-infinity` and `infinity`. */
export const firstDay: Day = -0x7fffffff;
export const lastDay: Day = 0x7fffffff;

const msPerDay = 86_400_000;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const instantPattern = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Whatever the time zone, an instant between these lies in the years 1 to 9999. */
const firstInstant = new Date('0001-01-02');
const lastInstant = new Date('9999-12-31');

/** The day of an ISO date (`2026-03-31`), `infinity` or `-infinity`; undefined if there is no such day. */
export function parseDay(text: string): Day | undefined {
  if (text === 'infinity') return lastDay;
  if (text === '-infinity') return firstDay;
  return parseDate(text);
}

/** The day of an ISO date; undefined if there is no such day. */
export function parseDate(text: string): Day | undefined {
  if (!datePattern.test(text) || text < '0001') return undefined;
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text ? ms / msPerDay : undefined;
}

/** ISO date of a day; null for either infinity: an open end. */
export function formatDay(day: Day): string | null {
  if (day === firstDay || day === lastDay) return null;
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** Tells the calendar day of an instant in one time zone. Making one is dear (an Intl formatter); asking costs 3 µs,
 *  or nothing within the second asked about last. Not the minute: old offsets have seconds. */
export function dayIn(timeZone: string): (instant: Date) => Day {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  let lastSecond = Number.NaN;
  let itsDay = Number.NaN;
  return (instant) => {
    const second = Math.floor(instant.getTime() / 1_000);
    if (second === lastSecond) return itsDay;
    const day = parseDay(format.format(instant).padStart('2026-03-31'.length, '0'));
    if (day === undefined) throw new Error(`no calendar day for ${instant.toISOString()} in ${timeZone}`);
    lastSecond = second;
    itsDay = day;
    return day;
  };
}

/** Reads a caller’s `asOf`: a date as it stands, an instant as the date it is at the place; undefined if neither. */
export function readAsOf(text: string, dayAtPlace: (instant: Date) => Day): Day | undefined {
  if (datePattern.test(text)) return parseDay(text);
  if (!instantPattern.test(text) || parseDay(text.slice(0, 10)) === undefined) return undefined;
  const instant = new Date(text.toUpperCase());
  return firstInstant <= instant && instant < lastInstant ? dayAtPlace(instant) : undefined;
}
