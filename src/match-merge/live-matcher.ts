import type { KeptView } from './candidates/candidate-pairs.js';
import type { Found } from './candidates/live-index.js';
import { Neighbours, spareNeighbours } from './candidates/neighbours.js';
import { recordFeatures } from './candidates/record-features.js';
import { ClusterBook, type Move } from './clusters/cluster-book.js';
import type { ConflictOfIds, JudgementOfIds } from './clusters/judgements.js';
import { StandingJudgements } from './clusters/standing-judgements.js';
import { vetoOf } from './compare/veto.js';
import { type Deduped, dedupe } from './dedupe.js';
import { comparableLine } from './normalise/comparable-line.js';
import type { Stage } from './prepare.js';
import { type Explanation, explain } from './score/explanation.js';
import { probabilityOf, scoreOf } from './score/model.js';
import { settings } from './settings.js';
import { compareText } from './tables/sorted-table.js';
import type { Table } from './tables/table.js';
import { dot, someOf, type Vectors } from './text/vectors.js';

/** One row of the table: its id, and a cell for each of the table's columns. */
export interface LiveRecord {
  readonly id: string;
  readonly cells: readonly string[];
}

export interface LiveCandidate extends Explanation {
  readonly id: string;
  /** 0 to 1. */
  readonly probability: number;
  /** Why no text may make them a match; empty where nothing forbids it. */
  readonly vetoed: readonly string[];
}

/** The clusters of a table whose records come, change and go one at a time. It learns once, from the table it begins with:
 *  weights, how rare values and words are, what the columns are. After that the clusters are at any time those that all
 *  records there are would have by the same model, whatever the order in which they came; a search that reads a part of
 *  its index only (large tables, at the beginning) is the one exception, and is counted in `searchesCutShort`. To learn
 *  anew is to begin anew: also because what was replaced, and words that were only asked about, stay in memory. */
