import type { Verdict } from '../judgement.table.js';
import type { Zone } from './match-sample.table.js';

/** A share with the interval in which it lies in 19 of 20 cases. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Pairs that it was counted in. */
  readonly of: number;
}

/** A sampled pair that two people have labelled. */
export interface LabelledPair {
  readonly zone: Zone;
  readonly standsFor: number;
  readonly verdicts: readonly [Verdict, Verdict];
}

export interface Quality {
  /** Of the pairs that the model joins by itself, those that are one thing; null where none was labelled. */
  readonly precision: Share | null;
  /** Of all pairs that are one thing, those that the model joins or shows to a person. */
  readonly recall: Share | null;
  /** Pairs of which both people say the same. */
  readonly agreement: Share | null;
  /** Agreement beyond chance (Cohen 1960), -1 to 1; null where chance alone explains it. */
  readonly kappa: number | null;
}

/** z of a two-sided interval of 95 %. */
const z = 1.959964;

/** The interval of a share of which `hits` of `of` were seen: Wilson 1927. Never beyond 0 and 1, and of use where all or
 *  none was seen. `of` may be a size that a weighted sample is worth. */
export function wilson(hits: number, of: number): Share | null {
  if (of <= 0) return null;
  const value = hits / of;
  const centre = (value + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  return { value, low: Math.max(0, centre - half), high: Math.min(1, centre + half), of };
}

/** How good a model is by pairs that two people labelled without seeing what it made of them. What they disagree on, or
 *  cannot tell, counts for agreement only. */
export function qualityOf(pairs: readonly LabelledPair[]): Quality {
  const clear = pairs.filter(({ verdicts: [x, y] }) => x === y && x !== 'UNSURE');
  const isSame = ({ verdicts: [verdict] }: LabelledPair) => verdict === 'SAME';
  const joined = clear.filter(({ zone }) => zone === 'MATCH');
  const agreeing = pairs.filter(({ verdicts: [x, y] }) => x === y).length;
  return {
    precision: wilson(joined.filter(isSame).length, joined.length),
    recall: weightedShare(clear.filter(isSame), ({ zone }) => zone !== 'NONE'),
    agreement: wilson(agreeing, pairs.length),
    kappa: kappaOf(pairs),
  };
}

/** A share of pairs that each stand for several: its interval is that of as many equal pairs as they are worth (Kish 1965).
 *  Weights of another magnitude in one zone make them worth few. */
function weightedShare(pairs: readonly LabelledPair[], hits: (pair: LabelledPair) => boolean): Share | null {
  const sum = (of: readonly LabelledPair[], power: number) =>
    of.reduce((total, { standsFor }) => total + standsFor ** power, 0);
  const total = sum(pairs, 1);
  if (total === 0) return null;
  const worth = total ** 2 / sum(pairs, 2);
  return wilson((sum(pairs.filter(hits), 1) / total) * worth, worth);
}

function kappaOf(pairs: readonly LabelledPair[]): number | null {
  if (pairs.length === 0) return null;
  const share = (place: 0 | 1, verdict: Verdict) =>
    pairs.filter(({ verdicts }) => verdicts[place] === verdict).length / pairs.length;
  const byChance = (['SAME', 'DIFFERENT', 'UNSURE'] as const).reduce(
    (sum, verdict) => sum + share(0, verdict) * share(1, verdict),
    0,
  );
  const agreed = pairs.filter(({ verdicts: [x, y] }) => x === y).length / pairs.length;
  return byChance === 1 ? null : (agreed - byChance) / (1 - byChance);
}
