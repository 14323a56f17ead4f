import { expect, test } from 'vitest';
import { equals, scaleByTen, toDecimal } from '../../src/units/rational.js';
import { findRec20, type Rec20Unit, rec20Codes } from '../../src/units/rec20.js';
import { ask, converted, exactly } from '../support/make-units.js';

const all = rec20Codes().map((code) => findRec20(code) as Rec20Unit);

test('the table holds every published code with its status', () => {
  const count = (status: string) => all.filter((unit) => unit.status === status).length;
  expect([all.length, count('live'), count('deprecated'), count('withdrawn')]).toEqual([2136, 1756, 71, 309]);
  expect(findRec20('QQQ')).toBeNull();
});

test('every conversion factor that is an exact decimal reads, writes and reads back unchanged', () => {
  const decimals = all.filter((unit) => unit.factor && !unit.factorText?.includes('/'));
  for (const { code, factor, factorText } of decimals) {
    const written = toDecimal(factor ?? exactly('0'), 60);
    expect([code, written.exact]).toEqual([code, true]);
    expect([code, equals(exactly(written.text), exactly(factorText ?? ''))]).toEqual([code, true]);
  }
  expect(decimals.length).toBe(1462);
});

test('every unit that measures something converts to the others of its dimension and back exactly', () => {
  const firstOfDimension = new Map<string, string>();
  let checked = 0;
  for (const { code, conversion } of all) {
    if (conversion.kind !== 'measure') continue;
    const partner = firstOfDimension.get(conversion.measure.dimensionKey) ?? code;
    firstOfDimension.set(conversion.measure.dimensionKey, partner);
    const there = converted(ask('7', `rec20:${code}`, `rec20:${partner}`));
    const back = converted(ask(there.fraction, `rec20:${partner}`, `rec20:${code}`));
    expect([code, back.fraction]).toEqual([code, '7']);
    checked++;
  }
  expect(checked).toBe(1421);
  expect(firstOfDimension.size).toBeLessThan(checked / 3);
});

test.each([
  ['LTR', 'L', '1'],
  ['MLT', 'mL', '1'],
  ['GRM', 'g', '1'],
  ['MGM', 'mg', '1'],
  ['MC', 'ug', '1'],
  ['KGM', 'kg', '1'],
  ['MMT', 'mm', '1'],
  ['CMT', 'cm', '1'],
  ['INH', '[in_i]', '1'],
  ['FOT', '[ft_i]', '1'],
  ['LBR', '[lb_av]', '1'],
  ['ONZ', '[oz_av]', '1'],
  ['OZA', '[foz_us]', '1'],
  ['GLL', '[gal_us]', '1'],
  ['MIN', 'min', '1'],
  ['HUR', 'h', '1'],
  ['P1', '%', '1'],
])('rec20:%s is exactly 1 ucum:%s, though its published figure may be rounded', (code, ucum, expected) => {
  const answer = converted(ask('1', `rec20:${code}`, `ucum:${ucum}`));
  expect([answer.fraction, answer.exact]).toEqual([expected, true]);
});

test('a rounded figure that nothing confirms converts, but is not called exact', () => {
  const answer = converted(ask('1', 'rec20:BUI', 'rec20:LTR'));
  expect([answer.decimal.text, answer.exact]).toEqual(['36.36872', false]);
  expect(answer.warnings[0]?.kind).toBe('inexact-factor');
});

test('a figure that contradicts its own symbol does not convert: the published troy ounce is ten times too small', () => {
  expect(findRec20('APZ')).toMatchObject({ factorText: '3.110348e-3', conversion: { kind: 'contradicted' } });
  expect(ask('1', 'rec20:APZ', 'ucum:g').kind).toBe('no-path');
  expect(equals(scaleByTen(exactly('3.110348e-3'), 1), exactly('0.03110348'))).toBe(true);
});
