import { censusOf } from '../candidates/everything.js';
import { LiveIndex } from '../candidates/live-index.js';
import { recordFeatures } from '../candidates/record-features.js';
import { comparatorsOf } from '../compare/attribute-comparators.js';
import type { AttributeComparators, NamedComparator } from '../compare/named-comparators.js';
import { TextComparator } from '../compare/text-comparator.js';
import { comparableLine } from '../normalise/comparable-line.js';
import { type Explanation, explain } from '../score/explanation.js';
import { type Model, probabilityOf, scoreOf } from '../score/model.js';
import { settings } from '../settings.js';
import type { Attribute } from '../tables/align-columns.js';
import { readLines } from '../tables/read-lines.js';
import { compareText, sortedById } from '../tables/sorted-table.js';
import type { Table } from '../tables/table.js';
import { someOf, type Vectors } from '../text/vectors.js';
import { type MatchParameters, modelOf } from './parameters.js';

/** A thing as the engine compares it: its id, and a cell for each column of its domain. */
export interface IndexedThing {
  readonly id: string;
  readonly cells: readonly string[];
}

export interface Candidate extends Explanation {
  readonly id: string;
  /** 0 to 1. */
  readonly probability: number;
  /** Why no text may make them a match; empty where nothing forbids it. */
  readonly vetoed: readonly string[];
}

/** A candidate without its account. */
export interface Weighed {
  readonly id: string;
  readonly weight: number;
  readonly vetoed: readonly string[];
}

interface Near<T> {
  /** Likeliest first. */
  readonly found: readonly T[];
  /** A search ended because it had read as much as it may: nearer ones may have been missed. */
  readonly cutShort: boolean;
}

/** Things near another in each view, at most, before they are weighed. */
const nearest = 40;
const leastTelling = 0.1;

/** The things of a domain, searched and weighed by a model that stands, while they come, change and go. How rare words
 *  and values are was counted once, in the table it begins with, so what two things weigh depends on nothing but that
 *  table, the model and the two: whoever has the same beginning weighs alike. What was replaced, and words that were only
 *  asked about, stay in memory. */
