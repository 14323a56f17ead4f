import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayIn, firstDay, formatDay, lastDay, parseDay, readAsOf } from '../../src/crosswalk/day.js';

const earliest = -719_162; // 0001-01-01
const latest = 2_932_896; // 9999-12-31

describe('calendar days', () => {
  test('are counted from 1970-01-01', () => {
    expect(
      ['1970-01-01', '1969-12-31', '2026-03-31', '2000-02-29', '0001-01-01', '9999-12-31'].map(parseDay),
    ).toEqual([0, -1, 20_543, 11_016, earliest, latest]);
  });

  test('come back as they were written, every one of ten thousand years', () => {
    fc.assert(
      fc.property(fc.integer({ min: earliest, max: latest }), (day) => {
        expect(parseDay(formatDay(day) ?? '')).toBe(day);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    '2026-02-30',
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-32',
    '0000-01-01',
    '1900-02-29',
    '2026-1-1',
    '26-01-01',
    '02026-01-01',
    '2026/01/01',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
    '',
    'today',
  ])('%j is no day', (text) => {
    expect(parseDay(text)).toBeUndefined();
    expect(readAsOf(text, () => 0)).toBeUndefined();
  });

  test('an open end is infinity in the database and null outside', () => {
    expect([parseDay('-infinity'), parseDay('infinity')]).toEqual([firstDay, lastDay]);
    expect([formatDay(firstDay), formatDay(lastDay)]).toEqual([null, null]);
  });

  test('a caller cannot ask for infinity', () => {
    expect([readAsOf('infinity', () => 0), readAsOf('-infinity', () => 0)]).toEqual([undefined, undefined]);
  });
});

describe('instants', () => {
  const at = (zone: string, text: string) => {
    const day = readAsOf(text, dayIn(zone));
    return day === undefined ? undefined : formatDay(day);
  };

  test.each([
    // New York springs forward on 8 March 2026 and falls back on 1 November.
    ['America/New_York', '2026-03-08T04:59:59Z', '2026-03-07'],
    ['America/New_York', '2026-03-08T05:00:00Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T03:59:59Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T04:00:00Z', '2026-03-09'],
    ['America/New_York', '2026-11-01T03:59:59.999Z', '2026-10-31'],
    ['America/New_York', '2026-11-01T04:00Z', '2026-11-01'],
    ['America/New_York', '2026-11-02T04:59:59Z', '2026-11-01'],
    ['America/New_York', '2026-11-02T05:00:00Z', '2026-11-02'],
    // The offset says which instant it is; the place says which day that is.
    ['America/New_York', '2026-03-31T23:30:00-04:00', '2026-03-31'],
    ['America/New_York', '2026-04-01T00:30:00+02:00', '2026-03-31'],
    ['UTC', '2026-03-31T23:30:00-04:00', '2026-04-01'],
    // In São Paulo the clock once jumped over midnight; Apia has no 30 December 2011; Kathmandu is 5:45 ahead.
    ['America/Sao_Paulo', '2018-11-04T02:59:59Z', '2018-11-03'],
    ['America/Sao_Paulo', '2018-11-04T03:00:00Z', '2018-11-04'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
    ['Asia/Kathmandu', '2026-01-01T18:14:59Z', '2026-01-01'],
    ['Asia/Kathmandu', '2026-01-01T18:15:00Z', '2026-01-02'],
    ['Pacific/Kiritimati', '2026-01-01T10:00:00Z', '2026-01-02'],
    ['UTC', '2026-03-31t10:00z', '2026-03-31'],
    ['UTC', '0999-06-01T00:00:00Z', '0999-06-01'],
    ['UTC', '0042-06-01T00:00:00Z', '0042-06-01'],
  ])('in %s, %s is on %s', (zone, text, day) => {
    expect(at(zone, text)).toBe(day);
  });

  test.each([
    '2026-02-30T10:00:00Z',
    '2026-03-31T10:00:00',
    '2026-03-31 10:00:00Z',
    '2026-03-31T25:00:00Z',
    '2026-03-31T10:60:00Z',
    '2026-03-31T10:00:00+25:00',
    '2026-03-31T10:00:00Z ',
    '0000-06-01T00:00:00Z',
  ])('%j is none', (text) => {
    expect(at('UTC', text)).toBeUndefined();
  });

  test('an instant near either end of the calendar is a day or none, never an error', () => {
    const zones = ['UTC', 'Pacific/Kiritimati', 'America/New_York', 'Asia/Kathmandu'];
    const ends = ['0001-01-01', '0001-01-03', '9999-12-29', '9999-12-31'];
    for (const zone of zones) {
      for (const end of ends) {
        for (const offset of ['Z', '+14:00', '-12:00']) {
          for (const time of ['00:00:00', '23:59:59.999']) {
            expect(at(zone, `${end}T${time}${offset}`) ?? end).toMatch(/^(0001-01|9999-12)-\d\d$/);
          }
        }
      }
    }
  });

  test('of all days of a year in any zone lie at most a day from UTC, and never go back', () => {
    const zones = ['America/New_York', 'Pacific/Apia', 'Pacific/Kiritimati', 'Australia/Lord_Howe', 'UTC'];
    for (const zone of zones) {
      const dayAt = dayIn(zone);
      const odd: string[] = [];
      let last = 0;
      for (let hour = Date.UTC(2026, 0, 1); hour < Date.UTC(2027, 0, 1); hour += 3_600_000) {
        const day = dayAt(new Date(hour));
        if (Math.abs(day - Math.floor(hour / 86_400_000)) > 1 || day < last)
          odd.push(new Date(hour).toISOString());
        last = day;
      }
      expect([zone, odd]).toEqual([zone, []]);
    }
  });
});
