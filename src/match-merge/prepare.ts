import {
  type Candidates,
  candidatePairs,
  type KeptView,
  type Progress,
  type View,
} from './candidates/candidate-pairs.js';
import { censusOf } from './candidates/everything.js';
import { comparatorsOf } from './compare/attribute-comparators.js';
import type { Comparator } from './compare/comparator.js';
import { ItemNumberComparator } from './compare/item-number-comparator.js';
import type { AttributeComparators, NamedComparator } from './compare/named-comparators.js';
import { PackageComparator } from './compare/package-comparator.js';
import { SharedCodeComparator } from './compare/shared-code-comparator.js';
import { TextComparator } from './compare/text-comparator.js';
import type { Evidence } from './score/evidence.js';
import { gatherEvidence } from './score/gather-evidence.js';
import { settings } from './settings.js';
import type { Attribute } from './tables/align-columns.js';
import { type ReadTables, readLines } from './tables/read-lines.js';
import type { Table } from './tables/table.js';
import { sharedInts } from './text/flat-lists.js';
import { someOf, type Vectors } from './text/vectors.js';
import type { Threads } from './threads/threads.js';

/** Called at every stage of a long run. */
export type Stage = (name: string, done: number, total: number) => void;

/** Everything that is known before anything is decided. */
export interface Prepared {
  readonly names: readonly string[];
  readonly comparators: readonly Comparator[];
  /** The same, attribute by attribute, where further records are taken in. */
  readonly ofAttributes: readonly AttributeComparators[];
  readonly read: ReadTables;
  readonly candidates: Candidates;
  /** Of the candidates that are learned from. */
  readonly evidence: Evidence;
  /** For how many candidates each of these stands, 1 or more. */
  readonly standsFor: number;
  readonly chance: Evidence;
}

export function prepare(
  left: Table,
  right: Table,
  attributes: readonly Attribute[],
  options: {
    readonly oneTable: boolean;
    readonly threads: Threads;
    /** Candidates to learn from, at most. */
    readonly learnFrom?: number;
    /** Pairs that are candidates however far apart they are. */
    readonly also?: readonly (readonly [number, number])[];
    readonly keep?: ((kept: KeptView) => void) | undefined;
    readonly stage?: Stage | undefined;
  },
): Prepared {
  const { oneTable, threads, learnFrom = Number.POSITIVE_INFINITY, stage } = options;
  const read = readLines(left, right, attributes, { oneTable, grows: options.keep !== undefined });
  const whole = everything(read, attributes, oneTable, threads, options.keep !== undefined);
  const ofAttributes = withPackages(
    attributes.map((attribute) => comparatorsOf(attribute, read.sidesOf(attribute), read.ofField)),
    attributes,
    read,
  );
  const named = ofAttributes.flatMap((each) => each.named);
  // Lines of the field are looked through for codes one by one, without their features.
  if (!oneTable && !read.ofField) named.push(...codesInTexts(read, attributes));
  const comparators = named.map(({ comparator }) => comparator);
  const k = oneTable ? candidatesInOne(left.ids.length) : settings.candidatesLinking;
  const progress: Progress = (done, total) => stage?.('candidates', done, total);
  const candidates = candidatePairs([whole, ...textViews(named)], {
    lefts: left.ids.length,
    k,
    oneTable,
    also: options.also,
    budget: readForOne(
      oneTable ? settings.readDeduping : settings.readLinking,
      Math.max(left.ids.length, right.ids.length),
    ),
    threads,
    keep: options.keep,
    progress,
  });
  const learned = evenly(candidates, learnFrom);
  const evidence = gatherEvidence(comparators, learned, threads, (done, total) =>
    stage?.('learning', done, total),
  );
  const chance = gatherEvidence(
    comparators,
    randomPairs(left.ids.length, right.ids.length, oneTable),
    threads,
  );
  const standsFor = candidates.left.length / Math.max(1, learned.left.length);
  const names = named.map(({ name }) => name);
  return { names, comparators, ofAttributes, read, candidates, evidence, standsFor, chance };
}

/** What may not differ in packages, beside the other comparators of its attribute. */
function withPackages(
  ofAttributes: readonly AttributeComparators[],
  attributes: readonly Attribute[],
  read: ReadTables,
): AttributeComparators[] {
  const numbers = ofAttributes.flatMap(({ named }) =>
    named.flatMap(({ comparator }) => (comparator instanceof ItemNumberComparator ? [comparator] : [])),
  );
  return ofAttributes.map((each, n) => {
    const { packaging, name } = attributes[n]!;
    if (!packaging || !read.ofField) return each;
    const { written, oneTable, grows } = read.sidesOf(attributes[n]!);
    const comparator = new PackageComparator({ ...written, oneTable, grows }, packaging, numbers);
    return {
      named: [...each.named, { name: `what must not differ in ${name}`, comparator }],
      append: (cell, comparable) => {
        each.append(cell, comparable);
        comparator.append(cell);
      },
      cut: (records) => {
        each.cut(records);
        comparator.cut(records);
      },
    };
  });
}

