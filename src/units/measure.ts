import { divide, multiply, ONE, power, type Rational, rational } from './rational.js';

/** What a physical unit is: `factor` times a product of base units. Two units convert into each other when their
 *  dimensions are equal, and then by the quotient of their factors.
 *
 *  π is carried as an exponent of its own, so that degrees convert to minutes of arc exactly, and only a conversion
 *  in which π does not cancel is rounded. */
export interface Measure {
  readonly factor: Rational;
  readonly pi: number;
  /** Base unit → exponent, without zeros. */
  readonly dimension: ReadonlyMap<string, number>;
  /** `m3`, `g1.m-3`: the dimension as text, equal for equal dimensions. */
  readonly dimensionKey: string;
  /** False when the factor is a published, rounded figure. */
  readonly exact: boolean;
}

/** π to 60 digits (OEIS A000796); a rounding error far below any scale Concord prints. */
const PI = rational(
  3_141592653589793238462643383279502884197169399375105820974944n,
  1_000000000000000000000000000000000000000000000000000000000000n,
);

export const UNITY = measure(ONE, new Map());

export function measure(
  factor: Rational,
  dimension: ReadonlyMap<string, number>,
  pi = 0,
  exact = true,
): Measure {
  const present = [...dimension]
    .filter(([, exponent]) => exponent !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const dimensionKey = present.map(([base, exponent]) => `${base}${exponent}`).join('.');
  return { factor, pi, dimension: new Map(present), dimensionKey, exact };
}

/** The unit `base` itself: 1 × base. */
export function baseMeasure(base: string): Measure {
  return measure(ONE, new Map([[base, 1]]));
}

export function multiplyMeasures(a: Measure, b: Measure): Measure {
  const dimension = new Map(a.dimension);
  for (const [base, exponent] of b.dimension) dimension.set(base, (dimension.get(base) ?? 0) + exponent);
  return measure(multiply(a.factor, b.factor), dimension, a.pi + b.pi, a.exact && b.exact);
}

export function raiseMeasure(a: Measure, exponent: number): Measure {
  const dimension = new Map([...a.dimension].map(([base, e]) => [base, e * exponent]));
  return measure(power(a.factor, exponent), dimension, a.pi * exponent, a.exact);
}

export function scaleMeasure(a: Measure, factor: Rational): Measure {
  return { ...a, factor: multiply(a.factor, factor) };
}

/** How many `to` one `from` is, or null when their dimensions differ. Not exact when a factor was published rounded
 *  or when π remains. */
export function ratioOf(from: Measure, to: Measure): { factor: Rational; exact: boolean } | null {
  if (from.dimensionKey !== to.dimensionKey) return null;
  const factor = divide(from.factor, to.factor);
  const pi = from.pi - to.pi;
  return {
    factor: pi === 0 ? factor : multiply(factor, power(PI, pi)),
    exact: from.exact && to.exact && pi === 0,
  };
}
