import { saysBillingUnits } from '../normalise/billing-units.js';
import {
  compareFiled,
  type FeatureComparison,
  type FeatureVerdict,
  type FiledFeatures,
  fileFeatures,
  KIND_RULES,
  verdictAt,
} from '../normalise/compare-features.js';
import type { Feature, FeatureKind } from '../normalise/feature.js';
import { readFeatures } from '../normalise/features.js';
import type { Sides } from './comparator.js';

/** What is compared together with a kind: ten milligrams in a millilitre are fifty in five. */
const besides: Readonly<Partial<Record<FeatureKind, readonly FeatureKind[]>>> = {
  strength: ['content'],
  length: ['french'],
};

/** The features of both sides of a column of lines, read once. Lines say few different things of a kind, so a verdict is
 *  found once for every two of these and remembered. */
export class LineFeatures {
  /** Whether a side bills by the unit: then its quantities are not those of the product. */
  readonly billing: boolean;
  readonly #left: Said;
  readonly #right: Said;
  readonly #census = new Interned();

  constructor(private readonly sides: Sides) {
    this.#left = new Said(sides.left, this.#census);
    this.#right = sides.oneTable ? this.#left : new Said(sides.right, this.#census);
    this.billing = saysBillingUnits(sides.left) || saysBillingUnits(sides.right);
  }

  /** The column with each line put as `name` puts it, by its features. */
  named(name: (line: string, features: readonly Feature[]) => string): Sides {
    const { left, right, oneTable } = this.sides;
    const put = (lines: readonly string[], said: Said) =>
      lines.map((line, record) => name(line, said.filed[record]!.byRule.flat().sort(inOrder)));
    const lefts = put(left, this.#left);
    return {
      left: lefts,
      right: oneTable ? lefts : put(right, this.#right),
      oneTable,
      written: { left, right },
    };
  }

  /** Share of the records that say any of these kinds, 0 to 1. */
  filled(places: readonly number[]): number {
    const has = ({ filed }: Said) =>
      filed.filter(({ said }) => places.some((place) => (said & (1 << place)) !== 0)).length;
    return (
      (has(this.#left) + has(this.#right)) / Math.max(1, this.#left.filed.length + this.#right.filed.length)
    );
  }

  /** What two records say of a kind; `undefined` where neither says anything, `one` where one does. */
  verdict(place: number, left: number, right: number): FeatureVerdict | 'one' | undefined {
    const a = this.#left.at(place, left);
    const b = this.#right.at(place, right);
    if (a < 0 && b < 0) return undefined;
    if (a < 0 || b < 0) return 'one';
    return this.#census.verdict(place, a, b);
  }

  /** Every kind that either record speaks of, for people. */
  comparisons(left: number, right: number): readonly FeatureComparison[] {
    return compareFiled(this.#left.filed[left]!, this.#right.filed[right]!);
  }

  features(side: 'left' | 'right', record: number): FiledFeatures {
    return (side === 'left' ? this.#left : this.#right).filed[record]!;
  }
}

/** One side: what each record says, and for every kind the number of that saying, or -1. */
class Said {
  readonly filed: readonly FiledFeatures[];
  readonly #sayings: readonly Int32Array[];

  constructor(lines: readonly string[], census: Interned) {
    this.filed = lines.map((line) => fileFeatures(readFeatures(line)));
    this.#sayings = KIND_RULES.map((_, place) =>
      Int32Array.from(this.filed, (each) => census.number(place, each)),
    );
  }

  at(place: number, record: number): number {
    return this.#sayings[place]![record]!;
  }
}

/** Sayings by number, and the verdict on every two of them that were asked for. */
class Interned {
  readonly #numbers = new Map<string, number>();
  readonly #examples: FiledFeatures[] = [];
  readonly #verdicts = new Map<number, FeatureVerdict>();

  number(place: number, filed: FiledFeatures): number {
    const { kind } = KIND_RULES[place]!;
    if ((filed.said & (1 << place)) === 0) return -1;
    const key = [kind, ...(besides[kind] ?? [])]
      .map((each) => JSON.stringify(filed.byRule[placeOf(each)]!.map(meaning), plain))
      .join(' ');
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#examples.length;
      this.#numbers.set(key, number);
      this.#examples.push(filed);
    }
    return number;
  }

  verdict(place: number, a: number, b: number): FeatureVerdict {
    const key = Math.min(a, b) * 2 ** 26 + Math.max(a, b);
    let verdict = this.#verdicts.get(key);
    if (verdict === undefined) {
      verdict = verdictAt(place, this.#examples[a]!, this.#examples[b]!);
      this.#verdicts.set(key, verdict);
    }
    return verdict;
  }
}

function inOrder(a: Feature, b: Feature): number {
  return a.start - b.start || a.end - b.end;
}

export function placeOf(kind: FeatureKind): number {
  return KIND_RULES.findIndex((rule) => rule.kind === kind);
}

/** A feature without where it was read. */
function meaning(feature: Feature): object {
  const { text: _, start: __, end: ___, say: ____, ...rest } = feature;
  return rest;
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
