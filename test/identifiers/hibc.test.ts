import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod43CheckCharacter } from '../../src/identifiers/check-digits.js';
import { hibc, hibcUnitDigit } from '../../src/identifiers/hibc.js';
import { readingsOf } from '../../src/identifiers/identifier.js';
import { substitutions, textOf } from './check-arbitraries.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALPHANUMERIC = `0123456789${LETTERS}`;
const deviceIdentifier = fc
  .tuple(textOf(LETTERS, 1), textOf(ALPHANUMERIC, 3), textOf(ALPHANUMERIC, 1, 18), textOf('0123456789', 1))
  .map((parts) => parts.join(''));

describe('HIBC', () => {
  test.each([
    ['+A123BJC5D6E71G', 'A123BJC5D6E71'],
    ['+BLUEUNICORN7N', 'BLUEUNICORN7'],
    ['+H1240011420514816', 'H124001142051481'],
    ['*+A123BJC5D6E71G*', 'A123BJC5D6E71'],
    ['+a123bjc5d6e71g ', 'A123BJC5D6E71'],
    ['A123BJC5D6E71', 'A123BJC5D6E71'],
    ['A123BJC5D6E71G', 'A123BJC5D6E71'],
  ])('%s names the device %s', (written, normal) => {
    expect(hibc.normalise(written)).toEqual({ kind: 'valid', normal });
  });

  test('a wrong check character is named beside the one expected', () => {
    expect(hibc.normalise('+A123BJC5D6E71H')).toEqual({
      kind: 'invalid',
      problem: { code: 'CHECK_DIGIT', message: 'check character is H, expected G' },
    });
  });

  test('the check character may be a space, printed as an underscore', () => {
    // 41 for the plus sign and 10 + 20 + 1 + 9 for the letters and digits above zero: 81, which leaves 38, the space.
    const di = 'A000K190';
    expect(mod43CheckCharacter(`+${di}`)).toBe(' ');
    expect(hibc.format(di)).toBe('+A000K190_');
    for (const written of ['+A000K190_', '+A000K190 ', '*+A000K190 *', ' +a000k190 ', 'A000K190_']) {
      expect(hibc.normalise(written)).toEqual({ kind: 'valid', normal: di });
    }
    expect(hibc.normalise('+A000K190')).toMatchObject({
      problem: { code: 'CHECK_DIGIT', message: 'check character is 0, expected a space' },
    });
  });

  test('a symbol with secondary data is checked whole and gives its device identifier', () => {
    const data = '+A123BJC5D6E71/$$3271231LOT42';
    expect(hibc.normalise(data + mod43CheckCharacter(data))).toEqual({
      kind: 'valid',
      normal: 'A123BJC5D6E71',
    });
    expect(hibc.normalise(`${data}/`)).toMatchObject({ problem: { code: 'CHECK_DIGIT' } });
  });

  test('without the plus sign a digit that fits as check character leaves two readings', () => {
    expect(hibc.normalise('H373VBJR061002A39')).toEqual({
      kind: 'ambiguous',
      readings: ['H373VBJR061002A39', 'H373VBJR061002A3'],
      problem: {
        code: 'AMBIGUOUS_READING',
        message: 'the last digit may be the check character or the unit of measure',
      },
    });
  });

  test.each([
    ['', 'EMPTY'],
    ['00841523106431', 'BAD_FORMAT'],
    ['+$$3271231LOT42G', 'BAD_FORMAT'],
    ['A123BJC5D6E7XG', 'BAD_FORMAT'],
    ['A123BJC5D6E71H', 'CHECK_DIGIT'],
    ['+A123BJC5D6E71', 'CHECK_DIGIT'],
    ['A123', 'BAD_LENGTH'],
    ['A1231234567890123456789012', 'BAD_LENGTH'],
    ['A123-BJC5D6E71', 'BAD_CHARACTER'],
    ['+A123BJC5D6E71é', 'BAD_CHARACTER'],
  ])('%j is refused as %s', (written, code) => {
    expect(hibc.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });

  test('every device identifier comes back from its symbol, and bare among its readings', () => {
    fc.assert(
      fc.property(deviceIdentifier, (di) => {
        expect(hibc.normalise(hibc.format(di))).toEqual({ kind: 'valid', normal: di });
        expect(readingsOf(hibc.normalise(di))).toContain(di);
        expect(hibcUnitDigit(di)).toBe(Number(di.at(-1)));
      }),
      { numRuns: 1000 },
    );
  });

  test('every wrong character of a symbol is caught', () => {
    const symbol = deviceIdentifier.map(hibc.format);
    fc.assert(
      fc.property(
        substitutions(symbol, `${ALPHANUMERIC}-.$/+%_`, 1),
        ([, wrong]) => hibc.normalise(wrong).kind === 'invalid',
      ),
      { numRuns: 2000 },
    );
  });

  test('a swap inside the body is not caught, the sum has no weights; one with the check character is', () => {
    expect(hibc.normalise('+A132BJC5D6E71G').kind).toBe('valid');
    fc.assert(
      fc.property(deviceIdentifier, (di) => {
        const check = mod43CheckCharacter(`+${di}`)!;
        const unit = di.slice(-1);
        return (
          unit === check ||
          hibc.normalise(`+${di.slice(0, -1)}${check === ' ' ? '_' : check}${unit}`).kind === 'invalid'
        );
      }),
    );
  });
});
