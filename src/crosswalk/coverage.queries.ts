import { sql } from 'drizzle-orm';
import type { Db } from '../platform/db/db.js';

/** A code that mappings under conditions start at. */
export interface CoveredCode {
  readonly issuer: string;
  readonly normal: string;
}

/** A value that conditions of those mappings name. */
export interface CoveredValue {
  readonly key: string;
  /** The word, or the golden id. */
  readonly value: string;
}

/** What the live mappings under conditions from one system into another are about: their codes in order, at most `most`,
 *  and all values that their conditions name. A question of a steward, not of a flow: it reads through the mappings. */
export async function whatIsCovered(
  db: Db,
  { system, target, most }: { system: string; target: string; most: number },
): Promise<{ codes: CoveredCode[]; values: CoveredValue[] }> {
  const under = sql`
    from code_system source join code_system there on there.key = ${target}
    join mapping on mapping.condition_set_id is not null and mapping.to_change is null and mapping.kind <> 'NOT'
    join code on code.id = mapping.from_code and code.system_id = source.id
    left join code aim on aim.id = mapping.to_code
    where source.key = ${system} and there.id in (aim.system_id, mapping.to_system)`;
  const codes = await db.execute<CoveredCode & Record<string, unknown>>(sql`
    select distinct code.issuer, code.normal ${under} order by code.issuer, code.normal limit ${most}`);
  const values = await db.execute<CoveredValue & Record<string, unknown>>(sql`
    select distinct declared.key, coalesce(stated.word, stated.golden_id::text) as value
    from (select distinct mapping.condition_set_id as id ${under}) used
    join mapping_condition stated on stated.set_id = used.id join context_key declared on declared.id = stated.key_id
    order by 1, 2`);
  return { codes: [...codes], values: [...values] };
}
