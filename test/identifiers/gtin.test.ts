import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod10CheckDigit } from '../../src/identifiers/check-digits.js';
import { gtin, gtinBase, indicatorDigit } from '../../src/identifiers/gtin.js';
import { substitutions, textOf, transpositions } from './check-arbitraries.js';

const gtin14 = textOf('0123456789', 13)
  .filter((body) => /[1-9]/.test(body))
  .map((body) => body + mod10CheckDigit(body));

describe('GTIN', () => {
  test.each(['09521234543213', '00844588018923', '10884521062856', '30801902096211'])(
    '%s is good',
    (code) => {
      expect(gtin.normalise(code)).toEqual({ kind: 'valid', normal: code });
    },
  );

  test('a wrong check digit is named beside the one expected', () => {
    expect(gtin.normalise('09521234543214')).toEqual({
      kind: 'invalid',
      problem: { code: 'CHECK_DIGIT', message: 'check digit is 4, expected 3' },
    });
  });

  test('every length is padded to 14 digits at the left', () => {
    expect(gtin.normalise('6291041500213')).toEqual({ kind: 'valid', normal: '06291041500213' });
    expect(gtin.normalise('614141123452')).toEqual({ kind: 'valid', normal: '00614141123452' });
    expect(gtin.normalise('96385074')).toEqual({ kind: 'valid', normal: '00000096385074' });
  });

  test('spaces, hyphens and full-width digits are only another way of writing', () => {
    for (const written of [
      ' 0 614141 12345 2',
      '0-61414-11234-52',
      '00614141123452',
      '００６１４１４１１２３４５２',
    ]) {
      expect(gtin.normalise(written)).toEqual({ kind: 'valid', normal: '00614141123452' });
    }
  });

  test('packages of one base have their own indicator and check digit', () => {
    for (const code of ['10614141123459', '20614141123456', '50614141123457']) {
      expect(gtin.normalise(code).kind).toBe('valid');
      expect(gtinBase(code)).toBe(gtinBase('00614141123452'));
    }
    expect(indicatorDigit('50614141123457')).toBe(5);
  });

  test.each([
    ['', 'EMPTY'],
    ['   ', 'EMPTY'],
    ['0952123454321A', 'BAD_CHARACTER'],
    ['00844588018923.0', 'BAD_CHARACTER'],
    ['9.52123E+12', 'SPREADSHEET_NUMBER'],
    ['00000000000000', 'PLACEHOLDER'],
    ['84458801892', 'BAD_LENGTH'],
    ['123456789', 'BAD_LENGTH'],
    ['109521234543210', 'BAD_LENGTH'],
  ])('%j is refused as %s', (written, code) => {
    expect(gtin.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });

  test('every wrong digit is caught', () => {
    fc.assert(
      fc.property(
        substitutions(gtin14, '0123456789'),
        ([, wrong]) => gtin.normalise(wrong).kind === 'invalid',
      ),
      { numRuns: 2000 },
    );
  });

  test('every swap of neighbours is caught unless they differ by 5', () => {
    fc.assert(
      fc.property(transpositions(gtin14), ({ wrong, pair: [a, b] }) => {
        const caught = gtin.normalise(wrong).kind === 'invalid';
        return caught === (a !== b && Math.abs(a - b) !== 5);
      }),
      { numRuns: 2000 },
    );
  });
});
