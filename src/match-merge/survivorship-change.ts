import type { Survivorship } from '../golden-records/attribute.js';
import type { Domain } from '../golden-records/domain.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import { type AttributeRule, rulesOf } from '../golden-records/survivorship-rule.js';
import { type Refused, refused } from './refusal.js';

/** What a person wants survivorship to be. */
export interface SurvivorshipChange {
  readonly domain: Domain;
  /** One attribute, or several whose values shall move together. */
  readonly attributes: readonly string[];
  /** Null: what the domain declares again. */
  readonly strategy: Survivorship | null;
  /** Source systems that stand before all others, in order; of `priority` only. */
  readonly sources: readonly string[];
}

/** The rules that a change asks for, none where the declaration holds again; or why there can be no such rules. */
export function rulesAsked(
  { domain, attributes, strategy, sources }: SurvivorshipChange,
  known: ReadonlySet<string>,
): { kind: 'rules'; rules: readonly AttributeRule[] } | Refused {
  const declared = domainDeclarations[domain].attributes;
  const distinct = [...new Set(attributes)];
  if (distinct.length === 0 || distinct.some((attribute) => !Object.hasOwn(declared, attribute)))
    return refused('UNKNOWN_ATTRIBUTE');
  if (sources.some((source) => !known.has(source))) return refused('UNKNOWN_SOURCE');
  if (strategy === null) return { kind: 'rules', rules: [] };
  const isList = (attribute: string) => ['texts', 'entries'].includes(declared[attribute]?.type ?? '');
  const unfit =
    (strategy === 'union' && (distinct.length > 1 || !distinct.every(isList))) ||
    (strategy !== 'priority' && sources.length > 0);
  if (unfit) return refused('UNFIT_STRATEGY');
  const movesWith = distinct.length > 1 ? [...distinct].sort().join('+') : null;
  const rules = distinct.map((attribute) => ({
    ...{ attribute, strategy, movesWith },
    sources: [...new Set(sources)],
  }));
  return { kind: 'rules', rules };
}

/** Everything that would hold in a domain after a change. */
export function rulesAfter(
  domain: Domain,
  decided: readonly AttributeRule[],
  { attributes, rules }: { attributes: readonly string[]; rules: readonly AttributeRule[] },
): ReadonlyMap<string, AttributeRule> {
  const others = decided.filter(({ attribute }) => !attributes.includes(attribute));
  return rulesOf(domain, [...others, ...rules]);
}
