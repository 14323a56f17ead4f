import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import type { Cardinality, CodeRole, OnMiss, Purpose } from './vocabulary.js';

/** A policy as it is written; a system that is null is the golden records. */
export interface NewPolicy {
  readonly fromSystem: number | null;
  readonly toSystem: number | null;
  readonly purpose: Purpose;
  readonly onMiss: OnMiss;
  readonly defaultCode: number | null;
  readonly level: CodeRole | null;
  readonly cardinality: Cardinality;
  readonly followReplacements: boolean;
  readonly allowBroader: boolean;
  readonly allowRetired: boolean;
  readonly keyOrder: readonly string[];
  readonly fourEyes: boolean;
  readonly approvers: readonly string[] | null;
  readonly changedBy: string;
}

/** Ends the live policy of a pair, if there is one, and writes another. Two at once: the second ends the first’s, or, where
 *  there was none, throws SQLSTATE 23505. */
export async function replacePolicy(tx: Tx, policy: NewPolicy, changeId: number): Promise<void> {
  const { fromSystem, toSystem, approvers } = policy;
  await tx.execute(sql`
    update policy set to_change = ${changeId}
    where to_change is null and coalesce(from_system, 0) = coalesce(${fromSystem}::int, 0)
      and coalesce(to_system, 0) = coalesce(${toSystem}::int, 0)`);
  await tx.execute(sql`
    insert into policy (from_system, to_system, purpose, on_miss, default_code, level, cardinality, follow_replacements,
                        allow_broader, allow_retired, key_order, four_eyes, approvers, changed_by, from_change)
    values (${fromSystem}, ${toSystem}, ${policy.purpose}, ${policy.onMiss}, ${policy.defaultCode}, ${policy.level},
            ${policy.cardinality}, ${policy.followReplacements}, ${policy.allowBroader}, ${policy.allowRetired},
            ${sql.param([...policy.keyOrder])}::text[], ${policy.fourEyes},
            ${approvers === null ? null : sql.param([...approvers])}::text[], ${policy.changedBy}, ${changeId})`);
}
