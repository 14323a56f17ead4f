import type { FlatSayings } from '../measure/feature-group-measure.js';
import { saysBillingUnits } from '../normalise/billing-units.js';
import {
  compareFiled,
  type FeatureComparison,
  type FiledFeatures,
  fileFeatures,
  KIND_RULES,
} from '../normalise/compare-features.js';
import type { Feature, FeatureKind } from '../normalise/feature.js';
import { readFeatures } from '../normalise/features.js';
import { GrowingInts } from '../text/flat-lists.js';
import type { Sides } from './comparator.js';

/** What is compared together with a kind: ten milligrams in a millilitre are fifty in five. */
const besides: Readonly<Partial<Record<FeatureKind, readonly FeatureKind[]>>> = {
  strength: ['content'],
  length: ['french'],
};

/** The features of both sides of a column of lines, read once. Lines say few different things of a kind: each such saying
 *  has a number, and comparators go by these. */
export class LineFeatures {
  /** Whether a side bills by the unit: then its quantities are not those of the product. */
  readonly billing: boolean;
  readonly #left: Said;
  readonly #right: Said;
  readonly #sayings = new Sayings();

  constructor(private readonly sides: Sides) {
    this.#left = new Said(sides.left, this.#sayings);
    this.#right = sides.oneTable ? this.#left : new Said(sides.right, this.#sayings);
    this.billing = saysBillingUnits(sides.left) || saysBillingUnits(sides.right);
  }

  /** The column with each line put as `name` puts it, by its features. */
  named(name: (line: string, features: readonly Feature[]) => string): Sides {
    const { left, right, oneTable } = this.sides;
    const put = (lines: readonly string[], said: Said) =>
      lines.map((line, record) => name(line, said.inOrder(record)));
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

  /** What is said of some kinds, by their places in `KIND_RULES`. */
  flat(places: readonly number[]): FlatSayings {
    return {
      places,
      left: places.map((place) => this.#left.sayingsOf(place)),
      right: places.map((place) => this.#right.sayingsOf(place)),
      sayings: this.#sayings.examples,
    };
  }

  /** Every kind that either record speaks of, for people. */
  comparisons(left: number, right: number): readonly FeatureComparison[] {
    return compareFiled(this.#left.filed[left]!, this.#right.filed[right]!);
  }

  features(side: 'left' | 'right', record: number): FiledFeatures {
    return (side === 'left' ? this.#left : this.#right).filed[record]!;
  }

  /** One more record of the one table; its features in the order of the line. */
  append(line: string): readonly Feature[] {
    this.#left.take(line);
    return this.#left.inOrder(this.#left.filed.length - 1);
  }

  cut(records: number): void {
    this.#left.cut(records);
  }
}

/** One side: what each record says, and for every kind the number of that saying, or -1. */
class Said {
  readonly filed: FiledFeatures[] = [];
  readonly #numbers = KIND_RULES.map(() => new GrowingInts());

  constructor(
    lines: readonly string[],
    private readonly sayings: Sayings,
  ) {
    for (const line of lines) this.take(line);
  }

  take(line: string): void {
    const filed = fileFeatures(readFeatures(line));
    this.filed.push(filed);
    this.#numbers.forEach((numbers, place) => {
      numbers.push(this.sayings.numberOf(place, filed));
    });
  }

  cut(records: number): void {
    this.filed.length = records;
    for (const numbers of this.#numbers) numbers.cut(records);
  }

  sayingsOf(place: number): Int32Array {
    return this.#numbers[place]!.values();
  }

  inOrder(record: number): readonly Feature[] {
    return this.filed[record]!.byRule.flat().sort(inOrder);
  }
}

/** Sayings by number, each with the features of a line that says it. */
class Sayings {
  readonly examples: FiledFeatures[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(place: number, filed: FiledFeatures): number {
    if ((filed.said & (1 << place)) === 0) return -1;
    const { kind } = KIND_RULES[place]!;
    const key = [kind, ...(besides[kind] ?? [])]
      .map((each) => JSON.stringify(filed.byRule[placeOf(each)]!.map(meaning), plain))
      .join(' ');
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.examples.length;
      this.#numbers.set(key, number);
      this.examples.push(filed);
    }
    return number;
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
