import { type Rational, rational } from '../../units/rational.js';

/** What a unit measures. Percent, diopter, angle, holes and levels are counted in themselves. French and gauge are
 *  kinds of their own: a French is a third of a millimetre, a gauge is not linear. */
export type Dimension =
  | 'mass'
  | 'volume'
  | 'length'
  | 'french'
  | 'gauge'
  | 'activity-unit'
  | 'equivalent'
  | 'substance'
  | 'lf'
  | 'radioactivity'
  | 'energy'
  | 'osmole'
  | 'percent'
  | 'time'
  | 'diopter'
  | 'angle'
  | 'hole'
  | 'level'
  | 'use';

/** A unit as hospital lines write it. `factor` is exact: one of it is `factor` of the base (mg, mL, mm, unit, mEq,
 *  mmol, Lf, MBq, kcal, mOsm, hour). */
export interface LineUnit {
  readonly dimension: Dimension;
  readonly factor: Rational;
  /** For people: `mg`, `Fr`, `in`. */
  readonly sign: string;
  /** UCUM code where there is one; the tests check `factor` against it. */
  readonly ucum?: string;
  /** A single letter that means this only directly behind its number, as in 16F. */
  readonly gluedOnly?: boolean;
}

const of = (
  dimension: Dimension,
  sign: string,
  factor: Rational,
  more: Pick<LineUnit, 'ucum' | 'gluedOnly'> = {},
): LineUnit => ({ dimension, sign, factor, ...more });
const one = rational(1);

const mcg = of('mass', 'mcg', rational(1, 1000), { ucum: 'ug' });
const mg = of('mass', 'mg', one, { ucum: 'mg' });
const gram = of('mass', 'g', rational(1000), { ucum: 'g' });
const kilogram = of('mass', 'kg', rational(1_000_000), { ucum: 'kg' });
const nanogram = of('mass', 'ng', rational(1, 1_000_000), { ucum: 'ng' });
const pound = of('mass', 'lb', rational(45_359_237, 100), { ucum: '[lb_av]' });
const ml = of('volume', 'mL', one, { ucum: 'mL' });
const litre = of('volume', 'L', rational(1000), { ucum: 'L' });
const gallon = of('volume', 'gal', rational(3_785_411_784n, 1_000_000n), { ucum: '[gal_us]' });
const mm = of('length', 'mm', one, { ucum: 'mm' });
const cm = of('length', 'cm', rational(10), { ucum: 'cm' });
const metre = of('length', 'm', rational(1000), { ucum: 'm', gluedOnly: true });
const micrometre = of('length', 'µm', rational(1, 1000), { ucum: 'um' });
const inch = of('length', 'in', rational(254, 10), { ucum: '[in_i]' });
const foot = of('length', 'ft', rational(3048, 10), { ucum: '[ft_i]' });
const yard = of('length', 'yd', rational(9144, 10), { ucum: '[yd_i]' });
const french = of('french', 'Fr', one, { ucum: '[Ch]' });
const gauge = of('gauge', 'ga', one);
const unit = of('activity-unit', 'units', one);
const million = of('activity-unit', 'million units', rational(1_000_000));
const meq = of('equivalent', 'mEq', one, { ucum: 'meq' });
const mmol = of('substance', 'mmol', one, { ucum: 'mmol' });
const megabecquerel = of('radioactivity', 'MBq', one, { ucum: 'MBq' });
const millicurie = of('radioactivity', 'mCi', rational(37), { ucum: 'mCi' });
const hour = of('time', 'h', one, { ucum: 'h' });
const day = of('time', 'days', rational(24), { ucum: 'd' });
const week = of('time', 'weeks', rational(168), { ucum: 'wk' });
const degree = of('angle', 'degrees', one);
const diopter = of('diopter', 'D', one);
const hole = of('hole', 'holes', one);
const level = of('level', 'levels', one);
const use = (sign: string) => of('use', sign, one);
const actuation = use('actuation');

