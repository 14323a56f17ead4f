import {
  compare,
  divide,
  equals,
  multiply,
  type Rational,
  rational,
  subtract,
} from '../../units/rational.js';
import type { Feature, FeatureKind, MeasureFeature, StrengthFeature, WordFeature } from './feature.js';

/** `equal`: whatever the side that says less says, the other says too. `compatible`: one side says nothing, or the two
 *  can both be true: no evidence. `different`: both speak, and not of the same thing. */
export type FeatureVerdict = 'equal' | 'compatible' | 'different';

/** What a difference of a kind tells apart, coarsest first: two products; two items, which are one product by the each and by
 *  the box; two packages, one of which holds more millilitres. A finer grain has the differences of the coarser ones too. */
const GRAINS = ['product', 'item', 'package'] as const;
export type FeatureGrain = (typeof GRAINS)[number];

export interface FeatureComparison {
  readonly kind: FeatureKind;
  readonly verdict: FeatureVerdict;
  /** True where text similarity must not join the pair: different, of a kind that decides (architecture, decision 8). */
  readonly veto: boolean;
  readonly grain: FeatureGrain;
  readonly left: readonly Feature[];
  readonly right: readonly Feature[];
}

interface KindRule {
  readonly kind: FeatureKind;
  readonly grain: FeatureGrain;
  /** Form and release are read from words with many meanings: their difference is strong evidence, not a veto. */
  readonly vetoes: boolean;
}

/** Every kind, in the order in which people are told. */
export const KIND_RULES: readonly KindRule[] = [
  { kind: 'strength', grain: 'product', vetoes: true },
  { kind: 'form', grain: 'product', vetoes: false },
  { kind: 'release', grain: 'product', vetoes: false },
  { kind: 'route', grain: 'product', vetoes: false },
  { kind: 'french', grain: 'product', vetoes: true },
  { kind: 'gauge', grain: 'product', vetoes: true },
  { kind: 'length', grain: 'product', vetoes: true },
  { kind: 'volume', grain: 'product', vetoes: true },
  { kind: 'angle', grain: 'product', vetoes: true },
  { kind: 'diopter', grain: 'product', vetoes: true },
  { kind: 'holes', grain: 'product', vetoes: true },
  { kind: 'levels', grain: 'product', vetoes: true },
  { kind: 'suture', grain: 'product', vetoes: true },
  { kind: 'size', grain: 'product', vetoes: true },
  { kind: 'laterality', grain: 'product', vetoes: true },
  { kind: 'sterility', grain: 'product', vetoes: true },
  { kind: 'latex', grain: 'product', vetoes: true },
  { kind: 'sex', grain: 'product', vetoes: true },
  { kind: 'age', grain: 'product', vetoes: true },
  { kind: 'use', grain: 'product', vetoes: true },
  { kind: 'content', grain: 'package', vetoes: true },
  { kind: 'pack', grain: 'item', vetoes: true },
  { kind: 'packaging', grain: 'item', vetoes: true },
];

/** Whether a difference of a kind of this grain is one to who asks at that grain. */
function countsAt(own: FeatureGrain, asked: FeatureGrain): boolean {
  return GRAINS.indexOf(own) <= GRAINS.indexOf(asked);
}

/** The kinds that forbid text to join two records at this grain, by their places in `KIND_RULES`. */
export function placesOfVetoes(asked: FeatureGrain): readonly number[] {
  return KIND_RULES.flatMap(({ vetoes, grain }, place) => (vetoes && countsAt(grain, asked) ? [place] : []));
}

const RULE_BY_KIND: ReadonlyMap<FeatureKind, number> = new Map(
  KIND_RULES.map(({ kind }, index) => [kind, index]),
);

/** The features of one line, filed by kind once, to be compared many times. */
export interface FiledFeatures {
  /** At the place of the kind in `KIND_RULES`; empty where the line says nothing of it. */
  readonly byRule: readonly (readonly Feature[])[];
  /** Places that are not empty, as bits. */
  readonly said: number;
}

