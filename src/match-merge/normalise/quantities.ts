import { divide, multiply, type Rational, rational } from '../../units/rational.js';
import type { LineContext } from './line-context.js';
import { GAUGE, LINE_UNITS, type LineUnit, SIGN_UNITS, THOUSAND_UNITS, USE_UNITS } from './line-units.js';
import type { Token } from './tokens.js';

/** Numbers with what they measure, as one phrase of a line: `250-62.5 MG/5 ML`, `1:1000`, `16 FR`, `10-325 MG`. */
export interface Quantity {
  readonly values: readonly Rational[];
  /** The same thing by another name: 108 (90 BASE) MCG. */
  readonly otherwise: readonly Rational[];
  readonly unit: LineUnit | null;
  readonly per: { readonly amount: Rational; readonly unit: LineUnit | null } | null;
  /** Index of the first token and of the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** `4-5 MG/ML-%`: the unit of each value, where they differ; then `unit` and `per` are those of the first. */
  readonly units?: readonly LineUnit[];
  /** Decimal digits as written: what a rounded figure of another unit is compared at. */
  readonly decimals: number;
}

const PERCENT_MARK = SIGN_UNITS.get('%') as LineUnit;

/** Every quantity of the tokens, in order. A number without a unit is one too (`unit` is null): a side of 4X4, or nothing. */
export function readQuantities(tokens: readonly Token[], context: LineContext): readonly Quantity[] {
  const found: Quantity[] = [];
  for (let i = 0; i < tokens.length; ) {
    const quantity = tokens[i]?.kind === 'number' ? readQuantity(tokens, i, context) : null;
    if (quantity) found.push(quantity);
    i = quantity ? quantity.to : i + 1;
  }
  return shareDenominators(found, tokens);
}

function readQuantity(tokens: readonly Token[], from: number, context: LineContext): Quantity | null {
  const first = tokens[from];
  if (first?.kind !== 'number') return null;
  const ratio = readRatio(tokens, from);
  if (ratio) return ratio;
  const values = [first.value];
  let decimals = decimalsOf(first.text);
  let next = from + 1;
  for (;;) {
    const joint = tokens[next];
    const number = tokens[next + 1];
    const joins = joint?.kind === 'sign' && /^[-/]$/.test(joint.text) && (joint.glued || values.length > 1);
    if (!joins || number?.kind !== 'number' || !number.glued) break;
    values.push(number.value);
    decimals = Math.max(decimals, decimalsOf(number.text));
    next += 2;
  }
  const otherwise = readOtherwise(tokens, next);
  const unit = readUnit(tokens, otherwise?.to ?? next, first, context);
  if (!unit) {
    // Numbers that only a hyphen joins are read one by one where no unit follows.
    return {
      values: [first.value],
      otherwise: [],
      unit: null,
      per: null,
      from,
      to: from + 1,
      decimals: decimalsOf(first.text),
    };
  }
  const per = readPer(tokens, unit.to);
  const more = readMoreUnits(tokens, per?.to ?? unit.to, values.length - 1);
  return {
    values: values.map((value) => multiply(value, unit.times)),
    otherwise: (otherwise?.values ?? []).map((value) => multiply(value, unit.times)),
    unit: unit.unit,
    per: per?.per ?? more?.per ?? null,
    from,
    to: more?.to ?? per?.to ?? unit.to,
    decimals,
    ...(more ? { units: [unit.unit, ...more.units] } : {}),
  };
}

/** `-%` behind `MG/ML`, `-MCG/0.5` behind `LF`: as many units as there are values, or none. */
function readMoreUnits(tokens: readonly Token[], from: number, count: number) {
  const units: LineUnit[] = [];
  let next = from;
  while (units.length < count) {
    const token = tokens[next + 1];
    if (tokens[next]?.text !== '-' || !token?.glued) return null;
    const unit = token.text === '%' ? PERCENT_MARK : LINE_UNITS.get(token.text);
    if (!unit) return null;
    units.push(unit);
    next += 2;
  }
  if (count === 0) return null;
  const per = readPer(tokens, next);
  return { units, per: per?.per ?? null, to: per?.to ?? next };
}

function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** 1:1000 is one gram in 1,000 mL: 0.1 %. Only one (or two) to a hundred and more; 2:1 is something else. */
function readRatio(tokens: readonly Token[], from: number): Quantity | null {
  const above = tokens[from];
  const colon = tokens[from + 1];
  const below = tokens[from + 2];
  if (above?.kind !== 'number' || below?.kind !== 'number' || colon?.text !== ':') return null;
  const parts = Number(below.text.replaceAll(',', ''));
  if (!/^[12]$/.test(above.text) || !Number.isInteger(parts) || parts < 100) return null;
  const percent = divide(multiply(above.value, rational(100)), below.value);
  return { values: [percent], otherwise: [], unit: PERCENT_MARK, per: null, from, to: from + 3, decimals: 0 };
}

/** `(90 BASE)` and `(2-1)` between a number and its unit. */
function readOtherwise(
  tokens: readonly Token[],
  from: number,
): { values: readonly Rational[]; to: number } | null {
  if (tokens[from]?.text !== '(') return null;
  const number = tokens[from + 1];
  if (number?.kind !== 'number') return null;
  if (/^(?:BASE|EQ|ELEMENTAL)$/.test(tokens[from + 2]?.text ?? '') && tokens[from + 3]?.text === ')') {
    return { values: [number.value], to: from + 4 };
  }
  const isSum =
    tokens[from + 2]?.text === '-' && tokens[from + 3]?.kind === 'number' && tokens[from + 4]?.text === ')';
  return isSum ? { values: [], to: from + 5 } : null;
}