export class LiveMatcher {
  readonly #deduped: Deduped;
  readonly #views: readonly LiveView[];
  readonly #book: ClusterBook;
  readonly #numbers = new Map<string, number>();
  /** Of every record by its number; '' where it is gone. */
  readonly #ids: string[];
  readonly #columns: {
    readonly written: string[];
    readonly comparable: string[];
    readonly isLine: boolean;
  }[];
  readonly #vetoed: (left: number, right: number) => boolean;
  /** What people have judged, also of records that are gone or not there yet: it holds when they come. */
  readonly #judgements = new StandingJudgements();

  /** Learns from a table and clusters it. */
  static of(
    table: Table,
    options: { readonly judgements?: readonly JudgementOfIds[]; readonly stage?: Stage } = {},
  ): LiveMatcher {
    const views: KeptView[] = [];
    const deduped = dedupe(table, { ...options, keep: (view) => views.push(view) });
    return new LiveMatcher(deduped, views);
  }

  private constructor(deduped: Deduped, views: readonly KeptView[]) {
    this.#deduped = deduped;
    const { table, prepared, scores } = deduped;
    this.#ids = [...table.ids];
    this.#ids.forEach((id, number) => {
      this.#numbers.set(id, number);
    });
    this.#columns = table.cells.map((cells, column) => {
      const written = cells as string[];
      const attribute = deduped.attributes.find(({ left }) => left === column);
      const comparable = attribute ? (prepared.read.sidesOf(attribute).left as string[]) : written;
      return { written, comparable, isLine: comparable !== written };
    });
    this.#views = views.map((view) => this.#liveView(view));
    this.#vetoed = vetoOf(prepared.comparators);
    this.#book = new ClusterBook({
      bitsOf: (a, b) => this.#bitsOf(this.#numberOf(a), this.#numberOf(b)),
      loudest: settings.loudest,
    });
    for (const id of table.ids) this.#book.add(id);
    const { left, right } = prepared.candidates;
    for (let p = 0; p < scores.length; p++)
      if (scores[p]! > 0 && !this.#vetoed(left[p]!, right[p]!))
        this.#book.setPair(table.ids[left[p]!]!, table.ids[right[p]!]!, scores[p]!);
    for (const judgement of deduped.judgements) this.#note(judgement);
    this.#book.settle();
  }

  /** What the columns of a record are called, in the order of its cells. */
  get columns(): readonly string[] {
    return this.#deduped.table.columns;
  }

  get size(): number {
    return this.#numbers.size;
  }

  get searchesCutShort(): number {
    return this.#deduped.prepared.candidates.searchesCutShort;
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** The smallest id of the record's cluster; undefined where there is no such record. */
  clusterOf(id: string): string | undefined {
    return this.#book.clusterOf(id);
  }

  get conflicts(): readonly ConflictOfIds[] {
    return this.#book.conflicts;
  }

  /** Takes in a record, or what it says now. Hands back whose cluster is another one. */
  put(record: LiveRecord): readonly Move[] {
    if (this.has(record.id)) this.#takeOut(record.id);
    this.#takeIn(record);
    return this.#book.settle();
  }

  /** Takes out a record; nothing where there is none. */
  remove(id: string): readonly Move[] {
    if (!this.has(id)) return [];
    this.#takeOut(id);
    this.#book.remove(id);
    return this.#book.settle();
  }

  /** What a person has judged holds against any weight until it is withdrawn. */
  judge(judgement: JudgementOfIds): readonly Move[] {
    this.#note(judgement);
    return this.#book.settle();
  }

  withdraw(judgement: JudgementOfIds): readonly Move[] {
    if (this.#judgements.delete(judgement) && this.#areThere(judgement)) this.#book.withdraw(judgement);
    return this.#book.settle();
  }

  /** The k likeliest records for one that need not be there, likeliest first, each with its account. Stores nothing. */
  candidates(cells: readonly string[], k: number): readonly LiveCandidate[] {
    const asked = this.#append({ id: '', cells });
    try {
      const found = new Set(
        this.#views.flatMap((view) => view.near.nearest(view.vectorOf(asked)).map(({ record }) => record)),
      );
      return [...found]
        .map((record) => ({ record, bits: this.#scoreOf(asked, record) }))
        .sort((x, y) => y.bits - x.bits || compareText(this.#ids[x.record]!, this.#ids[y.record]!))
        .slice(0, k)
        .map(({ record }) => this.#account(asked, record));
    } finally {
      this.#cut(asked);
    }
  }

  /** The account of two records, compared or not; undefined where either is not there. */
  explain(a: string, b: string): LiveCandidate | undefined {
    const [x, y] = [this.#numbers.get(a), this.#numbers.get(b)];
    return x === undefined || y === undefined ? undefined : this.#account(x, y);
  }

  #account(asked: number, record: number): LiveCandidate {
    const { prepared, model } = this.#deduped;
    const named = prepared.comparators.map((comparator, c) => ({ name: prepared.names[c]!, comparator }));
    const explanation = explain(model, named, asked, record);
    const vetoed = prepared.comparators.flatMap((comparator) => comparator.vetoes?.(asked, record) ?? []);
    return {
      id: this.#ids[record]!,
      probability: probabilityOf(explanation.weight),
      vetoed,
      ...explanation,
    };
  }

  #takeIn(record: LiveRecord): void {
    const number = this.#append(record);
    this.#numbers.set(record.id, number);
    this.#book.add(record.id);
    this.#weigh(this.#views.flatMap(({ near, vectorOf }) => near.add(number, vectorOf(number))));
    for (const judgement of this.#judgements.of(record.id))
      if (this.#areThere(judgement)) this.#book.judge(judgement);
  }

  #takeOut(id: string): void {
    const number = this.#numberOf(id);
    const touched = this.#views.flatMap(({ near, vectorOf }) => near.remove(number, vectorOf));
    for (const [a, b] of touched)
      if (a === number || b === number) this.#book.dropPair(this.#ids[a]!, this.#ids[b]!);
    this.#numbers.delete(id);
    this.#ids[number] = '';
    this.#weigh(touched.filter(([a, b]) => a !== number && b !== number));
  }

  #note(judgement: JudgementOfIds): void {
    if (judgement.a === judgement.b) throw new Error(`a judgement of one record: ${judgement.a}`);
    this.#judgements.add(judgement);
    if (this.#areThere(judgement)) this.#book.judge(judgement);
  }

  #areThere({ a, b }: JudgementOfIds): boolean {
    return this.has(a) && this.has(b);
  }

  /** Weighs pairs that became candidates and drops those that are none any more. */
  #weigh(pairs: readonly (readonly [number, number])[]): void {
    for (const [a, b] of pairs) {
      const isCandidate = this.#views.some(({ near }) => near.areNear(a, b));
      const bits = isCandidate ? this.#bitsOf(a, b) : 0;
      this.#book.setPair(this.#ids[a]!, this.#ids[b]!, bits);
    }
  }

  #bitsOf(a: number, b: number): number {
    return this.#vetoed(a, b) ? Number.NEGATIVE_INFINITY : this.#scoreOf(a, b);
  }

  /** In the order of ids, as in a table that is sorted by them: bits of both orders may differ in their last digit. */
  #scoreOf(a: number, b: number): number {
    const { model, prepared } = this.#deduped;
    const [left, right] = compareText(this.#ids[a]!, this.#ids[b]!) <= 0 ? [a, b] : [b, a];
    return scoreOf(model, prepared.comparators, left, right);
  }

  #numberOf(id: string): number {
    const number = this.#numbers.get(id);
    if (number === undefined) throw new Error(`no such record: ${id}`);
    return number;
  }

  #append({ id, cells }: LiveRecord): number {
    const { attributes, prepared } = this.#deduped;
    const number = this.#ids.length;
    this.#ids.push(id);
    this.#columns.forEach(({ written, comparable, isLine }, column) => {
      const cell = cells[column] ?? '';
      written.push(cell);
      if (isLine) comparable.push(comparableLine(cell));
    });
    attributes.forEach(({ left: column }, n) => {
      const { written, comparable } = this.#columns[column]!;
      prepared.ofAttributes[n]!.append(written[number]!, comparable[number]!);
    });
    return number;
  }

  #cut(number: number): void {
    this.#ids.length = number;
    for (const { written, comparable } of this.#columns) {
      written.length = number;
      comparable.length = number;
    }
    for (const each of this.#deduped.prepared.ofAttributes) each.cut(number);
  }

  #liveView({ view, k, nearest, found }: KeptView): LiveView {
    const { census, comparator } = view;
    const vectors = view.right;
    const known = k + spareNeighbours;
    const near = (record: number): Found[] =>
      Array.from(nearest.subarray(record * known, record * known + found[record]!), (other) => ({
        record: other,
        cosine: dot(vectors, record, vectors, other),
      }));
    function* nearOf(records: number) {
      for (let record = 0; record < records; record++) yield [record, near(record)] as const;
    }
    const isBefore = (a: number, b: number) => compareText(this.#ids[a]!, this.#ids[b]!) < 0;
    return {
      near: new Neighbours(vectors, k, isBefore, nearOf(this.#ids.length)),
      vectorOf: comparator
        ? (record) => comparator.vectorOf(record)
        : (record) =>
            record < vectors.starts.length - 1
              ? someOf(vectors, record, record + 1)
              : census!.vectorOf(this.#featuresOf(record)),
    };
  }

  #featuresOf(record: number) {
    const { attributes } = this.#deduped;
    return recordFeatures(
      attributes,
      attributes.map(({ left: column }) => this.#columns[column]!.comparable[record]!),
    );
  }
}

interface LiveView {
  readonly near: Neighbours;
  readonly vectorOf: (record: number) => Vectors;
}