const NOTHING: readonly Feature[] = [];

export function fileFeatures(features: readonly Feature[]): FiledFeatures {
  const byRule: (readonly Feature[])[] = KIND_RULES.map(() => NOTHING);
  let said = 0;
  for (const feature of features) {
    const place = RULE_BY_KIND.get(feature.kind) as number;
    byRule[place] = [...(byRule[place] as readonly Feature[]), feature];
    said |= 1 << place;
  }
  return { byRule, said };
}

/** Compares two lines kind by kind; kinds that neither side speaks of are left out. Symmetric but for the sides. */
export function compareFeatures(
  left: readonly Feature[],
  right: readonly Feature[],
): readonly FeatureComparison[] {
  return compareFiled(fileFeatures(left), fileFeatures(right));
}

/** `compareFeatures` for features filed before. */
export function compareFiled(left: FiledFeatures, right: FiledFeatures): readonly FeatureComparison[] {
  const comparisons: FeatureComparison[] = [];
  for (let rest = left.said | right.said; rest !== 0; rest &= rest - 1) {
    const place = lowestBit(rest);
    const { kind, grain, vetoes } = KIND_RULES[place] as KindRule;
    const verdict = verdictAt(place, left, right);
    const veto = vetoes && verdict === 'different';
    comparisons.push({
      kind,
      grain,
      verdict,
      veto,
      left: left.byRule[place] ?? NOTHING,
      right: right.byRule[place] ?? NOTHING,
    });
  }
  return comparisons;
}

