import { isAssortment, type PackagingLink } from './packaging.js';
import { isCounted, meaningOf } from './physical-unit.js';
import { findChain } from './shortest-chain.js';
import type { UnitKey } from './unit-code.js';
import { buildUnitGraph, type Step, stepsOfLink, type UnitFacts, type UnitGraph } from './unit-graph.js';
import { type Day, turningDays } from './validity.js';
import { ACCEPTED, approvedOf, checkSteps, firstRefusal, inForce, type Verdict } from './verdict.js';

/** Judges a packaging link before it goes on file: on every day of its validity it must agree with every chain that the
 *  links of the same item and supplier and the contents of the item already form, and must close no circle of packages.
 *  `onFile` may hold anything; what does not concern the candidate is passed over, as is the version it replaces (same id). */
export function checkPackagingLink(candidate: PackagingLink, onFile: UnitFacts): Verdict {
  for (const { unit, quantity } of candidate.contents) {
    if (quantity <= 0n) return { kind: 'not-positive', unit: unit.key };
    if (!isCounted(meaningOf(unit))) return { kind: 'not-counted', unit: unit.key };
  }
  if (!isCounted(meaningOf(candidate.unit))) return { kind: 'not-counted', unit: candidate.unit.key };
  const others = onFile.links.filter(
    (link) =>
      link.item === candidate.item && link.supplier === candidate.supplier && link.id !== candidate.id,
  );
  const contents = approvedOf(onFile, candidate.item);
  const days = turningDays(candidate, [...others, ...contents, ...onFile.billingUnits]);
  return firstRefusal(days, (on) =>
    checkLinkOn(
      candidate,
      {
        links: inForce(others, on),
        contents: inForce(contents, on),
        billingUnits: inForce(onFile.billingUnits, on),
      },
      on,
    ),
  );
}

function checkLinkOn(candidate: PackagingLink, facts: UnitFacts, on: Day): Verdict {
  const stated = stepsOfLink(candidate);
  const mixed = facts.links.find(
    (link) => link.unit.key === candidate.unit.key && (isAssortment(link) || isAssortment(candidate)),
  );
  if (mixed) return { kind: 'assortment-conflict', on, stated, existing: stepsOfLink(mixed) };
  const circle = findCircle(candidate, facts.links);
  if (circle) return { kind: 'cycle', on, ...circle };
  if (!isAssortment(candidate)) {
    const refusal = checkSteps(
      stated,
      [candidate.unit, ...candidate.contents.map((c) => c.unit)],
      buildUnitGraph(facts),
      on,
    );
    if (refusal.kind !== 'accepted') return refusal;
  }
  return checkAssortments(
    buildUnitGraph({ ...facts, links: [...facts.links, candidate] }),
    facts.links.concat(candidate),
    on,
  );
}

/** No chain of factors may lead from an assortment to one of its parts: it would call the whole mixture that part. */
function checkAssortments(graph: UnitGraph, links: readonly PackagingLink[], on: Day): Verdict {
  return firstRefusal(links.filter(isAssortment), (link) =>
    firstRefusal(link.contents, ({ unit }) => {
      const existing = findChain(graph, link.unit, unit);
      return existing ? { kind: 'contradiction', on, stated: stepsOfLink(link), existing } : ACCEPTED;
    }),
  );
}

/** A way down through packages from something the candidate holds back to the candidate's own package. */
function findCircle(
  candidate: PackagingLink,
  links: readonly PackagingLink[],
): { stated: readonly Step[]; existing: readonly Step[] } | null {
  const down = links.flatMap(stepsOfLink);
  for (const stated of stepsOfLink(candidate)) {
    const existing = wayDown(down, stated.to, candidate.unit.key);
    if (existing) return { stated: [stated], existing };
  }
  return null;
}

function wayDown(down: readonly Step[], from: UnitKey, to: UnitKey): readonly Step[] | null {
  const ways: Step[][] = [[]];
  const seen = new Set<UnitKey>([from]);
  for (const way of ways) {
    const at = way.at(-1)?.to ?? from;
    if (at === to) return way;
    for (const step of down) {
      if (step.from !== at || seen.has(step.to)) continue;
      seen.add(step.to);
      ways.push([...way, step]);
    }
  }
  return null;
}
