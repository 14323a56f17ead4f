import { type Candidates, candidatePairs, type Progress, type View } from './candidates/candidate-pairs.js';
import { recordFeatures } from './candidates/record-features.js';
import { CodeComparator } from './compare/code-comparator.js';
import type { Comparator, Sides } from './compare/comparator.js';
import { DateComparator } from './compare/date-comparator.js';
import { FeatureComparator, figuresOf } from './compare/figure-comparator.js';
import { ItemNumberComparator } from './compare/item-number-comparator.js';
import { lineComparators } from './compare/line-comparators.js';
import { NumberComparator } from './compare/number-comparator.js';
import { PackageComparator } from './compare/package-comparator.js';
import { SharedCodeComparator } from './compare/shared-code-comparator.js';
import { TextComparator } from './compare/text-comparator.js';
import { type Evidence, gatherEvidence } from './score/evidence.js';
import { settings } from './settings.js';
import type { Attribute } from './tables/align-columns.js';
import { type ReadTables, readLines } from './tables/read-lines.js';
import type { Table } from './tables/table.js';
import { FeatureCensus, someOf } from './text/vectors.js';

/** Called at every stage of a long run. */
export type Stage = (name: string, done: number, total: number) => void;

/** Everything that is known before anything is decided. */
export interface Prepared {
  readonly names: readonly string[];
  readonly comparators: readonly Comparator[];
  readonly candidates: Candidates;
  readonly evidence: Evidence;
  readonly chance: Evidence;
}

export function prepare(
  left: Table,
  right: Table,
  attributes: readonly Attribute[],
  oneTable: boolean,
  stage?: Stage,
): Prepared {
  const read = readLines(left, right, attributes, oneTable);
  const named = attributes.flatMap((attribute) => comparatorsOf(attribute, read, oneTable));
  // Lines of the field are looked through for codes one by one, without their features.
  if (!oneTable && !read.ofField) named.push(...codesInTexts(read, attributes));
  if (oneTable && read.ofField) named.push(...packages(attributes, read, named));
  const comparators = named.map(({ comparator }) => comparator);
  const k = oneTable ? settings.candidatesDeduping : settings.candidatesLinking;
  const progress: Progress = (done, total) => stage?.('candidates', done, total);
  const candidates = candidatePairs(
    [everything(read.left, read.right, attributes, oneTable), ...textViews(named)],
    {
      k,
      oneTable,
      budget: readForOne(Math.max(left.ids.length, right.ids.length)),
      progress,
    },
  );
  const evidence = gatherEvidence(comparators, candidates, (done, total) =>
    stage?.('comparing', done, total),
  );
  const chance = gatherEvidence(comparators, randomPairs(left.ids.length, right.ids.length, oneTable));
  return { names: named.map(({ name }) => name), comparators, candidates, evidence, chance };
}

/** Entries of the index that may be read for one of so many records in one view. */
function readForOne(records: number): number {
  return Math.max(settings.readForOne, settings.readForAll / Math.max(1, records));
}

interface Named {
  readonly name: string;
  readonly comparator: Comparator;
}

const leastFigures = 0.05;
const leastCodes = 0.3;

/** What two tables call by different columns: a number in the name here, in the description there. The records of one
 *  table hold it in the same column, where it is compared already. */
function codesInTexts(read: ReadTables, attributes: readonly Attribute[]): Named[] {
  const texts = attributes.filter(({ kind }) => kind === 'text' || kind === 'long text');
  const comparator = new SharedCodeComparator(texts.map(read.sidesOf));
  return comparator.filled >= leastCodes ? [{ name: 'codes in the texts', comparator }] : [];
}

function comparatorsOf(attribute: Attribute, read: ReadTables, oneTable: boolean): Named[] {
  const { name, kind } = attribute;
  const sides = read.sidesOf(attribute);
  switch (kind) {
    case 'text':
    case 'long text': {
      if (read.ofField) return lineComparators(name, sides);
      const figures = new FeatureComparator(sides, figuresOf);
      const text = { name, comparator: new TextComparator(sides) };
      return figures.filled >= leastFigures
        ? [text, { name: `figures in ${name}`, comparator: figures }]
        : [text];
    }
    case 'code':
      return [
        { name, comparator: new CodeComparator(sides) },
        ...(read.ofField && oneTable ? itemNumbers(name, sides) : []),
      ];
    case 'number':
      return [{ name, comparator: new NumberComparator(sides) }];
    case 'date':
      return [{ name, comparator: new DateComparator(sides) }];
    default:
      kind satisfies never;
      return [];
  }
}

/** In one table only: two tables may number their items each its own way, in columns of one name. */
function itemNumbers(name: string, sides: Sides): Named[] {
  const comparator = new ItemNumberComparator(sides);
  return comparator.tells ? [{ name: `what must not differ in ${name}`, comparator }] : [];
}

function packages(attributes: readonly Attribute[], read: ReadTables, named: readonly Named[]): Named[] {
  const numbers = named.flatMap(({ comparator }) =>
    comparator instanceof ItemNumberComparator ? [comparator] : [],
  );
  return attributes.flatMap((attribute) => {
    if (!attribute.packaging) return [];
    const { written, ...sides } = read.sidesOf(attribute);
    const comparator = new PackageComparator({ ...sides, ...written }, attribute.packaging, numbers);
    return [{ name: `what must not differ in ${attribute.name}`, comparator }];
  });
}

function everything(left: Table, right: Table, attributes: readonly Attribute[], oneTable: boolean): View {
  const census = new FeatureCensus();
  const count = (table: Table, side: 'left' | 'right') => {
    const columns = attributes.map((attribute) => table.cells[attribute[side]]!);
    for (let r = 0; r < table.ids.length; r++)
      census.count(
        recordFeatures(
          attributes,
          columns.map((cells) => cells[r]!),
        ),
      );
  };
  count(left, 'left');
  if (!oneTable) count(right, 'right');
  const vectors = census.vectors();
  const lefts = left.ids.length;
  return {
    name: 'everything',
    left: someOf(vectors, 0, lefts),
    right: oneTable ? vectors : someOf(vectors, lefts, lefts + right.ids.length),
    featureCount: census.size,
  };
}

/** The texts that say most, each as a view of its own: a long record must not hide a name. */
function textViews(named: readonly Named[]): View[] {
  return named
    .flatMap(({ name, comparator }) => (comparator instanceof TextComparator ? [{ name, comparator }] : []))
    .filter(({ comparator }) => comparator.telling >= 0.1)
    .sort((a, b) => b.comparator.telling - a.comparator.telling || (a.name < b.name ? -1 : 1))
    .slice(0, settings.textViews)
    .map(({ name, comparator }) => ({
      name,
      left: comparator.left,
      right: comparator.right,
      featureCount: comparator.featureCount,
    }));
}

/** Pairs drawn evenly by a fixed sequence (Numerical Recipes’ linear congruence), so that every run draws the same; of
 *  the smaller table first, so that it does not matter which of two is called left. */
function randomPairs(lefts: number, rights: number, oneTable: boolean) {
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
  return { left: Int32Array.from(left), right: Int32Array.from(right) };
}
