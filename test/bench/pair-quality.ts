/** How well predicted pairs agree with the true ones; pairs over ALL true pairs, so that what was never compared counts
 *  as a miss. The arithmetic of record linkage’s usual scorer. */
export interface PairQuality {
  readonly truePairs: number;
  readonly predicted: number;
  readonly correct: number;
  /** correct / predicted and correct / true, 0 to 1; 0 where nothing was predicted. */
  readonly precision: number;
  readonly recall: number;
  /** Harmonic mean of both. */
  readonly f1: number;
}

/** Two tables: pairs of ids. */
export function qualityOfPairs(
  truth: Iterable<readonly [string, string]>,
  predicted: Iterable<readonly [string, string]>,
): PairQuality {
  const key = ([left, right]: readonly [string, string]) => JSON.stringify([left, right]);
  const real = new Set(Array.from(truth, key));
  const said = new Set(Array.from(predicted, key));
  let correct = 0;
  for (const pair of said) if (real.has(pair)) correct++;
  return quality(real.size, said.size, correct);
}

/** One table: the cluster of each id. Counted are the pairs within clusters; an id that is in no predicted cluster is in
 *  none of the correct pairs. */
export function qualityOfClusters(
  truth: ReadonlyMap<string, string>,
  predicted: ReadonlyMap<string, string>,
): PairQuality {
  const both = [...truth].flatMap(([id, cluster]) =>
    predicted.has(id) ? [JSON.stringify([cluster, predicted.get(id)])] : [],
  );
  return quality(pairsWithin(truth.values()), pairsWithin(predicted.values()), pairsWithin(both));
}

function pairsWithin(clusters: Iterable<string>): number {
  const sizes = new Map<string, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  let pairs = 0;
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
  return pairs;
}

function quality(truePairs: number, predicted: number, correct: number): PairQuality {
  const precision = predicted ? correct / predicted : 0;
  const recall = truePairs ? correct / truePairs : 0;
  const f1 = precision + recall ? (2 * precision * recall) / (precision + recall) : 0;
  return { truePairs, predicted, correct, precision, recall, f1 };
}
