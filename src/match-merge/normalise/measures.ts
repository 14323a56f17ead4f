import { multiply, ONE, type Rational, rational, toDecimal, toFraction } from '../../units/rational.js';
import type { Found, MeasureFeature, StrengthFeature } from './feature.js';
import type { LineUnit } from './line-units.js';
import type { Quantity } from './quantities.js';
import type { Token } from './tokens.js';
import { readTuples } from './tuples.js';
import type { FoundWord } from './word-features.js';

const SIZES: Readonly<Partial<Record<LineUnit['dimension'], MeasureFeature['kind']>>> = {
  ...{
    length: 'length',
    french: 'french',
    gauge: 'gauge',
    volume: 'volume',
    angle: 'angle',
    diopter: 'diopter',
  },
  ...{ hole: 'holes', level: 'levels' },
};
const STRENGTHS: ReadonlySet<LineUnit['dimension']> = new Set([
  ...(['mass', 'activity-unit', 'equivalent', 'substance', 'lf', 'radioactivity'] as const),
  ...(['energy', 'osmole', 'percent'] as const),
]);

const TEN = rational(10);

/** Strengths, contents and sizes of the quantities. In a drug line an amount behind the form is what one package or
 *  portion holds (LOSARTAN 50 MG TABLET 50 MG), unless no strength stands before it (diltiazem ER cap 120 mg). */
export function readMeasures(
  tokens: readonly Token[],
  quantities: readonly Quantity[],
  words: readonly FoundWord[],
  drug: boolean,
): Found[] {
  const tuples = readTuples(tokens, quantities);
  const place = (quantity: Quantity) => ({
    start: (tokens[quantity.from] as Token).start,
    end: (tokens[quantity.to - 1] as Token).end,
  });
  const formAt = Math.min(...words.filter(({ kind }) => kind === 'form').map(({ start }) => start));
  const isStrength = ({ unit }: Quantity) => unit !== null && STRENGTHS.has(unit.dimension);
  const strengths = quantities.filter(isStrength);
  const before = strengths.filter((each) => place(each).start < formAt);
  const diluted = tokens.some(
    ({ text }, i) => text === 'VIAL' && tokens[i + 2]?.text === 'TO' && tokens[i + 4]?.text === 'BAG',
  );
  const semisolid = words.some(
    ({ kind, value, classes }) => kind === 'form' && (classes.includes('semisolid') || value === 'powder'),
  );
  const found: Found[] = [];
  let hasStrength = false;
  for (const [index, quantity] of quantities.entries()) {
    const tuple = tuples.get(index);
    const unit = quantity.unit ?? tuple?.unit ?? null;
    if (!unit) {
      if (tuple) found.push(...measures('length', quantity, null, place(quantity), tuple.number));
    } else if (STRENGTHS.has(unit.dimension)) {
      const late = !quantity.per && unit.dimension !== 'percent' && place(quantity).start > formAt;
      const grams =
        unit.sign === 'g' &&
        semisolid &&
        !quantity.per &&
        (place(quantity).start > formAt || isTube(quantity, strengths.length));
      const isContent = grams || (late && (before.length > 0 || hasStrength));
      if (isContent || forDoses(tokens, quantity)) {
        if (grams) found.push(...measures('content', quantity, unit, place(quantity), null));
      } else {
        hasStrength = true;
        found.push(...strengthsOf(quantity, unit, place(quantity), diluted));
      }
    } else if (unit.dimension === 'volume' && drug && !tuple) {
      const portion = diluted || isPortion(tokens, quantity, quantities[index - 1]);
      if (quantity.values.length === 1 && !portion)
        found.push(...measures('content', quantity, unit, place(quantity), null));
    } else {
      const kind = SIZES[unit.dimension];
      if (kind) found.push(...measures(kind, quantity, unit, place(quantity), tuple?.number ?? null));
    }
  }
  return found;
}

/** 10 MCG/SPRAY (0.1 ML), 5 TUB. UNIT/0.1 ML, > 250 ML: not what a package holds. */
function isPortion(tokens: readonly Token[], quantity: Quantity, before: Quantity | undefined): boolean {
  return before?.per?.unit?.dimension === 'use' || /^[<>/]$/.test(tokens[quantity.from - 1]?.text ?? '');
}

/** 60 GM of a cream is its tube; 1 GM alone may be its strength. */
function isTube({ values }: Quantity, strengths: number): boolean {
  return strengths > 1 || values.every((value) => value.numerator >= 10n * value.denominator);
}