interface Pairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** So many of the pairs at most, evenly spread. */
function evenly(pairs: Pairs, most: number): Pairs {
  const all = pairs.left.length;
  if (all <= most) return pairs;
  const left = sharedInts(most);
  const right = sharedInts(most);
  for (let n = 0; n < most; n++) {
    const p = Math.floor((n * all) / most);
    left[n] = pairs.left[p]!;
    right[n] = pairs.right[p]!;
  }
  return { left, right };
}

/** Candidates of one of so many records of one table. */
function candidatesInOne(records: number): number {
  const { candidatesDeduping, candidatesForAll, fewestCandidates } = settings;
  return Math.min(
    candidatesDeduping,
    Math.max(fewestCandidates, Math.floor(candidatesForAll / Math.max(1, records))),
  );
}

/** Entries of the index that may be read for one of so many records in one view. */
function readForOne({ all, one }: { readonly all: number; readonly one: number }, records: number): number {
  return Math.max(one, all / Math.max(1, records));
}

const leastCodes = 0.3;

/** What two tables call by different columns: a number in the name here, in the description there. The records of one
 *  table hold it in the same column, where it is compared already. */
function codesInTexts(read: ReadTables, attributes: readonly Attribute[]): NamedComparator[] {
  const texts = attributes.filter(({ kind }) => kind === 'text' || kind === 'long text');
  const comparator = new SharedCodeComparator(texts.map(read.sidesOf));
  return comparator.filled >= leastCodes ? [{ name: 'codes in the texts', comparator }] : [];
}

/** Everything that records say, as a view. Begun at once; made, where there is a thread for it, while the caller reads on. */
function everything(
  read: ReadTables,
  attributes: readonly Attribute[],
  oneTable: boolean,
  threads: Threads,
  keep: boolean,
): () => View {
  const sideOf = (side: 'left' | 'right') => ({
    records: read[side].ids.length,
    // Whoever counts them makes them comparable, unless they are kept so anyhow.
    columns: attributes.map((attribute) => {
      const sides = read.sidesOf(attribute);
      return keep ? sides[side] : sides.written[side];
    }),
  });
  const records = {
    attributes: attributes.map((attribute) => ({
      kind: attribute.kind,
      isLine: !keep && read.isLine(attribute),
    })),
    sides: [sideOf('left'), ...(oneTable ? [] : [sideOf('right')])],
  };
  const lefts = read.left.ids.length;
  const view = (vectors: Vectors): View => ({
    name: 'everything',
    left: someOf(vectors, 0, lefts),
    right: oneTable ? vectors : someOf(vectors, lefts, vectors.starts.length - 1),
  });
  if (keep)
    return () => {
      const census = censusOf(records);
      return { ...view(census.vectors()), census };
    };
  const made = threads.wholeVectors(records);
  return () => ({ ...view(made()), temporary: true });
}

/** The texts that say most, each as a view of its own: a long record must not hide a name. */
function textViews(named: readonly NamedComparator[]): (() => View)[] {
  return named
    .flatMap(({ name, comparator }) => (comparator instanceof TextComparator ? [{ name, comparator }] : []))
    .filter(({ comparator }) => comparator.telling >= 0.1)
    .sort((a, b) => b.comparator.telling - a.comparator.telling || (a.name < b.name ? -1 : 1))
    .slice(0, settings.textViews)
    .map(({ name, comparator }) => () => ({
      name,
      left: comparator.left,
      right: comparator.right,
      comparator,
    }));
}

/** Pairs drawn evenly by a fixed sequence (Numerical Recipes’ linear congruence), so that every run draws the same; of
 *  the smaller table first, so that it does not matter which of two is called left. */
function randomPairs(lefts: number, rights: number, oneTable: boolean): Pairs {
  const count = Math.min(settings.randomPairs, lefts * rights);
  const left: number[] = [];
  const right: number[] = [];
  let state = settings.seed >>> 0;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let n = 0; n < count; n++) {
    const ofSmaller = draw(Math.min(lefts, rights));
    const ofGreater = draw(Math.max(lefts, rights));
    const [l, r] = lefts <= rights ? [ofSmaller, ofGreater] : [ofGreater, ofSmaller];
    if (oneTable && l === r) continue;
    left.push(l);
    right.push(r);
  }
  const shared = (list: readonly number[]) => {
    const ints = sharedInts(list.length);
    ints.set(list);
    return ints;
  };
  return { left: shared(left), right: shared(right) };
}