interface ReadUnit {
  readonly unit: LineUnit;
  readonly times: Rational;
  readonly to: number;
}
const ONCE = rational(1);
const MULTIPLIERS: ReadonlyMap<string, Rational> = new Map([
  ['MILLION', rational(1_000_000)],
  ['MIL', rational(1_000_000)],
  ['BILLION', rational(1_000_000_000)],
  ['THOUSAND', rational(1000)],
]);

function readUnit(
  tokens: readonly Token[],
  from: number,
  number: Token,
  context: LineContext,
): ReadUnit | null {
  let next = from;
  const hyphen = tokens[next];
  if (hyphen?.text === '-' && hyphen.glued && tokens[next + 1]?.kind === 'word' && tokens[next + 1]?.glued)
    next++;
  const token = tokens[next];
  if (!token) return null;
  if (token.kind === 'sign') {
    const unit = next === from ? SIGN_UNITS.get(token.text) : undefined;
    if (!unit || (unit.dimension === 'length' && !token.glued)) return null;
    return { unit, times: ONCE, to: next + 1 };
  }
  if (token.kind !== 'word') return null;
  const many = MULTIPLIERS.get(token.text);
  if (many) {
    const unit = LINE_UNITS.get(tokens[next + 1]?.text ?? '');
    return unit?.dimension === 'activity-unit' ? { unit, times: many, to: next + 2 } : null;
  }
  if (token.text === 'K' && context.drug && tokens[next + 1]?.text === 'UNIT') {
    return { unit: THOUSAND_UNITS, times: ONCE, to: next + 2 };
  }
  const unit = unitInContext(token, tokens[next + 1], number, context, next > from);
  if (!unit) return null;
  return { unit, times: ONCE, to: next + 1 };
}

function unitInContext(
  token: Token,
  after: Token | undefined,
  number: Token,
  context: LineContext,
  hyphened: boolean,
): LineUnit | null {
  const unit = LINE_UNITS.get(token.text);
  if (!unit) return null;
  const glued = token.glued || hyphened;
  if (unit.gluedOnly && !glued && !(token.text === 'F' && after?.kind !== 'word')) return null;
  const whole = /^\d+$/.test(number.text) ? Number(number.text) : Number.NaN;
  switch (token.text) {
    case 'G':
      // Grams in a drug line, gauge of a needle; where nothing tells, neither.
      if (context.drug) return unit;
      return whole >= 10 && whole <= 34
        ? context.needle
          ? GAUGE
          : null
        : whole >= 0 && whole < 10
          ? unit
          : null;
    case 'F':
      return whole >= 1 && whole <= 40 ? unit : /^\d{1,2}\.\d$/.test(number.text) ? unit : null;
    case 'D':
      return context.lens ? unit : null;
    case 'H':
    case 'HL':
      return context.plate && !context.drug && whole >= 1 && whole <= 30 ? unit : null;
    case 'L':
      return context.fluid || (context.drug && glued) ? unit : null;
    case 'M':
      // Cut-off MM and MG are more frequent than metres: 9X20M.
      return null;
    case 'U':
      return context.drug || after?.text === '/' ? unit : null;
    case 'IN':
      if (glued) return unit;
      return context.drug || after?.kind === 'number' ? null : unit;
    default:
      return unit;
  }
}

/** `/5 ML`, `/ML`, `PER ML`, `/ACTUATION`, `/24 HR`, `/0.5` cut off. */
function readPer(tokens: readonly Token[], from: number) {
  // Phenytoin equivalents: 50 MG PE/ML.
  if (tokens[from]?.text === 'PE') from++;
  const sign = tokens[from];
  if (sign?.text !== '/' && sign?.text !== 'PER') return null;
  const number = tokens[from + 1];
  const amount = number?.kind === 'number' ? number.value : ONCE;
  if (amount.numerator === 0n) return null;
  const at = number?.kind === 'number' ? from + 2 : from + 1;
  const word = tokens[at];
  const unit = word?.kind === 'word' ? (LINE_UNITS.get(word.text) ?? USE_UNITS.get(word.text)) : undefined;
  if (unit && ['volume', 'mass', 'time', 'use'].includes(unit.dimension)) {
    return { per: { amount, unit }, to: at + 1 };
  }
  return number?.kind === 'number' && sign.text === '/' && sign.glued
    ? { per: { amount, unit: null }, to: from + 2 }
    : null;
}

/** `3.5 MG-10,000 UNIT/ML`: what a hyphen joins shares the denominator of the last. */
function shareDenominators(found: readonly Quantity[], tokens: readonly Token[]): readonly Quantity[] {
  const shared = [...found];
  for (let i = shared.length - 2; i >= 0; i--) {
    const quantity = shared[i] as Quantity;
    const next = shared[i + 1] as Quantity;
    const joined = tokens[quantity.to]?.text === '-' && next.from === quantity.to + 1;
    if (
      joined &&
      quantity.unit &&
      next.unit &&
      next.per &&
      !quantity.per &&
      quantity.unit.dimension !== 'percent'
    ) {
      shared[i] = { ...quantity, per: next.per };
    }
  }
  return shared;
}
