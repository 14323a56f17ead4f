import { domainDeclarations } from '../golden-records/domain-declarations.js';
import type { Tx } from '../platform/db/db.js';
import { isCaughtUp } from './caught-up.js';
import type { DomainRule } from './standing-rules.queries.js';
import { touchedOverrides } from './value-override.queries.js';
import { endOverrides } from './value-override.store.js';
import { wordsOf } from './words.queries.js';

/** Ends the overrides of golden records in the temporary table `touched_golden` that nobody needs any more: the sources
 *  have come to say the same. Few golden records have one, so they are weighed one by one. */
export async function endCaughtUp(tx: Tx, rules: readonly DomainRule[], changeId: number): Promise<void> {
  const overrides = await touchedOverrides(tx);
  if (overrides.length === 0) return;
  const words = await wordsOf(tx, [...new Set(overrides.map(({ goldenId }) => goldenId))]);
  const over = overrides.filter(({ goldenId, domain, attribute }) => {
    const weighing = {
      name: domainDeclarations[domain].name,
      rules: new Map(rules.filter((rule) => rule.domain === domain).map((rule) => [rule.attribute, rule])),
    };
    return isCaughtUp(words.get(goldenId) ?? [], attribute, weighing);
  });
  const ids = over.map(({ id }) => id);
  await endOverrides(tx, ids, 'CAUGHT_UP', changeId);
}
