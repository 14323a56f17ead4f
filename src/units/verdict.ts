import type { ContentStatement } from './content.js';
import { compare, divide, equals, ONE, type Rational, rational, subtract } from './rational.js';
import { factorOf, findChain } from './shortest-chain.js';
import type { UnitCode, UnitKey } from './unit-code.js';
import type { Step, UnitFacts, UnitGraph } from './unit-graph.js';
import { type Day, isInForce, type Validity } from './validity.js';

/** What a check says of a statement that is about to go on file. */
export type Verdict =
  | { readonly kind: 'accepted' }
  /** On day `on` two chains between the same units give different factors. */
  | {
      readonly kind: 'contradiction';
      readonly on: Day;
      readonly stated: readonly Step[];
      readonly existing: readonly Step[];
    }
  /** On day `on` a package would hold itself: `stated` leads down to a unit from which `existing` leads
   *  down to it again (empty when the package was said to hold itself directly). */
  | {
      readonly kind: 'cycle';
      readonly on: Day;
      readonly stated: readonly Step[];
      readonly existing: readonly Step[];
    }
  /** A package cannot hold a mixture and one thing at once. */
  | {
      readonly kind: 'assortment-conflict';
      readonly on: Day;
      readonly stated: readonly Step[];
      readonly existing: readonly Step[];
    }
  | { readonly kind: 'not-positive'; readonly unit: UnitKey }
  /** Packaging counts packages and pieces; litres and grams belong into a content statement. */
  | { readonly kind: 'not-counted'; readonly unit: UnitKey }
  /** A content statement gives physical amounts of one package. */
  | { readonly kind: 'not-physical'; readonly unit: UnitKey };

export const ACCEPTED: Verdict = { kind: 'accepted' };

/** Two chains of which one uses rounded figures may differ by this much (relative) before they contradict each other. */
const PUBLISHED_ROUNDING = rational(1n, 100_000n);

/** Each stated step against the shortest chain already there between its ends. One chain is enough: what is on file
 *  agrees with itself, so all its chains give one factor. */
export function checkSteps(
  stated: readonly Step[],
  units: readonly UnitCode[],
  graph: UnitGraph,
  on: Day,
): Verdict {
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  return firstRefusal(stated, (step) => {
    const from = byKey.get(step.from);
    const to = byKey.get(step.to);
    const existing = from && to && findChain(graph, from, to);
    if (!existing || agree(step.factor, existing)) return ACCEPTED;
    return { kind: 'contradiction', on, stated: [step], existing };
  });
}

function agree(factor: Rational, chain: readonly Step[]): boolean {
  const other = factorOf(chain);
  if (chain.every((step) => step.exact)) return equals(factor, other);
  const off = subtract(divide(factor, other), ONE);
  return compare(off, PUBLISHED_ROUNDING) <= 0 && compare(off, rational(-1n, 100_000n)) >= 0;
}

/** Every approved content statement of an item, whatever its days. */
export function approvedOf(facts: UnitFacts, item: string): readonly ContentStatement[] {
  return facts.contents.filter((each) => each.item === item && each.approval !== null);
}

/** Those of `facts` that hold on a day. */
export function inForce<T extends Validity>(facts: readonly T[], on: Day): readonly T[] {
  return facts.filter((each) => isInForce(each, on));
}

/** The first verdict that is not `accepted`, else `accepted`. */
export function firstRefusal<T>(cases: readonly T[], judge: (each: T) => Verdict): Verdict {
  for (const each of cases) {
    const verdict = judge(each);
    if (verdict.kind !== 'accepted') return verdict;
  }
  return ACCEPTED;
}
