import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  equals,
  multiply,
  parseRational,
  power,
  rational,
  subtract,
  toDecimal,
  toFraction,
  truncate,
} from '../../src/units/rational.js';
import { exactly } from '../support/make-units.js';

const anyRational = fc
  .tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n))
  .map(([numerator, denominator]) => rational(numerator, denominator));

describe('reading', () => {
  test.each([
    ['12', '12'],
    ['-0.50', '-1/2'],
    ['+1.0', '1'],
    ['2.54e-2', '127/5000'],
    ['3/10', '3/10'],
    ['0.5/0.25', '2'],
    ['1E3', '1000'],
  ])('%s is %s', (text, fraction) => expect(toFraction(exactly(text))).toBe(fraction));

  test.each([
    '',
    ' 1',
    '1,5',
    '.5',
    '5.',
    '1/0',
    '1/2/3',
    '0x10',
    'NaN',
    'Infinity',
    '1e999',
    '9'.repeat(129),
  ])('"%s" is not a number', (text) => expect(parseRational(text)).toBeNull());
});

describe('arithmetic', () => {
  test('one tenth and two tenths are three tenths', () => {
    expect(toFraction(add(exactly('0.1'), exactly('0.2')))).toBe('3/10');
  });

  test('the laws of a field hold', () => {
    fc.assert(
      fc.property(anyRational, anyRational, anyRational, (a, b, c) => {
        expect(equals(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(true);
        expect(equals(subtract(add(a, b), b), a)).toBe(true);
        if (b.numerator !== 0n) expect(equals(multiply(divide(a, b), b), a)).toBe(true);
        expect(compare(a, b) + compare(b, a)).toBe(0);
      }),
    );
  });

  test('a power of a negative exponent is the reciprocal', () => {
    expect(toFraction(power(exactly('2/3'), -2))).toBe('9/4');
  });

  test('nothing is divided by zero', () => {
    expect(() => divide(exactly('1'), exactly('0'))).toThrow(RangeError);
    expect(() => rational(1n, 0n)).toThrow(RangeError);
  });

  test('the whole part is cut toward zero', () => {
    expect([truncate(exactly('25/10')), truncate(exactly('-25/10'))]).toEqual([2n, -2n]);
  });
});

describe('writing', () => {
  test('a finite decimal is written with no more digits than it needs', () => {
    expect(toDecimal(exactly('3/8'), 12)).toEqual({ text: '0.375', scale: 3, exact: true });
    expect(toDecimal(exactly('500'), 12)).toEqual({ text: '500', scale: 0, exact: true });
  });

  test('a third is rounded at the stated scale and says so', () => {
    expect(toDecimal(exactly('1/3'), 4)).toEqual({ text: '0.3333', scale: 4, exact: false });
  });

  test('a tie is rounded away from zero, on both sides', () => {
    expect([toDecimal(exactly('0.125'), 2).text, toDecimal(exactly('-0.125'), 2).text]).toEqual([
      '0.13',
      '-0.13',
    ]);
    expect(toDecimal(exactly('-0.001'), 2).text).toBe('0.00');
  });

  test('every exact decimal reads back as the same number', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.integer({ min: 0, max: 20 }), (digits, scale) => {
        const value = rational(digits, 10n ** BigInt(scale));
        const written = toDecimal(value, 20);
        expect(written.exact).toBe(true);
        expect(equals(exactly(written.text), value)).toBe(true);
        expect(equals(exactly(toFraction(value)), value)).toBe(true);
      }),
    );
  });

  test('a rounded decimal is off by at most half of its last digit', () => {
    fc.assert(
      fc.property(anyRational, fc.integer({ min: 0, max: 9 }), (value, scale) => {
        const off = subtract(exactly(toDecimal(value, scale).text), value);
        const half = rational(1n, 2n * 10n ** BigInt(scale));
        expect(compare(off, half) <= 0 && compare(subtract(rational(0n), off), half) <= 0).toBe(true);
      }),
    );
  });
});