/** Whether text may not join the pair at this grain: `vetoes` without the account, for pairs by the million. */
export function isVetoed(left: FiledFeatures, right: FiledFeatures, grain: FeatureGrain): boolean {
  for (let rest = left.said & right.said; rest !== 0; rest &= rest - 1) {
    const place = lowestBit(rest);
    const rule = KIND_RULES[place] as KindRule;
    if (!rule.vetoes || !countsAt(rule.grain, grain)) continue;
    if (verdictAt(place, left, right) === 'different') return true;
  }
  return false;
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** The verdict on the kind at a place of `KIND_RULES`; `compatible` where a side says nothing of it. */
export function verdictAt(place: number, left: FiledFeatures, right: FiledFeatures): FeatureVerdict {
  const a = left.byRule[place] ?? NOTHING;
  const b = right.byRule[place] ?? NOTHING;
  return a.length === 0 || b.length === 0 ? 'compatible' : judge(a, b, left, right);
}

/** The comparisons that forbid joining the pair by text alone; at the grain of products, packs may differ. */
export function vetoes(
  comparisons: readonly FeatureComparison[],
  grain: FeatureGrain,
): readonly FeatureComparison[] {
  return comparisons.filter((each) => each.veto && countsAt(each.grain, grain));
}

function judge(
  a: readonly Feature[],
  b: readonly Feature[],
  left: FiledFeatures,
  right: FiledFeatures,
): FeatureVerdict {
  switch (a[0]?.kind) {
    case 'strength':
      return judgeStrengths(a as StrengthFeature[], b as StrengthFeature[], contents(left), contents(right));
    case 'form':
    case 'release':
    case 'route':
    case 'laterality':
    case 'sterility':
    case 'latex':
    case 'sex':
    case 'age':
    case 'use':
    case 'packaging':
    case 'suture':
      return judgeWords(a as WordFeature[], b as WordFeature[]);
    case 'size':
      return judgeSizes(a as WordFeature[], b as WordFeature[]);
    case 'content':
      return judgeByGroup(a as MeasureFeature[], b as MeasureFeature[], ({ unit }) => unit, equalMeasures);
    case 'length':
      return judgeLengths(
        withoutFrench(a as MeasureFeature[], right),
        withoutFrench(b as MeasureFeature[], left),
      );
    default:
      return covers(a as MeasureFeature[], b as MeasureFeature[], equalMeasures);
  }
}

/** Two sets agree when each member of the smaller one has a partner of its own in the larger one. What is left over on
 *  both sides contradicts, unless none of it can be compared with any of the other side's. */
function covers<T>(
  a: readonly T[],
  b: readonly T[],
  agree: (a: T, b: T) => boolean,
  silent: (a: T, b: T) => boolean = () => false,
): FeatureVerdict {
  const partners = pairUp(a, b, agree);
  const overA = a.filter((_, i) => !partners.includes(i));
  const overB = b.filter((_, j) => partners[j] === -1);
  if (overA.length === 0 || overB.length === 0) return 'equal';
  return overA.every((x) => overB.every((y) => silent(x, y))) ? 'compatible' : 'different';
}

/** The largest pairing, as the index into `a` for each of `b` or -1: augmenting paths (Kuhn 1955); the sets are a handful. */
function pairUp<T>(a: readonly T[], b: readonly T[], agree: (a: T, b: T) => boolean): readonly number[] {
  const partner: number[] = b.map(() => -1);
  const place = (i: number, seen: Set<number>): boolean => {
    for (let j = 0; j < b.length; j++) {
      if (seen.has(j) || !agree(a[i] as T, b[j] as T)) continue;
      seen.add(j);
      if (partner[j] === -1 || place(partner[j] as number, seen)) {
        partner[j] = i;
        return true;
      }
    }
    return false;
  };
  for (let i = 0; i < a.length; i++) place(i, new Set());
  return partner;
}

/** Groups that only one side has say nothing; `different` in one shared group decides, `equal` needs one. */
function judgeByGroup<T>(
  a: readonly T[],
  b: readonly T[],
  groupOf: (feature: T) => string,
  agree: (a: T, b: T) => boolean,
  silent: (a: T, b: T) => boolean = () => false,
): FeatureVerdict {
  const verdicts = new Set<FeatureVerdict>();
  for (const group of new Set(a.map(groupOf))) {
    const mine = a.filter((each) => groupOf(each) === group);
    const theirs = b.filter((each) => groupOf(each) === group);
    if (theirs.length === 0) continue;
    verdicts.add(covers(mine, theirs, agree, silent));
  }
  return verdicts.has('different') ? 'different' : verdicts.has('equal') ? 'equal' : 'compatible';
}

function judgeStrengths(
  a: readonly StrengthFeature[],
  b: readonly StrengthFeature[],
  contentsA: readonly MeasureFeature[],
  contentsB: readonly MeasureFeature[],
): FeatureVerdict {
  const comparable = (side: readonly StrengthFeature[], other: readonly StrengthFeature[]) =>
    distinctStrengths(side).filter(
      (each) => !(each.per?.of === 'use' && onlyConcentrations(other, each.dimension)),
    );
  const held = [...contentsA, ...contentsB].filter(({ unit }) => unit === 'mL');
  return judgeByGroup(
    comparable(a, b),
    comparable(b, a),
    ({ dimension }) => dimension,
    (x, y) => sameStrength(x, y) || holdsAmount(x, y, held) || holdsAmount(y, x, held),
    (x, y) => held.length === 0 && (amountAgainstRatio(x, y) || amountAgainstRatio(y, x)),
  );
}

/** 500 mg and 50 mg/mL are both true of 10 mL: without a volume neither denies the other. */
function amountAgainstRatio(amount: StrengthFeature, ratio: StrengthFeature): boolean {
  const isRatio =
    ratio.per !== null &&
    (ratio.per.of === 'percent' || (ratio.per.of === 'volume' && isOne(ratio.per.amount)));
  return isRatio && (amount.per === null || (amount.per.of === 'cut' && isOne(amount.per.amount)));
}

function isOne(value: Rational): boolean {
  return value.numerator === value.denominator;
}

/** The same strength written twice (`10 MG/ML (1 %)`) counts once. */
function distinctStrengths(strengths: readonly StrengthFeature[]): readonly StrengthFeature[] {
  return strengths.filter(
    (each, i) =>
      !strengths
        .slice(0, i)
        .some((earlier) => earlier.dimension === each.dimension && sameStrength(each, earlier)),
  );
}

const CONCENTRATIONS = new Set(['volume', 'mass', 'percent']);

function concentration({ amounts, per }: StrengthFeature): Rational | null {
  return per && CONCENTRATIONS.has(per.of) && amounts[0] ? divide(amounts[0], per.amount) : null;
}

/** What a spray delivers and what its bottle holds in a millilitre cannot be compared. */
function onlyConcentrations(strengths: readonly StrengthFeature[], dimension: string): boolean {
  return strengths.every((each) => each.dimension !== dimension || concentration(each) !== null);
}

function sameStrength(a: StrengthFeature, b: StrengthFeature): boolean {
  const left = concentration(a);
  const right = concentration(b);
  if (left && right && wholeDoses(a, b)) return equals(a.amounts[0] as Rational, b.amounts[0] as Rational);
  if (left && right)
    return equals(left, right) || samePercent(a, left, b, right) || roundsTo(left, b) || roundsTo(right, a);
  if ((left && cutRatio(b, left)) || (right && cutRatio(a, right))) return true;
  // A percentage has no amount of its own.
  if (a.per?.of === 'percent' || b.per?.of === 'percent') return false;
  if (a.per && b.per && a.per.of === b.per.of && !equals(a.per.amount, b.per.amount)) {
    return a.amounts.some((x) =>
      b.amounts.some((y) => equals(divide(x, a.per!.amount), divide(y, b.per!.amount))),
    );
  }
  return a.amounts.some((x) => b.amounts.some((y) => equals(x, y)));
}

/** 60 mg/0.6 mL and 40 mg/0.4 mL are one concentration and two syringes: less than a millilitre is the whole dose. */
function wholeDoses(a: StrengthFeature, b: StrengthFeature): boolean {
  const isDose = ({ per }: StrengthFeature) =>
    per?.of === 'volume' && per.amount.numerator < per.amount.denominator;
  return isDose(a) && isDose(b) && !equals(a.per!.amount, b.per!.amount);
}

/** `5 GRAM/50`, cut off: 50 mL, where that fits. */
function cutRatio({ amounts, per }: StrengthFeature, ratio: Rational): boolean {
  return (
    per?.of === 'cut' &&
    !isOne(per.amount) &&
    amounts.some((amount) => equals(divide(amount, per.amount), ratio))
  );
}

/** 0.083 % is 2.5 mg in 3 mL, rounded: the percentage decides with the digits it was written with. */
function samePercent(a: StrengthFeature, left: Rational, b: StrengthFeature, right: Rational): boolean {
  if ((a.per?.of === 'percent') === (b.per?.of === 'percent')) return false;
  const precision = a.per?.of === 'percent' ? a.precision : b.precision;
  return (
    compare(precision, rational(1, 20)) <= 0 && compare(magnitude(subtract(left, right)), precision) <= 0
  );
}

/** 160 mg/5 mL is 325 mg in 10.15 mL, rounded; only where the rounding is below half a percent. */
function roundsTo(ratio: Rational, { amounts, per, precision }: StrengthFeature): boolean {
  const amount = amounts[0];
  if (per?.of !== 'volume' || !amount || compare(multiply(precision, rational(200)), amount) > 0)
    return false;
  return compare(magnitude(subtract(multiply(ratio, per.amount), amount)), precision) <= 0;
}

/** 10 mg/mL in a vial of 5 mL is 50 mg. */
function holdsAmount(
  strength: StrengthFeature,
  amount: StrengthFeature,
  held: readonly MeasureFeature[],
): boolean {
  const ratio = concentration(strength);
  if (!ratio) return false;
  const total = amount.amounts[0];
  if (!total || (amount.per && amount.per.of !== 'cut')) return false;
  return held.some((content) => content.unit === 'mL' && equals(multiply(ratio, content.value), total));
}

const CONTENT = RULE_BY_KIND.get('content') as number;

function contents(features: FiledFeatures): readonly MeasureFeature[] {
  return (features.byRule[CONTENT] ?? NOTHING) as readonly MeasureFeature[];
}

function magnitude(value: Rational): Rational {
  return value.numerator < 0n ? subtract(rational(0), value) : value;
}

const MM_PER_UNIT: readonly Rational[] = [rational(1), rational(10), rational(254, 10), rational(3048, 10)];

function equalMeasures(a: MeasureFeature, b: MeasureFeature): boolean {
  if (equals(a.value, b.value)) return true;
  if (a.kind === 'length' && (a.unit === 'none') !== (b.unit === 'none')) {
    const [bare, measured] = a.unit === 'none' ? [a, b] : [b, a];
    return MM_PER_UNIT.some((factor) => equals(multiply(bare.value, factor), measured.value));
  }
  // Two units: each figure is rounded to the digits it was written with.
  if (a.sign === b.sign || a.unit !== b.unit) return false;
  const precision = compare(a.precision, b.precision) < 0 ? a.precision : b.precision;
  return compare(magnitude(subtract(a.value, b.value)), precision) <= 0;
}

function judgeLengths(a: readonly MeasureFeature[], b: readonly MeasureFeature[]): FeatureVerdict {
  return a.length === 0 || b.length === 0 ? 'compatible' : covers(a, b, equalMeasures, ofOtherRoles);
}

const FRENCH = RULE_BY_KIND.get('french') as number;

/** 15X31 is 15 Fr by 31 cm where the other side says 15 Fr. */
function withoutFrench(lengths: readonly MeasureFeature[], other: FiledFeatures): readonly MeasureFeature[] {
  const french = (other.byRule[FRENCH] ?? NOTHING) as readonly MeasureFeature[];
  if (french.length === 0) return lengths;
  return lengths.filter(
    ({ unit, value }) => unit !== 'none' || !french.some((each) => equals(each.value, value)),
  );
}

/** A screw of 4 mm and one of 110 mm: a diameter and a length. Lengths more than ten times apart say nothing of one
 *  another; 0.14 in against 0.014 in do. */
function ofOtherRoles(a: MeasureFeature, b: MeasureFeature): boolean {
  const [small, large] = compare(a.value, b.value) < 0 ? [a, b] : [b, a];
  if (a.unit !== b.unit) return false;
  if (small.value.numerator === 0n) return false;
  return compare(multiply(small.value, rational(10)), large.value) < 0;
}

function judgeWords(a: readonly WordFeature[], b: readonly WordFeature[]): FeatureVerdict {
  if (a.some((x) => b.some((y) => x.value === y.value))) return 'equal';
  return a.some((x) => x.classes.some((name) => b.some((y) => y.classes.includes(name))))
    ? 'compatible'
    : 'different';
}

/** Makers number sizes, letter them, and call them small: only labels of one scheme contradict each other. */
function judgeSizes(a: readonly WordFeature[], b: readonly WordFeature[]): FeatureVerdict {
  const scheme = ({ value }: WordFeature) =>
    /\d/.test(value) ? 'number' : /^(?:X*[SL]|M)$/.test(value) ? 'clothes' : 'letter';
  return judgeByGroup(a, b, scheme, (x, y) => x.value === y.value);
}

/** A comparison for people: `16 Fr against 18 Fr`, `only the left side says route: oral`. */
export function sayComparison({ kind, verdict, left, right }: FeatureComparison): string {
  const here = listed(left);
  const there = listed(right);
  if (left.length === 0) return `only the right side says ${kind}: ${there}`;
  if (right.length === 0) return `only the left side says ${kind}: ${here}`;
  if (verdict === 'different') return `${here} against ${there}`;
  return here === there ? here : `${here} and ${there}`;
}

function listed(features: readonly Feature[]): string {
  return [...new Set(features.map(({ say }) => say))].join(', ');
}
