import type { FlatSayings } from '../measure/feature-group-measure.js';
import { saysBillingUnits } from '../normalise/billing-units.js';
import { codesOfLine, comparableName } from '../normalise/comparable-line.js';
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

const rememberedLines = 64;

/** A line as it is compared: what is left of it without its features, and the codes in it. */
export interface ReadLine {
  readonly name: string;
  readonly codes: string;
}

/** The features of both sides of a column of lines, read once. Lines say few different things of a kind: each such saying
 *  has a number, and comparators go by these. The features themselves are many objects: those of a record are read again
 *  when a person asks. */
export class LineFeatures {
  /** Whether a side bills by the unit: then its quantities are not those of the product. */
  readonly billing: boolean;
  readonly #left: Said;
  readonly #right: Said;
  readonly #sayings = new Sayings();
  /** Lines that people asked about lately: an account asks for the same two many times. */
  readonly #lately = new Map<string, FiledFeatures>();

  constructor(private readonly sides: Sides) {
    this.#left = new Said(sides.left, this.#sayings);
    this.#right = sides.oneTable ? this.#left : new Said(sides.right, this.#sayings);
    this.billing = saysBillingUnits(sides.left) || saysBillingUnits(sides.right);
  }

  /** What is left of the lines. */
  get names(): Sides {
    return this.#put('names');
  }

  /** The codes of the lines, with spaces between. */
  get codes(): Sides {
    return this.#put('codes');
  }

  /** To be called when names and codes are not asked for any more. */
  forgetTexts(): void {
    for (const side of [this.#left, this.#right]) side.forgetTexts();
  }

  /** Share of the records that say any of these kinds, 0 to 1. */
  filled(places: readonly number[]): number {
    const [a, b] = [this.#left, this.#right];
    return (a.thatSay(places) + b.thatSay(places)) / Math.max(1, a.records + b.records);
  }

  /** What is said of some kinds, by their places in `KIND_RULES`. */
  flat(places: readonly number[]): FlatSayings {
    return {
      places,
      left: places.map((place) => this.#left.sayingsOf(place)),
      right: places.map((place) => this.#right.sayingsOf(place)),
      saidLeft: this.#left.said,
      saidRight: this.#right.said,
      sayings: this.#sayings.examples,
    };
  }

  /** Every kind that either record speaks of, for people. */
  comparisons(left: number, right: number): readonly FeatureComparison[] {
    return compareFiled(this.features('left', left), this.features('right', right));
  }

  features(side: 'left' | 'right', record: number): FiledFeatures {
    const line = this.sides[side][record]!;
    let filed = this.#lately.get(line);
    if (filed === undefined) {
      if (this.#lately.size >= rememberedLines) this.#lately.clear();
      filed = fileFeatures(readFeatures(line));
      this.#lately.set(line, filed);
    }
    return filed;
  }

  /** One more record of the one table. */
  append(line: string): ReadLine {
    return this.#left.take(line);
  }

  cut(records: number): void {
    this.#left.cut(records);
  }

  #put(what: 'names' | 'codes'): Sides {
    const { left, right, oneTable, grows } = this.sides;
    return { left: this.#left[what], right: this.#right[what], oneTable, grows, written: { left, right } };
  }
}

/** One side: what each record says, and for every kind the number of that saying, or -1. */
class Said {
  names: string[] = [];
  codes: string[] = [];
  /** Most kinds are in no record: they have no list. */
  readonly #numbers: (GrowingInts | undefined)[] = KIND_RULES.map(() => undefined);
  /** Of every record, one bit for each kind that it speaks of. */
  readonly #said = new GrowingInts();

  constructor(
    lines: readonly string[],
    private readonly sayings: Sayings,
  ) {
    const firstOf = new Map<string, number>();
    for (const [record, line] of lines.entries()) {
      const first = firstOf.get(line);
      if (first === undefined) {
        firstOf.set(line, record);
        const { name, codes } = this.take(line);
        this.names.push(name);
        this.codes.push(codes);
      } else {
        this.#takeAgain(first);
        this.names.push(this.names[first]!);
        this.codes.push(this.codes[first]!);
      }
    }
  }

  get records(): number {
    return this.#said.length;
  }

  get said(): Int32Array {
    return this.#said.values();
  }

  take(line: string): ReadLine {
    const features = readFeatures(line);
    const filed = fileFeatures(features);
    for (let place = 0; place < KIND_RULES.length; place++)
      this.#put(place, this.sayings.numberOf(place, filed));
    this.#said.push(filed.said);
    return { name: comparableName(line, features), codes: codesOfLine(line, features) };
  }

  /** One more record that says what another one says. */
  #takeAgain(record: number): void {
    this.#numbers.forEach((numbers) => {
      numbers?.push(numbers.at(record));
    });
    this.#said.push(this.#said.at(record));
  }

  /** The number of what the next record says of a kind, or -1. */
  #put(place: number, number: number): void {
    let numbers = this.#numbers[place];
    if (number >= 0 && numbers === undefined) {
      numbers = new GrowingInts();
      for (let record = 0; record < this.records; record++) numbers.push(-1);
      this.#numbers[place] = numbers;
    }
    numbers?.push(number);
  }

  forgetTexts(): void {
    this.names = [];
    this.codes = [];
  }

  cut(records: number): void {
    for (const numbers of this.#numbers) numbers?.cut(records);
    this.#said.cut(records);
  }

  sayingsOf(place: number): Int32Array {
    return this.#numbers[place]?.values() ?? new Int32Array(0);
  }

  thatSay(places: readonly number[]): number {
    const kinds = places.reduce((bits, place) => bits | (1 << place), 0);
    let count = 0;
    for (const said of this.said) if ((said & kinds) !== 0) count++;
    return count;
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
