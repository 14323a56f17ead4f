import type { Quality } from '../models/measured-quality.js';
import type { Decided } from './decide-things.js';
import type { MatchRun } from './match-run.queries.js';
import type { StopReason } from './match-run.table.js';
import type { Plan } from './plan-acts.js';

/** Things of one cluster, and of a domain the share that stands in a block of more candidates than are kept of one, from
 *  which on the columns do not tell things apart. */
const largestCluster = 200;
const mostOverfull = 0.05;
const fewestOverfull = 50;

/** Precision that a model must reach. A run stops only where a sample says that it does not, not where none says it does. */
export const precisionWanted = 0.99;

/** Why a run must not go on by itself, before anything is joined; undefined where nothing speaks against it. */
export function whyStop({
  run,
  plan,
  decided,
  quality,
  thingsOfDomain,
}: {
  run: Pick<MatchRun, 'kind' | 'overfull' | 'mostMerged'>;
  plan: Plan;
  decided: Decided;
  quality: Quality | null;
  thingsOfDomain: number;
}): { reason: StopReason; detail: Readonly<Record<string, number>> } | undefined {
  const sizes = new Map<string, number>();
  for (const cluster of decided.clusters.values()) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const largest = Math.max(0, ...sizes.values());
  const { overfull } = run;
  if (largest > largestCluster || overfull > Math.max(fewestOverfull, mostOverfull * thingsOfDomain))
    return {
      reason: 'BLOCK_TOO_LARGE',
      detail: { largestCluster: largest, overfull, things: thingsOfDomain },
    };
  if (run.kind === 'SHADOW') return undefined;
  const share = plan.merges.length / Math.max(1, thingsOfDomain);
  if (share > run.mostMerged)
    return {
      reason: 'TOO_MANY_MERGES',
      detail: { merges: plan.merges.length, things: thingsOfDomain, share },
    };
  const precision = quality?.precision;
  if (precision && precision.high < precisionWanted)
    return {
      reason: 'PRECISION_TOO_LOW',
      detail: { low: precision.low, high: precision.high, wanted: precisionWanted },
    };
  return undefined;
}
