import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import type { Domain } from './domain.js';
import type { AttributeRule } from './survivorship-rule.js';

/** Ends the live rules of some attributes and begins others in their place. Attributes that moved with one of these and
 *  are not named go on moving with each other. */
export async function replaceRules(
  tx: Tx,
  domain: Domain,
  {
    attributes,
    rules,
    reason,
  }: { attributes: readonly string[]; rules: readonly AttributeRule[]; reason: string | null },
  changeId: number,
): Promise<void> {
  await tx.execute(sql`
    update survivorship_rule set to_change = ${changeId}
    where survivorship_rule.domain = ${domain} and survivorship_rule.to_change is null
      and survivorship_rule.attribute = any(${sql.param([...attributes])}::text[])`);
  for (const { attribute, strategy, sources, movesWith } of rules) {
    await tx.execute(sql`
      insert into survivorship_rule (domain, attribute, strategy, sources, moves_with, reason, from_change)
      values (${domain}, ${attribute}, ${strategy}, ${sql.param([...sources])}::text[], ${movesWith}, ${reason}, ${changeId})`);
  }
}
