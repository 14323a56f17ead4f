import { calendarFault } from '../calendar/working-calendar.js';
import type { CalendarSettings, QueueSettings, RuleSettings } from './queue-settings.store.js';
import { isPerson } from './read-handling.js';

const keyPattern = /^[a-z][a-z0-9-]{0,62}$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;

/** What is wrong with a calendar, as a sentence; undefined if nothing is. */
export function faultOfCalendar(calendar: CalendarSettings): string | undefined {
  if (!keyPattern.test(calendar.key)) return keySentence;
  if (!isTitle(calendar.title)) return titleSentence;
  if (calendar.hours.length > 50) return 'hours holds at most 50 spans.';
  if (calendar.holidays.length > 500) return 'holidays holds at most 500 days.';
  if (calendar.holidays.some(({ day, title }) => !isDate(day) || !isTitle(title)))
    return 'A holiday is a date like 2026-12-25 with a title.';
  if (new Set(calendar.holidays.map(({ day }) => day)).size < calendar.holidays.length)
    return 'A day is a holiday once.';
  return calendarFault(calendar);
}

/** What is wrong with a queue, as a sentence; undefined if nothing is. */
export function faultOfQueue(queue: QueueSettings): string | undefined {
  if (!keyPattern.test(queue.key)) return keySentence;
  if (!isTitle(queue.title)) return titleSentence;
  if (queue.dueMinutes !== null && !(queue.dueMinutes >= 1 && queue.dueMinutes <= 1_000_000))
    return 'dueMinutes is 1 to 1,000,000.';
  if (queue.escalatesTo === queue.key) return 'A queue escalates to another one.';
  if (queue.members.length > 500 || !queue.members.every(isPerson))
    return 'members holds names of people, at most 500.';
  return undefined;
}

/** What is wrong with routing rules, as a sentence; undefined if nothing is. */
export function faultOfRules(rules: readonly RuleSettings[]): string | undefined {
  if (rules.length > 500) return 'There are at most 500 rules.';
  for (const { system, facility, assignee, headStart } of rules) {
    if ([system, facility].some((text) => text !== null && !isTitle(text)))
      return 'system and facility are 1 to 200 characters.';
    if (assignee !== null && !isPerson(assignee)) return 'assignee is the name of a person.';
    if (Math.abs(headStart) > 1_000_000) return 'headStart is at most 1,000,000 minutes.';
  }
  return undefined;
}

const keySentence = 'A key is lower-case letters, digits and dashes, at most 63.';
const titleSentence = 'A title is 1 to 200 characters.';

function isTitle(text: string): boolean {
  return text.trim() !== '' && text.length <= 200 && !text.includes('\0') && text.isWellFormed();
}

function isDate(text: string): boolean {
  return (
    datePattern.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  );
}
