import { UcumLhcUtils, UnitTables } from '@lhncbc/ucum-lhc';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { findRec20 } from '../../src/units/rec20.js';
import { TRADE_ALIASES } from '../../src/units/trade-units.js';
import { readUcum } from '../../src/units/ucum.js';
import { ask, converted } from '../support/make-units.js';

afterEach(() => vi.restoreAllMocks());

describe('exact factors', () => {
  test('0.1 L is exactly 100 mL', () => {
    const answer = converted(ask('0.1', 'ucum:L', 'ucum:mL'));
    expect(answer.decimal).toEqual({ text: '100', scale: 0, exact: true });
    expect(answer.exact).toBe(true);
  });

  test.each([
    ['1', '[in_i]', 'cm', '2.54'],
    ['1', '[ft_i]', 'mm', '304.8'],
    ['1', '[lb_av]', 'g', '453.59237'],
    ['1', '[oz_av]', 'g', '28.349523125'],
    ['1', '[gal_us]', 'mL', '3785.411784'],
    ['1', '[foz_us]', 'mL', '29.5735295625'],
    ['90', 'min', 'h', '1.5'],
    ['1', 'mg/mL', 'g/L', '1'],
    ['5', 'ug/(kg.min)', 'mg/(kg.h)', '0.3'],
    ['1', 'KiBy', 'bit', '8192'],
    ['1', 'deg', "'", '60'],
    ['3', '[Ch]', 'mm', '1'],
    ['2', '[IU]', '[iU]', '2'],
    ['1', '10*3/uL', '10*9/L', '1'],
  ])('%s %s is %s... in %s, exactly', (quantity, from, to, expected) => {
    const answer = converted(ask(quantity, `ucum:${from}`, `ucum:${to}`));
    expect([answer.decimal.text, answer.exact]).toEqual([expected, true]);
  });

  test('a conversion in which π does not cancel is rounded and says so', () => {
    const answer = converted(ask('180', 'ucum:deg', 'ucum:rad'));
    expect(answer.decimal.text).toBe('3.141592653590');
    expect(answer.exact).toBe(false);
    expect(answer.warnings.map((warning) => warning.kind)).toEqual(['rounded', 'inexact-factor']);
  });

  test('our factors agree with the magnitudes of the library for every unit it lists, but for four it gets wrong', () => {
    UcumLhcUtils.getInstance();
    const differing: string[] = [];
    let compared = 0;
    for (const listed of UnitTables.getInstance().allUnitsByDef()) {
      const reading = readUcum(String(listed.csCode_));
      if (reading.kind !== 'measure') continue;
      const { factor, pi, dimension } = reading.measure;
      const amounts = ['mol', 'eq', 'osm'].reduce((sum, base) => sum + (dimension.get(base) ?? 0), 0);
      const ours =
        (Number(factor.numerator) / Number(factor.denominator)) * Math.PI ** pi * 6.0221367e23 ** amounts;
      if (Math.abs(ours / listed.magnitude_ - 1) > 1e-12) differing.push(String(listed.csCode_));
      compared++;
    }
    expect(compared).toBe(748);
    // The library loses the inversion of a mesh and the 100 fields of a low-power field.
    expect(differing.sort()).toEqual(['/[LPF]', '[LPF]', '[mesh_i]', '{#}/[LPF]'].sort());
  });
});

describe('what must not convert', () => {
  test.each([
    ['{box}', '{each}'],
    ['{box}', '1'],
    ['mmol', '10*20'],
    ['meq', 'mmol'],
    ['[iU]', "[USP'U]"],
    ['[iU]', 'mg'],
    ['mL', 'g'],
  ])('%s has no path to %s', (from, to) =>
    expect(ask('1', `ucum:${from}`, `ucum:${to}`).kind).toBe('no-path'),
  );

  test.each(['Cel', '[degF]', '[pH]', 'dB', 'gauge', 'Ga', 'GA'])('%s is not linear', (code) =>
    expect(ask('18', `ucum:${code}`, 'ucum:mm')).toMatchObject({ kind: 'not-linear', unit: `ucum:${code}` }),
  );

  test('a temperature of Rec 20 is not linear either, though its table says "1 x K"', () => {
    expect(ask('37', 'rec20:CEL', 'ucum:K').kind).toBe('not-linear');
  });
});

describe('trade names', () => {
  test('18 Fr are exactly 6 mm', () => {
    expect(converted(ask('18', 'ucum:Fr', 'ucum:mm')).decimal.text).toBe('6');
    expect(converted(ask('1', 'ucum:Fr', 'ucum:mm')).fraction).toBe('1/3');
  });

  test('no trade name hides a valid UCUM code of another meaning', () => {
    for (const name of TRADE_ALIASES.keys()) {
      expect([name, UcumLhcUtils.getInstance().validateUnitString(name).status]).toEqual([name, 'invalid']);
    }
  });

  test('Gm stays the gigametre and cC the centicoulomb', () => {
    expect(converted(ask('1', 'ucum:Gm', 'ucum:km')).fraction).toBe('1000000');
    expect(converted(ask('1', 'ucum:cC', 'ucum:C')).fraction).toBe('1/100');
  });

  test('G stays the gauss', () => {
    expect(readUcum('G')).toMatchObject({ kind: 'measure', code: 'G' });
  });
});

describe('validation', () => {
  test.each([
    '',
    ' ',
    'mL ',
    'meter',
    'mL/',
    '(m',
    'm)',
    'mL{',
    '}',
    '[x]',
    'mgs',
    '0.5',
    '0',
    'm10*3',
    'm99',
    '1e3',
    'a..b',
    'm/0',
    'µg',
    'x'.repeat(65),
  ])('"%s" is not a unit', (code) => expect(readUcum(code).kind).toBe('unknown-unit'));

  test('the library has the last word on what our grammar accepts', () => {
    vi.spyOn(UcumLhcUtils.prototype, 'validateUnitString').mockReturnValue({
      status: 'invalid',
      ucumCode: null,
      msg: [],
    });
    expect(readUcum('mol.m-9.s')).toEqual({ kind: 'unknown-unit', problem: 'refused by the UCUM validator' });
  });

  test('no input, however mangled, throws or reaches the console', () => {
    const log = vi.spyOn(console, 'log');
    const pieces = fc.constantFrom(
      'm',
      'k',
      'g',
      'L',
      '/',
      '.',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      '2',
      '-',
      '+',
      '10*',
      'box',
      '%',
      "'",
      ' ',
      'Cel',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => void readUcum(parts.join(''))),
      { numRuns: 5_000 },
    );
    expect(log).not.toHaveBeenCalled();
  });
});

test('Rec 20 and UCUM share one language of measures', () => {
  expect(findRec20('MLT')?.name).toBe('millilitre');
  expect(converted(ask('2', 'rec20:LTR', 'ucum:mL')).fraction).toBe('2000');
  expect(converted(ask('2', 'rec20:DZN', 'rec20:C62')).fraction).toBe('24');
});
