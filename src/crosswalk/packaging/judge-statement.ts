import type { Problem } from '../../platform/problem.js';
import { checkBillingUnit, checkContentStatement } from '../../units/content-check.js';
import { checkPackagingLink } from '../../units/packaging-check.js';
import type { Verdict } from '../../units/verdict.js';
import { type ConversionStep, shownStep } from '../quantity.js';
import {
  billingUnitOf,
  contentOf,
  packagingLinkOf,
  shownDay,
  type UnitStatement,
  unitFacts,
} from './unit-statement.js';

export const conflicts = ['CONTRADICTION', 'CYCLE', 'ASSORTMENT'] as const;

/** What is said of a statement that is about to go on file, among those of the same code. */
export type Judged =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'conflict';
      readonly conflict: (typeof conflicts)[number];
      /** The first day on which it shows; null is every day. */
      readonly on: string | null;
      readonly stated: readonly ConversionStep[];
      readonly existing: readonly ConversionStep[];
    }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Judges a statement against the live ones of its code. Pure. */
export function judge(statement: UnitStatement, onFile: readonly UnitStatement[]): Judged {
  const taken = onFile.find((each) => onAnotherLevel(statement, each));
  if (taken)
    return refused('GTIN_ON_ANOTHER_LEVEL', 'on some of these days the GTIN is that of another package');
  return judgedOf(statement, verdictOf(statement, onFile));
}

function onAnotherLevel({ gtin, unit, validFrom, validTo }: UnitStatement, other: UnitStatement): boolean {
  const overlap = validFrom < other.validTo && other.validFrom < validTo;
  return gtin !== null && gtin === other.gtin && unit.key !== other.unit.key && overlap;
}

function verdictOf(statement: UnitStatement, onFile: readonly UnitStatement[]): Verdict {
  const facts = unitFacts(onFile);
  switch (statement.kind) {
    case 'PACKAGING':
      return checkPackagingLink(packagingLinkOf(statement), facts);
    case 'CONTENT':
      return checkContentStatement(contentOf(statement), facts);
    case 'BILLING_UNIT': {
      const [unit] = billingUnitOf(statement);
      return unit ? checkBillingUnit(unit, facts.billingUnits) : { kind: 'accepted' };
    }
    default:
      return statement.kind satisfies never;
  }
}

function judgedOf({ id }: UnitStatement, verdict: Verdict): Judged {
  switch (verdict.kind) {
    case 'accepted':
      return verdict;
    case 'contradiction':
      return conflict('CONTRADICTION', verdict, id);
    case 'cycle':
      return conflict('CYCLE', verdict, id);
    case 'assortment-conflict':
      return conflict('ASSORTMENT', verdict, id);
    case 'not-positive':
      return refused('BAD_QUANTITY', 'a package holds more than nothing');
    case 'not-counted':
      return refused('NOT_COUNTED', 'packaging counts packages and pieces: litres and grams are a content');
    case 'not-physical':
      return refused('NOT_PHYSICAL', 'a content is a physical amount: packages and pieces are packaging');
    default:
      return verdict satisfies never;
  }
}

type Chains = Extract<Verdict, { kind: 'contradiction' | 'cycle' | 'assortment-conflict' }>;

function conflict(kind: (typeof conflicts)[number], { on, stated, existing }: Chains, id: string): Judged {
  const shown = (chain: Chains['stated']) =>
    chain.map(shownStep).map((step) => (step.id === id ? { ...step, id: null } : step));
  return {
    kind: 'conflict',
    conflict: kind,
    on: shownDay(on),
    stated: shown(stated),
    existing: shown(existing),
  };
}

function refused(code: string, message: string): Judged {
  return { kind: 'refused', problem: { code, message } };
}
