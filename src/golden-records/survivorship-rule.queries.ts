import { sql } from 'drizzle-orm';
import { asKnown } from '../platform/changes/as-known.js';
import { newestRevision } from '../platform/changes/change.store.js';
import type { Db, Tx } from '../platform/db/db.js';
import type { Domain } from './domain.js';
import type { AttributeRule } from './survivorship-rule.js';
import { survivorshipRule } from './survivorship-rule.table.js';

export interface DecidedRule extends AttributeRule {
  readonly domain: Domain;
  readonly reason: string | null;
  readonly actor: string;
  /** Since which act it holds. */
  readonly revision: string | null;
}

/** The rules that people have decided, as known at a revision (null: now), by domain and attribute. */
export async function decidedRules(
  db: Db | Tx,
  revision: number | null = null,
): Promise<readonly DecidedRule[]> {
  return db.execute<DecidedRule & Record<string, unknown>>(sql`
    select rule.domain, rule.attribute, rule.strategy, rule.sources, rule.moves_with as "movesWith", rule.reason,
           change.actor, change.revision::text as revision
    from ${asKnown(survivorshipRule, revision)} rule join change on change.id = rule.from_change
    order by rule.domain, rule.attribute`);
}

/** Whether a rule of a domain began or ended after a revision; of one that is not published yet nobody can know. */
export async function rulesChangedAfter(tx: Tx, domain: Domain, revision: number): Promise<boolean> {
  if (revision > (await newestRevision(tx))) return true;
  const rows = await tx.execute(sql`
    select from survivorship_rule rule
    join change on change.id in (rule.from_change, rule.to_change)
    where rule.domain = ${domain} and change.revision > ${revision} limit 1`);
  return rows.length > 0;
}
