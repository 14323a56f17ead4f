import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ability } from '../platform/access/ability.js';
import { rowFilter } from '../platform/access/row-filter.js';
import type { Db } from '../platform/db/db.js';
import { type Page, type PageStart, pageOf } from '../platform/graphql/page.js';
import { goldenKey } from './golden-system.js';
import type { ContextKeyModel, PolicyModel } from './policy.model.js';

/** Sort values of a policy: the keys of its systems. */
export const policyKey = z.tuple([z.string().max(63), z.string().max(63)]);

/** The live policies of systems the caller may read, by the keys of their systems. */
export async function policies(
  db: Db,
  ability: Ability,
  { first, after }: PageStart<z.infer<typeof policyKey>>,
): Promise<Page<PolicyModel>> {
  const allowed = rowFilter(ability, 'read Policy', { system: sql`pair."from"` });
  const past = after ? sql`and (pair."from", pair."to") > (${after[0]}, ${after[1]})` : sql``;
  const rows = await db.execute<PolicyModel & Record<string, unknown>>(sql`
    select * from (
      select policy.id, coalesce(source.key, ${goldenKey}) as "from", coalesce(target.key, ${goldenKey}) as "to",
             policy.purpose, policy.on_miss as "onMiss", suspense.normal as "defaultCode",
             nullif(suspense.issuer, '') as "defaultIssuer", policy.level, policy.cardinality,
             policy.follow_replacements as "followReplacements", policy.allow_broader as "allowBroader",
             policy.allow_retired as "allowRetired", policy.key_order as "keyOrder", policy.four_eyes as "fourEyes",
             policy.approvers, policy.changed_by as "changedBy"
      from policy left join code_system source on source.id = policy.from_system
      left join code_system target on target.id = policy.to_system
      left join code suspense on suspense.id = policy.default_code
      where policy.to_change is null) pair
    where ${allowed} ${past} order by "from", "to" limit ${first + 1}`);
  return pageOf(
    rows,
    first,
    (row) => [row.from, row.to],
    (row) => row,
  );
}

/** The declared context keys, by name. */
export async function contextKeys(db: Db): Promise<ContextKeyModel[]> {
  const rows = await db.execute<ContextKeyModel & Record<string, unknown>>(sql`
    select declared.key, declared.title, declared.domain, code_system.key as system, declared.values
    from context_key declared left join code_system on code_system.id = declared.system_id
    order by declared.key`);
  return [...rows];
}
