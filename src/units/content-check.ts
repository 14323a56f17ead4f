import type { BillingUnit, ContentStatement } from './content.js';
import { linksInForce } from './packaging.js';
import { isCounted, meaningOf } from './physical-unit.js';
import { compare, ZERO } from './rational.js';
import { buildUnitGraph, stepsOfContent, type UnitFacts } from './unit-graph.js';
import { type Day, turningDays } from './validity.js';
import { ACCEPTED, approvedOf, checkSteps, firstRefusal, inForce, type Verdict } from './verdict.js';

/** Judges a content statement as if it were approved: its amounts must be positive and physical, must agree with each
 *  other where they share a dimension, and with what packaging and other contents already say, for every supplier. */
export function checkContentStatement(candidate: ContentStatement, onFile: UnitFacts): Verdict {
  if (!isCounted(meaningOf(candidate.unit))) return { kind: 'not-counted', unit: candidate.unit.key };
  for (const { unit, quantity } of candidate.amounts) {
    if (compare(quantity, ZERO) <= 0) return { kind: 'not-positive', unit: unit.key };
    if (meaningOf(unit).kind !== 'physical') return { kind: 'not-physical', unit: unit.key };
  }
  const links = onFile.links.filter((link) => link.item === candidate.item);
  const others = approvedOf(onFile, candidate.item).filter((each) => each.id !== candidate.id);
  const suppliers = new Set<string | null>([null, ...links.map((link) => link.supplier)]);
  const days = turningDays(candidate, [...links, ...others, ...onFile.billingUnits]);
  return firstRefusal(days, (on) =>
    firstRefusal([...suppliers], (supplier) =>
      checkContentOn(
        candidate,
        {
          links: linksInForce(links, { item: candidate.item, supplier, on }),
          contents: inForce(others, on),
          billingUnits: inForce(onFile.billingUnits, on),
        },
        on,
      ),
    ),
  );
}

/** Judges a billing unit: positive, physical, and no second amount of the same code on the same day. */
export function checkBillingUnit(candidate: BillingUnit, onFile: readonly BillingUnit[]): Verdict {
  const asContent = (each: BillingUnit): ContentStatement => ({
    ...each,
    item: each.unit.key,
    amounts: [each.amount],
    approval: { by: each.id, on: each.validFrom },
  });
  const contents = onFile.filter((each) => each.unit.key === candidate.unit.key).map(asContent);
  return checkContentStatement(asContent(candidate), { links: [], contents, billingUnits: [] });
}

function checkContentOn(candidate: ContentStatement, facts: UnitFacts, on: Day): Verdict {
  return firstRefusal(
    candidate.amounts.map((_, i) => i),
    (i) => {
      const before = { ...candidate, amounts: candidate.amounts.slice(0, i) };
      const [step] = stepsOfContent({ ...candidate, amounts: candidate.amounts.slice(i, i + 1) });
      const units = [candidate.unit, ...candidate.amounts.map((amount) => amount.unit)];
      const graph = buildUnitGraph({ ...facts, contents: [...facts.contents, before] });
      return step ? checkSteps([step], units, graph, on) : ACCEPTED;
    },
  );
}
