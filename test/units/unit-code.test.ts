import { expect, test } from 'vitest';
import { meaningOf } from '../../src/units/physical-unit.js';
import { parseUnitCode, unitCode } from '../../src/units/unit-code.js';
import { ask, chainOf, converted, makeLink, unit } from '../support/make-units.js';

test('a unit code names its system, or takes the default one', () => {
  expect(parseUnitCode(' x12:ca ', 'rec20')).toMatchObject({ kind: 'unit', unit: { key: 'x12:CA' } });
  expect(parseUnitCode('CA', 'rec20')).toMatchObject({
    kind: 'unit',
    unit: { system: 'rec20', key: 'rec20:CA' },
  });
});

test('letter case matters in UCUM only', () => {
  expect([unit('ucum:mg').key, unit('ucum:Mg').key, unit('rec20:mlt').key]).toEqual([
    'ucum:mg',
    'ucum:Mg',
    'rec20:MLT',
  ]);
});

test('a system nobody knows and a code of the wrong shape are refused with a reason', () => {
  expect(parseUnitCode('gs1:CA', 'x12')).toEqual({ kind: 'unknown-system', system: 'gs1' });
  expect(parseUnitCode('toString:CA', 'x12').kind).toBe('unknown-system');
  expect(parseUnitCode('CASE', 'x12')).toEqual({
    kind: 'malformed',
    problem: 'x12 code: expected two letters or digits',
  });
  expect(() => unitCode('hibc', '12')).toThrow(RangeError);
});

test('CA is a case in X12 and a withdrawn can in Rec 20: they never convert into each other', () => {
  expect(meaningOf(unit('x12:CA')).kind).toBe('package');
  expect(ask('1', 'x12:CA', 'rec20:CA')).toEqual({ kind: 'no-path', from: 'x12:CA', to: 'rec20:CA' });
  expect(converted(ask('1', 'rec20:CA', 'rec20:CA')).warnings).toContainEqual({
    kind: 'withdrawn-unit',
    unit: 'rec20:CA',
  });
});

test('CS is a cassette in X12 and a case in Rec 21', () => {
  expect(ask('1', 'x12:CS', 'rec21:CS').kind).toBe('no-path');
});

test('an unlisted code is unknown until the packaging of the item uses it', () => {
  expect(ask('1', 'x12:Z9', 'x12:EA')).toMatchObject({ kind: 'unknown-unit', unit: 'x12:Z9' });
  expect(converted(ask('1', 'x12:Z9', 'x12:EA', { links: [makeLink('1 Z9 = 4 EA')] })).fraction).toBe('4');
});

test.each([
  ['cms:ME', 'ucum:mg'],
  ['cms:GR', 'ucum:g'],
  ['cms:GM', 'ucum:g'],
  ['cms:ML', 'ucum:mL'],
  ['cms:F2', 'ucum:[iU]'],
  ['x12:ML', 'rec20:MLT'],
  ['x12:GR', 'rec20:GRM'],
  ['x12:LB', 'rec20:LBR'],
  ['x12:IN', 'ucum:[in_i]'],
])('%s and %s are the same amount', (from, to) => {
  const answer = converted(ask('1', from, to));
  expect([answer.fraction, answer.exact, chainOf(answer.steps)]).toEqual(['1', true, `${from} > ${to}`]);
});

test('the drug units "unit" and "each" hold no amount by themselves', () => {
  expect([ask('1', 'cms:UN', 'ucum:mL').kind, ask('1', 'cms:EA', 'ucum:mg').kind]).toEqual([
    'no-path',
    'no-path',
  ]);
});
