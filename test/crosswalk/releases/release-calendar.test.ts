import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedAfter } from '../../../src/crosswalk/releases/release-calendar.js';

const quarterly = [1, 4, 7, 10];

describe('the next release of a code system', () => {
  test.each([
    ['2019-01-01', quarterly, '2019-03-31', { nextOn: '2019-04-01', isOverdue: false }],
    ['2019-01-01', quarterly, '2019-04-01', { nextOn: '2019-04-01', isOverdue: true }],
    ['2019-10-01', quarterly, '2019-12-31', { nextOn: '2020-01-01', isOverdue: false }],
    ['2019-02-15', [1], '2019-12-31', { nextOn: '2020-01-01', isOverdue: false }],
    ['2019-02-15', [10, 1], '2026-01-01', { nextOn: '2019-10-01', isOverdue: true }],
    [null, quarterly, '2019-01-01', { nextOn: null, isOverdue: false }],
    ['2019-01-01', null, '2026-01-01', { nextOn: null, isOverdue: false }],
  ])('after %s, published in %j, on %s', (latest, months, today, expected) => {
    expect(expectedAfter(latest, months, today)).toEqual(expected);
  });

  test('lies after the latest, within a year and a month, in a month of the calendar', () => {
    const day = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 });
    fc.assert(
      fc.property(day, months, (latest, calendar) => {
        const { nextOn } = expectedAfter(latest, calendar, '2026-01-01');
        expect(nextOn && nextOn > latest).toBe(true);
        expect(calendar).toContain(Number(nextOn?.slice(5, 7)));
        expect(Date.parse(nextOn ?? '') - Date.parse(latest)).toBeLessThanOrEqual(366 * 86_400_000);
      }),
    );
  });
});
