import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterWorking,
  type Calendar,
  calendarFault,
} from '../../../src/stewardship/calendar/working-calendar.js';

const weekdays = [1, 2, 3, 4, 5];
const makeCalendar = (changes: Partial<Calendar> = {}): Calendar => ({
  timeZone: 'America/New_York',
  hours: weekdays.map((weekday) => ({ weekday, from: '08:00', to: '17:00' })),
  holidays: new Set(),
  ...changes,
});
const due = (calendar: Calendar, since: string, minutes: number) =>
  afterWorking(calendar, new Date(since), minutes)?.toISOString();

describe('a due date', () => {
  test.each([
    ['within the same day', '2026-11-30T14:00:00Z', 60, '2026-11-30T15:00:00.000Z'],
    [
      'before the day begins counts from its first hour',
      '2026-11-30T10:00:00Z',
      60,
      '2026-11-30T14:00:00.000Z',
    ],
    ['over the night', '2026-11-30T21:30:00Z', 60, '2026-12-01T13:30:00.000Z'],
    ['over the weekend', '2026-12-04T21:00:00Z', 120, '2026-12-07T14:00:00.000Z'],
    ['at the very end of a day is that end', '2026-11-30T21:00:00Z', 60, '2026-11-30T22:00:00.000Z'],
    ['without minutes is the next working instant', '2026-12-05T12:00:00Z', 0, '2026-12-07T13:00:00.000Z'],
  ])('%s', (_, since, minutes, expected) => {
    expect(due(makeCalendar(), since, minutes)).toBe(expected);
  });

  test('passes over a holiday', () => {
    const holidays = new Set(['2026-11-26', '2026-11-27']);
    expect(due(makeCalendar({ holidays }), '2026-11-25T21:00:00Z', 120)).toBe('2026-11-30T14:00:00.000Z');
  });

  test('is the clock’s hour on both sides of a change of the clocks', () => {
    // Sunday, 2026-03-08: New York goes from UTC−5 to UTC−4.
    expect(due(makeCalendar(), '2026-03-06T21:00:00Z', 120)).toBe('2026-03-09T13:00:00.000Z');
    // Sunday, 2026-11-01: back again.
    expect(due(makeCalendar(), '2026-10-30T20:00:00Z', 120)).toBe('2026-11-02T14:00:00.000Z');
  });

  test('counts the hour that the clocks skip as none, and the one they repeat twice', () => {
    const night = makeCalendar({ hours: [{ weekday: 7, from: '00:00', to: '04:00' }] });
    expect(due(night, '2026-03-08T05:00:00Z', 180)).toBe('2026-03-08T08:00:00.000Z');
    expect(due(night, '2026-03-08T05:00:00Z', 181)).toBe('2026-03-15T04:01:00.000Z');
    expect(due(night, '2026-11-01T04:00:00Z', 300)).toBe('2026-11-01T09:00:00.000Z');
  });

  test('is the same instant in two time zones only where their hours are', () => {
    const berlin = makeCalendar({ timeZone: 'Europe/Berlin' });
    expect(due(berlin, '2026-11-30T14:00:00Z', 60)).toBe('2026-11-30T15:00:00.000Z');
    expect(due(berlin, '2026-11-30T16:00:00Z', 60)).toBe('2026-12-01T08:00:00.000Z');
    expect(due(makeCalendar(), '2026-11-30T16:00:00Z', 60)).toBe('2026-11-30T17:00:00.000Z');
  });

  test('works around the clock where the hours say so', () => {
    const always = makeCalendar({
      hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
    });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 100_000 }),
        (since, minutes) => {
          expect(afterWorking(always, since, minutes)?.getTime()).toBe(since.getTime() + minutes * 60_000);
        },
      ),
    );
  });

  test('is never in a holiday, never outside the hours, and later for more minutes', () => {
    const holidays = new Set(['2026-01-01', '2026-07-03', '2026-12-25']);
    const calendar = makeCalendar({ holidays });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 10_000 }),
        (since, minutes) => {
          const first = afterWorking(calendar, since, minutes) as Date;
          const second = afterWorking(calendar, since, minutes + 1) as Date;
          expect(second > first).toBe(true);
          const clock = new Intl.DateTimeFormat('en-CA', {
            timeZone: calendar.timeZone,
            dateStyle: 'short',
            timeStyle: 'short',
            hourCycle: 'h23',
          }).format(first);
          const [day = '', time = ''] = clock.split(', ');
          expect(holidays.has(day)).toBe(false);
          expect(time >= '08:00' && time <= '17:00').toBe(true);
        },
      ),
    );
  });

  test('is none where nobody ever works again', () => {
    const holidays = new Set<string>();
    for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2030, 0, 1); day += 86_400_000)
      holidays.add(new Date(day).toISOString().slice(0, 10));
    expect(due(makeCalendar({ holidays }), '2026-06-01T00:00:00Z', 1)).toBeUndefined();
  });
});

describe('a calendar', () => {
  test.each([
    [{ timeZone: 'Mars/Olympus' }, 'The time zone is an IANA name such as America/New_York.'],
    [{ hours: [] }, 'A calendar has at least one working hour a week.'],
    [{ hours: [{ weekday: 8, from: '08:00', to: '09:00' }] }, 'A weekday is 1 (Monday) to 7 (Sunday).'],
    [{ hours: [{ weekday: 1, from: '8:00', to: '09:00' }] }, 'Hours are written like 08:00, at most 24:00.'],
    [{ hours: [{ weekday: 1, from: '09:00', to: '09:00' }] }, 'Hours begin before they end.'],
    [
      {
        hours: [
          { weekday: 1, from: '08:00', to: '12:00' },
          { weekday: 1, from: '11:59', to: '16:00' },
        ],
      },
      'Hours of one weekday do not overlap.',
    ],
    [{}, undefined],
  ])('%j is refused with a sentence', (changes, sentence) => {
    expect(calendarFault(makeCalendar(changes))).toBe(sentence);
  });
});
