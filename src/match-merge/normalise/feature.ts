import type { Rational } from '../../units/rational.js';

/** What must not be blurred when two lines are compared. `content` is how much one package or one dispensed portion of
 *  a drug holds, `pack` how many pieces a package counts, `packaging` the package itself (box, each). */
export type FeatureKind =
  | 'strength'
  | 'content'
  | 'length'
  | 'french'
  | 'gauge'
  | 'volume'
  | 'angle'
  | 'diopter'
  | 'holes'
  | 'levels'
  | 'suture'
  | 'size'
  | 'pack'
  | 'packaging'
  | 'form'
  | 'release'
  | 'route'
  | 'laterality'
  | 'sterility'
  | 'latex'
  | 'sex'
  | 'age'
  | 'use';

interface Read {
  /** The text it was read from, as written, and where that stands in the line. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** For people: `16 Fr`, `250 mg/5 mL`, `left`. */
  readonly say: string;
}

/** A strength: an amount, and what it is in. */
export interface StrengthFeature extends Read {
  readonly kind: 'strength';
  readonly dimension: string;
  /** In the base unit (mg, unit, mEq ...), as written; several names of one amount where the line gives them. */
  readonly amounts: readonly Rational[];
  /** Half of the last digit written, in the base unit. */
  readonly precision: Rational;
  /** What the amount is in: a volume in mL, a mass in g, a time in h, a use; `percent` is grams in 100 mL or 100 g;
   *  `cut` where the line ends before it says. */
  readonly per: {
    readonly of: 'volume' | 'mass' | 'time' | 'use' | 'percent' | 'cut';
    readonly amount: Rational;
  } | null;
}

/** A number of one dimension in its base unit: mm, mL, Fr, gauge, degrees, diopters, holes, mg, pieces. */
export interface MeasureFeature extends Read {
  readonly kind:
    | 'content'
    | 'length'
    | 'french'
    | 'gauge'
    | 'volume'
    | 'angle'
    | 'diopter'
    | 'holes'
    | 'levels'
    | 'pack';
  readonly value: Rational;
  /** What `value` counts. `none`: a side of 4X4, whose unit the line does not say. */
  readonly unit: string;
  /** The unit as written, for people: `in`. */
  readonly sign: string;
  /** Half of the last digit written, in the base unit: 0.038 in is 0.97 mm at this precision. */
  readonly precision: Rational;
  /** Sides of one A x B x C share a number; their order is the order of the line. */
  readonly tuple: number | null;
}

/** A word out of a closed list. */
export interface WordFeature extends Read {
  readonly kind:
    | 'form'
    | 'release'
    | 'route'
    | 'laterality'
    | 'sterility'
    | 'latex'
    | 'sex'
    | 'age'
    | 'use'
    | 'size'
    | 'suture'
    | 'packaging';
  readonly value: string;
  /** Values that this one may be another word for: two words contradict each other when they share none. */
  readonly classes: readonly string[];
}

export type Feature = StrengthFeature | MeasureFeature | WordFeature;

/** A feature before its place in the written line is known: `start` and `end` lie in the folded text. */
export type Found<F extends Feature = Feature> = F extends Feature
  ? Omit<F, 'text' | 'say'> & { readonly say?: string }
  : never;