/** Words that are a unit behind a number. `G`, `D`, `H`, `L` and `IN` need a look at the line: `quantities.ts`. */
export const LINE_UNITS: ReadonlyMap<string, LineUnit> = new Map(
  Object.entries<LineUnit>({
    ...{ NG: nanogram, MCG: mcg, MCGS: mcg, UG: mcg, MICROGRAM: mcg, MICROGRAMS: mcg },
    ...{ MG: mg, MGS: mg, MILLIGRAM: mg, MILLIGRAMS: mg },
    ...{ G: gram, GM: gram, GMS: gram, GRAM: gram, GRAMS: gram, KG: kilogram, LB: pound, LBS: pound },
    ...{ ML: ml, MLS: ml, CC: ml, CCS: ml, MILLILITER: ml, MILLILITERS: ml },
    ...{ L: litre, LITER: litre, LITERS: litre, LITRE: litre, LTR: litre, GAL: gallon, GALLON: gallon },
    ...{ MILLIMETER: mm, MILLIMETERS: mm, CENTIMETER: cm, CENTIMETERS: cm },
    ...{ MM: mm, CM: cm, CMS: cm, M: metre, METER: metre, METERS: metre, UM: micrometre, MICRON: micrometre },
    ...{
      IN: inch,
      INCH: inch,
      INCHES: inch,
      FT: foot,
      FEET: foot,
      YD: yard,
      YDS: yard,
      YARD: yard,
      YARDS: yard,
    },
    ...{ FR: french, F: { ...french, gluedOnly: true }, FRENCH: french, CH: { ...french, gluedOnly: true } },
    ...{ GA: gauge, GAUGE: gauge, GAGE: gauge, GUAGE: gauge },
    ...{ UNIT: unit, UNITS: unit, UNT: unit, UNTS: unit, IU: unit, U: { ...unit, gluedOnly: true } },
    ...{ MILUNIT: million, MILUNITS: million, MU: million },
    ...{ MEQ: meq, MEQS: meq, MMOL: mmol, MMOLE: mmol, MMOLES: mmol },
    LF: of('lf', 'Lf', one),
    ...{ MBQ: megabecquerel, MCI: millicurie, MILLICURIE: millicurie, MILLICURIES: millicurie },
    ...{ KCAL: of('energy', 'kcal', one), MOSM: of('osmole', 'mOsm', one) },
    ...{ HR: hour, HRS: hour, HOUR: hour, HOURS: hour, DAY: day, DAYS: day, WEEK: week, WEEKS: week },
    ...{
      D: { ...diopter, gluedOnly: true },
      DIOPTER: diopter,
      DIOPTERS: diopter,
      DIOP: diopter,
      DIO: diopter,
    },
    ...{ DEG: degree, DEGREE: degree, DEGREES: degree, DGR: degree },
    ...{
      H: { ...hole, gluedOnly: true },
      HL: { ...hole, gluedOnly: true },
      HOLE: hole,
      HOLES: hole,
      HOL: hole,
    },
    ...{ LEVEL: level, LEVELS: level, LVL: level },
  }),
);

/** What stands behind the `/` of a strength beside volumes, masses and times. */
export const USE_UNITS: ReadonlyMap<string, LineUnit> = new Map(
  Object.entries<LineUnit>({
    ...{ ACTUATION: actuation, ACT: actuation, ACTUAT: actuation, PUFF: actuation, INH: actuation },
    ...{ SPRAY: actuation, PUMP: actuation },
    ...{
      DOSE: use('dose'),
      DROP: use('drop'),
      TABLET: use('tablet'),
      TAB: use('tablet'),
      CAP: use('capsule'),
    },
    ...{
      VIAL: use('vial'),
      PATCH: use('patch'),
      BAG: use('bag'),
      SYRINGE: use('syringe'),
      PACKET: use('packet'),
    },
  }),
);

export const SIGN_UNITS: ReadonlyMap<string, LineUnit> = new Map([
  ['%', of('percent', '%', one)],
  ['"', inch],
  ["'", foot],
  ['°', degree],
]);

export const GAUGE = gauge;
export const THOUSAND_UNITS = of('activity-unit', 'thousand units', rational(1000));
