import { type TextParts, textLevels, wordsLaidOut, wordsLaidOutUneven } from '../measure/text-measure.js';
import { Features, textFeatures } from '../text/features.js';
import { Growing, GrowingInts, sharedDoubles } from '../text/flat-lists.js';
import { normalText, wordsOf } from '../text/normal-text.js';
import { FeatureCensus, GrowingVectors, someOf, type Vectors } from '../text/vectors.js';
import { Vocabulary } from '../text/vocabulary.js';
import { Comparator, type GrowingComparator, type Sides, written } from './comparator.js';
import { ValueNumbers } from './value-numbers.js';

/** How many times more words one side says on average from which on it is heard less. */
const uneven = 1.5;
/** What a word in brackets counts: it says more of what kind a thing is than which. */
const asideShare = 0.5;
const aside = /\([^()]*\)|\[[^[\]]*\]/g;
/** Different values among all records of both sides, from which on places of two values are not asked for again. */
const seldomRepeated = 0.5;

/** A text of both sides, made ready once: the number of its normal form, its vector, its words. */
export class TextComparator extends Comparator implements GrowingComparator {
  override readonly levels = textLevels;
  override readonly graded = true;
  readonly #values: ValueNumbers;
  readonly #wordStarts = new GrowingInts();
  readonly #words = new GrowingInts();
  /** What each of these words counts; while the values are read, its share beside the others. */
  readonly #wordWeights = new Growing(sharedDoubles);
  readonly #vocabulary = new Vocabulary();
  readonly #census: FeatureCensus;
  readonly #vectors: GrowingVectors;
  readonly #lefts: number;
  readonly #records: number;
  readonly #missing: { readonly left: number; readonly right: number };
  readonly #laidOut: number;
  /** How rare each word of the vocabulary is. */
  readonly #rarities: number[];
  #asides = false;

  /** Both sides as they were written: what was made comparable of them is not kept. */
  readonly #shown: Sides;

  constructor(sides: Sides, options: { readonly lines?: boolean } = {}) {
    super();
    this.#shown = {
      ...(sides.written ?? { left: sides.left, right: sides.right }),
      oneTable: sides.oneTable,
    };
    const texts: string[] = [];
    this.#values = new ValueNumbers(sides, normalText, (text) => texts.push(text));
    this.#missing = options.lines ? missingOf(this.#values, texts) : { left: 1, right: 1 };
    const even = this.#missing.left === 1 && this.#missing.right === 1;
    this.#laidOut = even ? wordsLaidOut : wordsLaidOutUneven;
    this.#lefts = sides.left.length;
    this.#census = new FeatureCensus(sides.left.length + (sides.oneTable ? 0 : sides.right.length));
    this.#wordStarts.push(0);
    const counts: number[] = [];
    const features = new Features();
    const take = (numbers: Int32Array, cells: readonly string[]) =>
      cells.forEach((cell, r) => {
        const normal = texts[numbers[r]!]!;
        this.#census.count(features.clear().addText(normal));
        for (const word of this.#layOut(normal, cell)) counts[word] = (counts[word] ?? 0) + 1;
      });
    take(this.#values.left, sides.left);
    if (!sides.oneTable) take(this.#values.right, sides.right);
    this.#records = this.#wordStarts.length - 1;
    this.#vectors = new GrowingVectors(this.#census.vectors());
    this.#rarities = counts.map((count) => Math.log(1 + this.#records / count));
    this.#weigh(0);
  }

  /** Vectors of the records of each side. */
  get left(): Vectors {
    return someOf(this.#vectors.flat(), 0, this.#lefts);
  }

  get right(): Vectors {
    return someOf(this.#vectors.flat(), this.#rightFrom, this.#records);
  }

  /** The vector of one record of the one table, by itself. */
  vectorOf(record: number): Vectors {
    return someOf(this.#vectors.flat(), record, record + 1);
  }

  /** Share of the records that this text can tell from others: different values / all records of both sides, 0 to 1. */
  get telling(): number {
    return this.#values.different / Math.max(1, this.#records);
  }

  override parts(): TextParts {
    return {
      kind: 'text',
      values: this.#values.flat(),
      wordStarts: this.#wordStarts.values(),
      words: this.#words.values(),
      wordWeights: this.#wordWeights.values(),
      vocabulary: this.#vocabulary.flat(),
      vectors: this.#vectors.flat(),
      rightFrom: this.#rightFrom,
      missing: this.#missing,
      oneTable: this.#shown.oneTable,
      repeated: !this.#asides && this.telling < seldomRepeated,
    };
  }

  append(cell: string): void {
    const normal = normalText(cell);
    this.#values.append(cell);
    const from = this.#words.length;
    this.#layOut(normal, cell);
    while (this.#rarities.length < this.#vocabulary.size) this.#rarities.push(Math.log(1 + this.#records));
    this.#weigh(from);
    this.#vectors.append(this.#census.vectorOf(textFeatures(normal)));
    this.changed();
  }

  cut(records: number): void {
    this.#values.cut(records);
    this.#wordStarts.cut(records + 1);
    this.#words.cut(this.#wordStarts.at(records));
    this.#wordWeights.cut(this.#wordStarts.at(records));
    this.#vectors.cut(records);
    this.changed();
  }

  override values(left: number, right: number): readonly [string, string] {
    return written(this.#shown, left, right);
  }

  get #rightFrom(): number {
    return this.#shown.oneTable ? 0 : this.#lefts;
  }

  /** Makes weights of the shares of the words from there on. */
  #weigh(from: number): void {
    for (let at = from; at < this.#words.length; at++)
      this.#wordWeights.set(at, this.#rarities[this.#words.at(at)]! * this.#wordWeights.at(at));
  }

  /** Lays the words of the next record side by side; hands back their numbers. */
  #layOut(normal: string, cell: string): Int32Array {
    const from = this.#words.length;
    const inBrackets = wordsInBrackets(cell);
    for (const word of [...new Set(wordsOf(normal))].slice(0, this.#laidOut)) {
      const isAside = inBrackets?.has(word) ?? false;
      this.#asides ||= isAside;
      this.#wordWeights.push(isAside ? asideShare : 1);
      this.#words.push(this.#vocabulary.idOf(word));
    }
    this.#wordStarts.push(this.#words.length);
    return this.#words.values().subarray(from);
  }
}

function wordsInBrackets(cell: string): ReadonlySet<string> | undefined {
  const found = cell.match(aside);
  return found ? new Set(wordsOf(normalText(found.join(' ')))) : undefined;
}

function missingOf(values: ValueNumbers, texts: readonly string[]): { left: number; right: number } {
  const mean = (side: Int32Array) =>
    side.reduce((sum, number) => sum + wordsOf(texts[number]!).length, 0) / Math.max(1, side.length);
  const l = mean(values.left);
  const r = mean(values.right);
  if (l === 0 || r === 0 || Math.max(l / r, r / l) < uneven) return { left: 1, right: 1 };
  return { left: Math.min(1, (r / l) ** 2), right: Math.min(1, (l / r) ** 2) };
}
