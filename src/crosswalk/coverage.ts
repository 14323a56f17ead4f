import type { GivenContext } from './context/said-context.js';
import type { CoveredCode, CoveredValue } from './coverage.queries.js';

/** Codes and values whose combinations are looked at. */
export interface Covered {
  readonly codes: readonly CoveredCode[];
  readonly values: readonly CoveredValue[];
}

/** How many combinations of one value a key there are for each code; 1 where no key is named. */
export function combinationsOf({ codes, values }: Covered): number {
  return [...byKey(values).values()].reduce((all, { length }) => all * length, codes.length);
}

/** Every code under every combination of one value a key. */
export function* everyCombination({
  codes,
  values,
}: Covered): Generator<{ code: CoveredCode; context: readonly GivenContext[] }> {
  const contexts = [...byKey(values).values()].reduce<readonly GivenContext[][]>(
    (all, ofKey) => all.flatMap((context) => ofKey.map((value) => [...context, value])),
    [[]],
  );
  for (const code of codes) for (const context of contexts) yield { code, context };
}

function byKey(values: readonly CoveredValue[]): ReadonlyMap<string, readonly CoveredValue[]> {
  const keys = new Map<string, CoveredValue[]>();
  for (const value of values) keys.set(value.key, [...(keys.get(value.key) ?? []), value]);
  return keys;
}
