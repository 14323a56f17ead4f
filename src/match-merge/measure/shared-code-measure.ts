import { type FlatSets, type Measure, sizeOf } from './measure.js';

/** Pairs of records that have a code in common, at most: the levels between. */
const pairsByChance = [1_000, 250, 60, 16, 4, 1];
/** The same of a code without the letters at its end, which often stand for a colour or a country. */
const pairsByStem = [16, 4, 1];

export const sharedCodeLevels = [
  'none in common',
  ...pairsByStem.map((pairs) => `but for letters at the end, shared by at most ${pairs} pairs`),
  'a common one',
  ...pairsByChance.map((pairs) => `shared by at most ${pairs} pairs`),
];

/** The codes of the records of two tables, and how many pairs of records each is in. */
export interface FlatCodes {
  readonly left: FlatSets;
  readonly right: FlatSets;
  readonly pairs: Float64Array;
}

export interface SharedCodeParts {
  readonly kind: 'shared code';
  readonly codes: FlatCodes;
  readonly stems: FlatCodes;
}

/** What counts is the rarest code that both records have. */
export class SharedCodeMeasure implements Measure {
  constructor(private readonly parts: SharedCodeParts) {}

  place(left: number, right: number): number {
    const { codes, stems } = this.parts;
    if (sizeOf(codes.left, left) === 0 || sizeOf(codes.right, right) === 0) return -1;
    const pairs = fewestPairs(codes, left, right);
    if (pairs > 0) return pairsByStem.length + 1.5 + levelOf(pairs, pairsByChance);
    const byStem = fewestPairs(stems, left, right);
    return byStem > 0 ? 0.5 + levelOf(byStem, pairsByStem) : 0.5;
  }

  surprise(): number {
    return 0;
  }
}

/** Pairs of records that the rarest code of both is in; 0 where they have none in common. */
export function fewestPairs({ left: a, right: b, pairs }: FlatCodes, left: number, right: number): number {
  const endA = a.starts[left + 1]!;
  const endB = b.starts[right + 1]!;
  let fewest = 0;
  for (let i = a.starts[left]!, j = b.starts[right]!; i < endA && j < endB; ) {
    const x = a.items[i]!;
    const y = b.items[j]!;
    if (x === y && (fewest === 0 || pairs[x]! < fewest)) fewest = pairs[x]!;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return fewest;
}

/** How many of the falling limits hold. */
function levelOf(pairs: number, limits: readonly number[]): number {
  let level = 0;
  while (level < limits.length && pairs <= limits[level]!) level++;
  return level;
}
