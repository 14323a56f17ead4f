/** An exact fraction in lowest terms; the denominator is positive. Quantities and conversion factors are
 *  never floating point: 0.1 L must be 100 mL and not 100.00000000000001 mL. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A decimal text of a rational: `scale` digits after the point, `exact` when nothing was rounded away. */
export interface DecimalText {
  readonly text: string;
  readonly scale: number;
  readonly exact: boolean;
}

/** Longer inputs are refused before any arithmetic: a quantity of a thousand digits is an attack, not an order. */
const MAX_TEXT_LENGTH = 128;
const MAX_EXPONENT = 200;

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

/** The fraction numerator / denominator in lowest terms. Throws RangeError when the denominator is 0 (a bug of the caller). */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const n = BigInt(numerator);
  const d = BigInt(denominator);
  if (d === 0n) throw new RangeError(`rational ${n}/0 has no value`);
  if (d === 1n) return { numerator: n, denominator: d };
  const divisor = greatestCommonDivisor(n, d) * (d < 0n ? -1n : 1n);
  return { numerator: n / divisor, denominator: d / divisor };
}

export const ZERO = rational(0n);
export const ONE = rational(1n);

/** Reads `12`, `-0.50`, `2.54e-2` or `3/10` (both sides decimal). Null when the text is anything else, divides by
 *  zero, is longer than 128 characters or has an exponent beyond ±200. */
export function parseRational(text: string): Rational | null {
  if (text.length > MAX_TEXT_LENGTH) return null;
  const slash = text.indexOf('/');
  if (slash < 0) return parseDecimal(text);
  const above = parseDecimal(text.slice(0, slash));
  const below = parseDecimal(text.slice(slash + 1));
  if (!above || !below || below.numerator === 0n) return null;
  return divide(above, below);
}

function parseDecimal(text: string): Rational | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > MAX_EXPONENT) return null;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  return scaleByTen(rational(digits), exponent - fraction.length);
}

/** value × 10^power. */
export function scaleByTen(value: Rational, power: number): Rational {
  const ten = 10n ** BigInt(Math.abs(power));
  return power >= 0
    ? rational(value.numerator * ten, value.denominator)
    : rational(value.numerator, value.denominator * ten);
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function negate(a: Rational): Rational {
  return { numerator: -a.numerator, denominator: a.denominator };
}

export function multiply(a: Rational, b: Rational): Rational {
  // Most factors are one, and big integers are slow.
  if (isOne(b)) return a;
  if (isOne(a)) return b;
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

function isOne(a: Rational): boolean {
  return a.denominator === 1n && a.numerator === 1n;
}

/** a / b. Throws RangeError when b is 0. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** base^exponent for a whole exponent of either sign. Throws RangeError for 0 to a negative power. */
export function power(base: Rational, exponent: number): Rational {
  const e = BigInt(Math.abs(exponent));
  const raised = rational(base.numerator ** e, base.denominator ** e);
  return exponent < 0 ? divide(ONE, raised) : raised;
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equals(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

/** The whole part, cut toward zero: 25/10 gives 2, -25/10 gives -2. */
export function truncate(a: Rational): bigint {
  return a.numerator / a.denominator;
}

/** Digits after the point that write `a` without rounding, or null when no finite number does (1/3). */
export function exactScale(a: Rational): number | null {
  let rest = a.denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : null;
}

/** Decimal text with as few digits as are exact, at most `maxScale`; beyond it rounded half away from zero, as
 *  PostgreSQL's numeric rounds, and then always written with `maxScale` digits so that the scale is visible. */
export function toDecimal(a: Rational, maxScale: number): DecimalText {
  const needed = exactScale(a);
  const exact = needed !== null && needed <= maxScale;
  const scale = exact ? needed : maxScale;
  return { text: writeDigits(a, scale), scale, exact };
}

function writeDigits(a: Rational, scale: number): string {
  const negative = a.numerator < 0n;
  const size = negative ? -a.numerator : a.numerator;
  const units = (2n * size * 10n ** BigInt(scale) + a.denominator) / (2n * a.denominator);
  const digits = units.toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`;
  return negative && units !== 0n ? `-${text}` : text;
}

/** `3/10`, or `7` when the value is whole. */
export function toFraction(a: Rational): string {
  return a.denominator === 1n ? a.numerator.toString() : `${a.numerator}/${a.denominator}`;
}
