import { writeFileSync } from 'node:fs';
import { dedupe } from '../../src/match-merge/dedupe.js';
import { gatherEvidence } from '../../src/match-merge/score/evidence.js';
import { scorePairs } from '../../src/match-merge/score/model.js';
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
    scorePairs(model, gatherEvidence(comparators, candidates));
    return candidates.left.length / ((performance.now() - started) / 1000);
  };
  return comparators.length;
});