export class MatchIndex {
  readonly #attributes: readonly Attribute[];
  readonly #ofAttributes: readonly AttributeComparators[];
  readonly #named: readonly NamedComparator[];
  readonly #model: Model;
  readonly #columns: readonly {
    readonly written: string[];
    readonly comparable: string[];
    readonly isLine: boolean;
  }[];
  readonly #views: readonly { readonly index: LiveIndex; readonly vectorOf: (thing: number) => Vectors }[];
  readonly #numbers = new Map<string, number>();
  /** Of every thing by its number; '' where it is gone. */
  readonly #ids: string[];

  constructor(base: Table, attributes: readonly Attribute[], parameters: MatchParameters) {
    const table = sortedById({ ...base, cells: base.cells.map((cells) => [...cells]) });
    const read = readLines(table, table, attributes, { oneTable: true, grows: true });
    this.#attributes = attributes;
    this.#ofAttributes = attributes.map((attribute) =>
      comparatorsOf(attribute, read.sidesOf(attribute), read.ofField),
    );
    this.#named = this.#ofAttributes.flatMap(({ named }) => named);
    this.#model = modelOf(
      parameters,
      this.#named.map(({ name }) => name),
    );
    this.#ids = [...table.ids];
    this.#ids.forEach((id, number) => {
      this.#numbers.set(id, number);
    });
    this.#columns = table.cells.map((cells, column) => {
      const attribute = attributes.find(({ left }) => left === column);
      const comparable = attribute ? (read.sidesOf(attribute).left as string[]) : (cells as string[]);
      return { written: cells as string[], comparable, isLine: comparable !== cells };
    });
    const census = censusOf({
      // The cells are comparable by now.
      attributes: attributes.map(({ kind }) => ({ kind, isLine: false })),
      sides: [
        { records: table.ids.length, columns: attributes.map(({ left }) => this.#columns[left]!.comparable) },
      ],
    });
    const whole = census.vectors();
    const all = {
      index: new LiveIndex(whole, settings.readForQuestion),
      vectorOf: (thing: number) =>
        thing < table.ids.length ? someOf(whole, thing, thing + 1) : census.vectorOf(this.#featuresOf(thing)),
    };
    this.#views = [all, ...textViews(this.#named)];
  }

  get size(): number {
    return this.#numbers.size;
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** Takes in a thing, or what is said of it now. */
  put(thing: IndexedThing): void {
    this.remove(thing.id);
    const number = this.#append(thing);
    this.#numbers.set(thing.id, number);
    for (const { index, vectorOf } of this.#views) index.add(number, vectorOf(number));
  }

  remove(id: string): void {
    const number = this.#numbers.get(id);
    if (number === undefined) return;
    for (const { index } of this.#views) index.remove(number);
    this.#numbers.delete(id);
    this.#ids[number] = '';
  }

  /** The likeliest things for one that need not be there, at most `most`, each with its account. Stores nothing. */
  candidates(cells: readonly string[], most: number): Near<Candidate> {
    const asked = this.#append({ id: '', cells });
    try {
      const { near, cutShort } = this.#near(asked, () => true);
      return { found: near.slice(0, most).map(({ thing }) => this.#account(asked, thing)), cutShort };
    } finally {
      this.#cut(asked);
    }
  }

  /** The others near a thing that is there, but for those that are none for certain, from `least` bits on. */
  near(id: string, mayBe: (other: string) => boolean, least: number): Near<Weighed> {
    const asked = this.#numberOf(id);
    const { near, cutShort } = this.#near(asked, (other) => other !== id && mayBe(other));
    const found = near
      .filter(({ bits }) => bits >= least)
      .map(({ thing, bits }) => ({
        id: this.#ids[thing]!,
        weight: bits,
        vetoed: this.#vetoes(asked, thing),
      }));
    return { found, cutShort };
  }

  /** The account of two things, near or not. */
  account(a: string, b: string): Candidate {
    return this.#account(this.#numberOf(a), this.#numberOf(b));
  }

  /** Bits of two things; -Infinity where their texts forbid it. */
  bitsOf(a: string, b: string): number {
    const [x, y] = [this.#numberOf(a), this.#numberOf(b)];
    return this.#vetoes(x, y).length > 0 ? Number.NEGATIVE_INFINITY : this.#scoreOf(x, y);
  }

  /** What the comparators say of two things, for learning: the place of each, and how surprising it is. */
  evidenceOf(
    a: string,
    b: string,
  ): { readonly places: readonly number[]; readonly surprises: readonly number[] } {
    const [left, right] = this.#inOrder(this.#numberOf(a), this.#numberOf(b));
    return {
      places: this.#named.map(({ comparator }) => Math.fround(comparator.place(left, right))),
      surprises: this.#named.map(({ comparator }) => Math.fround(comparator.surprise(left, right))),
    };
  }

  /** Likeliest first. */
  #near(asked: number, mayBe: (id: string) => boolean) {
    const found = new Set<number>();
    let cutShort = false;
    for (const { index, vectorOf } of this.#views) {
      const near = index.nearest(vectorOf(asked), nearest + 1);
      cutShort ||= near.cutShort;
      for (const { record } of near.nearest) if (mayBe(this.#ids[record]!)) found.add(record);
    }
    const near = [...found]
      .map((thing) => ({ thing, bits: this.#scoreOf(asked, thing) }))
      .sort((x, y) => y.bits - x.bits || compareText(this.#ids[x.thing]!, this.#ids[y.thing]!));
    return { near, cutShort };
  }

  #account(asked: number, other: number): Candidate {
    const [left, right] = this.#inOrder(asked, other);
    const explanation = explain(this.#model, this.#named, left, right);
    const { parts, ...rest } = explanation;
    const shown =
      left === asked ? parts : parts.map((part) => ({ ...part, left: part.right, right: part.left }));
    return {
      id: this.#ids[other]!,
      probability: probabilityOf(explanation.weight),
      vetoed: this.#vetoes(left, right),
      ...rest,
      parts: shown,
    };
  }

  #scoreOf(a: number, b: number): number {
    const [left, right] = this.#inOrder(a, b);
    const comparators = this.#named.map(({ comparator }) => comparator);
    return scoreOf(this.#model, comparators, left, right);
  }

  #vetoes(a: number, b: number): readonly string[] {
    const [left, right] = this.#inOrder(a, b);
    return this.#named.flatMap(({ comparator }) => comparator.vetoes?.(left, right) ?? []);
  }

  /** In the order of ids: bits of both orders may differ in their last digit. */
  #inOrder(a: number, b: number): readonly [number, number] {
    return compareText(this.#ids[a]!, this.#ids[b]!) <= 0 ? [a, b] : [b, a];
  }

  #numberOf(id: string): number {
    const number = this.#numbers.get(id);
    if (number === undefined) throw new Error(`not in the match index: ${id}`);
    return number;
  }

  #append({ id, cells }: IndexedThing): number {
    const number = this.#ids.length;
    this.#ids.push(id);
    this.#columns.forEach(({ written, comparable, isLine }, column) => {
      const cell = cells[column] ?? '';
      written.push(cell);
      if (isLine) comparable.push(comparableLine(cell));
    });
    this.#attributes.forEach(({ left: column }, n) => {
      const { written, comparable } = this.#columns[column]!;
      this.#ofAttributes[n]!.append(written[number]!, comparable[number]!);
    });
    return number;
  }

  #cut(number: number): void {
    this.#ids.length = number;
    for (const { written, comparable } of this.#columns) {
      written.length = number;
      comparable.length = number;
    }
    for (const each of this.#ofAttributes) each.cut(number);
  }

  #featuresOf(thing: number) {
    return recordFeatures(
      this.#attributes,
      this.#attributes.map(({ left }) => this.#columns[left]!.comparable[thing]!),
    );
  }
}

/** The texts that say most, each as a view of its own: a long line must not hide a name. */
function textViews(named: readonly NamedComparator[]) {
  return named
    .flatMap(({ name, comparator }) => (comparator instanceof TextComparator ? [{ name, comparator }] : []))
    .filter(({ comparator }) => comparator.telling >= leastTelling)
    .sort((a, b) => b.comparator.telling - a.comparator.telling || compareText(a.name, b.name))
    .slice(0, settings.textViews)
    .map(({ comparator }) => ({
      index: new LiveIndex(comparator.left, settings.readForQuestion),
      vectorOf: (thing: number) => comparator.vectorOf(thing),
    }));
}
