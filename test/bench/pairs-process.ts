import { writeFileSync } from 'node:fs';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { scoringOf, workOnScoring } from '../../src/match-merge/score/scoring.js';
import { itemTable } from './item-files.js';
import { answerParent } from './process.js';

/* The pairs that deduplicating generated items compares, scored again and again in a process of its own. */

export type PairsQuestion =
  | { readonly kind: 'prepare'; readonly folder: string; readonly pairs: string }
  | { readonly kind: 'score' };

let score: (() => number) | undefined;

/** `prepare` writes the pairs as a CSV file of ids, a and b, and says how many comparators there are; `score` scores every
 *  pair by every comparator anew and says how many pairs a second. */
answerParent(async (question: PairsQuestion): Promise<number> => {
  if (question.kind === 'score') return score!();
  const { table, model, prepared } = dedupe(await itemTable(question.folder));
  const { candidates, comparators } = prepared;
  const rows = Array.from(candidates.left, (l, p) => `${table.ids[l]},${table.ids[candidates.right[p]!]}\n`);
  writeFileSync(question.pairs, `a,b\n${rows.join('')}`);
  score = () => {
    const started = performance.now();
    // Every pair to the last comparator, in this thread alone.
    const parts = comparators.map((comparator) => comparator.parts());
    const scoring = scoringOf(model, parts, candidates, Number.NEGATIVE_INFINITY);
    const workOn = workOnScoring(scoring);
    for (let portion = 0; portion < scoring.portions.count; portion++) workOn(portion);
    return candidates.left.length / ((performance.now() - started) / 1000);
  };
  return comparators.length;
});
