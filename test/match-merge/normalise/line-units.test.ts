import { expect, test } from 'vitest';
import { LINE_UNITS } from '../../../src/match-merge/normalise/line-units.js';
import { divide, equals } from '../../../src/units/rational.js';
import { readUcum } from '../../../src/units/ucum.js';

const BASE: Readonly<Record<string, string>> = {
  ...{ mass: 'mg', volume: 'mL', length: 'mm', french: '[Ch]', equivalent: 'meq', substance: 'mmol' },
  ...{ radioactivity: 'MBq', time: 'h' },
};

test.each([...new Set(LINE_UNITS.values())].filter(({ ucum }) => ucum !== undefined))(
  'the factor of $sign is that of UCUM',
  ({ ucum = '', dimension, factor }) => {
    const unit = readUcum(ucum);
    const base = readUcum(BASE[dimension] ?? '');
    if (unit.kind !== 'measure' || base.kind !== 'measure') throw new Error(`${ucum} is no UCUM unit`);
    expect(unit.measure.dimensionKey).toBe(base.measure.dimensionKey);
    expect(equals(divide(unit.measure.factor, base.measure.factor), factor)).toBe(true);
  },
);