/** FOR DOSES 251 MG TO 499 MG: a rule for use, not a strength. */
function forDoses(tokens: readonly Token[], quantity: Quantity): boolean {
  const near = [tokens[quantity.from - 1]?.text, tokens[quantity.from - 2]?.text];
  return near.some((word) => word === 'DOSE' || word === 'DOSES' || word === 'TO' || word === 'OVER');
}

function measures(
  kind: MeasureFeature['kind'],
  quantity: Quantity,
  unit: LineUnit | null,
  place: { readonly start: number; readonly end: number },
  tuple: number | null,
): Found[] {
  const factor = unit?.factor ?? ONE;
  const precision = halfDigit(quantity.decimals, factor);
  return quantity.values.map((value) => ({
    kind,
    value: multiply(value, factor),
    unit: kind === 'content' ? baseOf(unit) : unit ? kind : 'none',
    precision,
    sign: unit?.sign ?? '',
    tuple,
    start: place.start,
    end: place.end,
    say: unit ? `${written(value)} ${unit.sign}` : written(value),
  }));
}

function baseOf(unit: LineUnit | null): string {
  return unit?.dimension === 'mass' ? 'mg' : 'mL';
}

/** Lines say few different numbers, and these are read once for every text of one: their writing is kept with them. */
const writings = new WeakMap<Rational, string>();

/** A rational for people: decimal where it ends soon, else a fraction. */
function written(value: Rational): string {
  let text = writings.get(value);
  if (text === undefined) {
    const decimal = toDecimal(value, 6);
    text = decimal.exact ? decimal.text : toFraction(value);
    writings.set(value, text);
  }
  return text;
}

const precisions = new Map<Rational, Rational[]>();

/** Half of the last of so many decimal digits, times a factor of a unit. */
function halfDigit(decimals: number, factor: Rational): Rational {
  const ofFactor = precisions.get(factor) ?? [];
  precisions.set(factor, ofFactor);
  ofFactor[decimals] ??= multiply(rational(1n, 2n * 10n ** BigInt(decimals)), factor);
  return ofFactor[decimals];
}

function strengthsOf(
  quantity: Quantity,
  whole: LineUnit,
  place: { readonly start: number; readonly end: number },
  diluted: boolean,
): Found<StrengthFeature>[] {
  return quantity.values.flatMap((value, i): Found<StrengthFeature>[] => {
    const unit = quantity.units?.[i] ?? whole;
    // One unit of a clotting factor is what is billed, not what the vial holds.
    if (!STRENGTHS.has(unit.dimension) || isOneUnit(value, unit, quantity)) return [];
    // One percent is ten milligrams in a millilitre or a gram, and is kept so: 1 % and 10 mg/mL are one strength.
    const percent = unit.dimension === 'percent';
    const factor = percent ? TEN : unit.factor;
    const strength: Found<StrengthFeature> = {
      kind: 'strength',
      dimension: percent ? 'mass' : unit.dimension,
      amounts: [value, ...quantity.otherwise].map((each) => multiply(each, factor)),
      precision: halfDigit(quantity.decimals, factor),
      per: perOf(quantity, unit, diluted),
      start: place.start,
      end: place.end,
      say: `${written(value)} ${unit.sign}${percent ? '' : sayPer(quantity)}`,
    };
    return [strength];
  });
}

function isOneUnit(value: Rational, unit: LineUnit, { per }: Quantity): boolean {
  return unit.sign === 'units' && !per && value.numerator === 1n && value.denominator === 1n;
}

/** A vial-to-bag is a dry vial on a bag: what it is diluted in is no part of its strength. */
function perOf(quantity: Quantity, unit: LineUnit, diluted: boolean): StrengthFeature['per'] {
  if (unit.dimension === 'percent') return { of: 'percent', amount: rational(1) };
  if (!quantity.per) return null;
  const { amount, unit: of } = quantity.per;
  if (!of || (diluted && of.dimension === 'volume')) return { of: 'cut', amount };
  switch (of.dimension) {
    case 'volume':
    case 'time':
    case 'use':
      return { of: of.dimension, amount: multiply(amount, of.factor) };
    // mg/g, so that it reads as percent does.
    case 'mass':
      return { of: 'mass', amount: multiply(multiply(amount, of.factor), rational(1, 1000)) };
    default:
      return null;
  }
}

function sayPer(quantity: Quantity): string {
  if (!quantity.per) return '';
  const { amount, unit } = quantity.per;
  if (!unit) return `/${written(amount)}`;
  return written(amount) === '1' ? `/${unit.sign}` : `/${written(amount)} ${unit.sign}`;
}
