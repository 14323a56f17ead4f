import type { Domain } from '../golden-records/domain.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import { type AttributeRule, rulesOf } from '../golden-records/survivorship-rule.js';
import { decidedRules } from '../golden-records/survivorship-rule.queries.js';
import type { Db, Tx } from '../platform/db/db.js';

export type DomainRule = AttributeRule & { readonly domain: Domain };

/** Every rule that holds now and is not the default: what domains declare, and over that what people have decided. */
export async function standingRules(db: Db | Tx): Promise<readonly DomainRule[]> {
  const decided = await decidedRules(db);
  return Object.values(domainDeclarations).flatMap(({ domain }) => {
    const rules = rulesOf(
      domain,
      decided.filter((rule) => rule.domain === domain),
    );
    return [...rules.values()].map((rule) => ({ ...rule, domain }));
  });
}
