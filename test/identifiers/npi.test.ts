import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { luhnCheckDigit } from '../../src/identifiers/check-digits.js';
import { npi } from '../../src/identifiers/npi.js';
import { substitutions, textOf, transpositions } from './check-arbitraries.js';

const npi10 = fc
  .tuple(fc.constantFrom('1', '2'), textOf('0123456789', 8))
  .map(([first, rest]) => first + rest)
  .map((body) => body + luhnCheckDigit(`80840${body}`));

describe('NPI', () => {
  test('1234567893, the example of CMS, is good, also with the card prefix', () => {
    expect(npi.normalise('1234567893')).toEqual({ kind: 'valid', normal: '1234567893' });
    expect(npi.normalise('80840 1234567893')).toEqual({ kind: 'valid', normal: '1234567893' });
  });

  test.each([
    ['1234567890', 'CHECK_DIGIT'],
    ['3234567893', 'BAD_FORMAT'],
    ['123456789', 'BAD_LENGTH'],
    ['123456789X', 'BAD_CHARACTER'],
    ['0000000000', 'PLACEHOLDER'],
  ])('%s is refused as %s', (written, code) => {
    expect(npi.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });

  test('every wrong digit is caught', () => {
    fc.assert(
      fc.property(substitutions(npi10, '0123456789'), ([, wrong]) => npi.normalise(wrong).kind === 'invalid'),
      { numRuns: 1000 },
    );
  });

  test('every swap of neighbours is caught but 09 with 90', () => {
    fc.assert(
      fc.property(transpositions(npi10), ({ wrong, pair: [a, b] }) => {
        const blind = a === b || (a + b === 9 && a * b === 0);
        return !/^[12]/.test(wrong) || (npi.normalise(wrong).kind === 'valid') === blind;
      }),
      { numRuns: 2000 },
    );
  });
});
