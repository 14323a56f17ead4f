import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../src/identifiers/check-digits.js';
import { gln } from '../../src/identifiers/gln.js';
import { substitutions, textOf, transpositions } from './check-arbitraries.js';

const gln13 = textOf('0123456789', 12)
  .filter((body) => /[1-9]/.test(body))
  .map((body) => body + mod10CheckDigit(body));

describe('GLN', () => {
  test('thirteen digits with a fitting check digit are good', () => {
    expect(gln.normalise('0614141 00001 2')).toEqual({ kind: 'valid', normal: '0614141000012' });
  });

  test('a number that lost its leading zero is refused, not padded', () => {
    expect(gln.normalise('614141000012')).toEqual({
      kind: 'invalid',
      problem: { code: 'BAD_LENGTH', message: '12 characters, expected 13 digits' },
    });
  });

  test('a wrong check digit is named', () => {
    expect(gln.normalise('0614141000013')).toMatchObject({
      problem: { message: 'check digit is 3, expected 2' },
    });
  });

  test('every wrong digit is caught, and every swap of neighbours that do not differ by 5', () => {
    fc.assert(
      fc.property(substitutions(gln13, '0123456789'), ([, wrong]) => gln.normalise(wrong).kind === 'invalid'),
    );
    fc.assert(
      fc.property(transpositions(gln13), ({ wrong, pair: [a, b] }) => {
        return (gln.normalise(wrong).kind === 'invalid') === (a !== b && Math.abs(a - b) !== 5);
      }),
    );
  });
});
