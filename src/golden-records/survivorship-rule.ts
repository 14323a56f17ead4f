import type { Survivorship } from './attribute.js';
import type { Domain } from './domain.js';
import { domainDeclarations } from './domain-declarations.js';

/** By which rule the words on one attribute are weighed. */
export interface AttributeRule {
  readonly attribute: string;
  readonly strategy: Survivorship;
  /** Source systems that stand before all others, in order. */
  readonly sources: readonly string[];
  /** Names what it moves with, if its value is taken from the same word as those of others: theirs and its own, joined
   *  when they were put together; null for one alone. */
  readonly movesWith: string | null;
}

/** What holds where nobody has decided otherwise: the word of the most trusted source. */
export const defaultStrategy: Survivorship = 'priority';

/** The rules of a domain in which something is other than by default: what it declares, and over that what people have
 *  decided. */
export function rulesOf(
  domain: Domain,
  decided: readonly AttributeRule[],
): ReadonlyMap<string, AttributeRule> {
  const rules = new Map<string, AttributeRule>();
  for (const [attribute, { survivorship = defaultStrategy }] of Object.entries(
    domainDeclarations[domain].attributes,
  )) {
    if (survivorship !== defaultStrategy)
      rules.set(attribute, { attribute, strategy: survivorship, sources: [], movesWith: null });
  }
  for (const rule of decided) rules.set(rule.attribute, rule);
  return rules;
}
