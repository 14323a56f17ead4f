import { sql } from 'drizzle-orm';
import type { Ability } from '../platform/access/ability.js';
import { rowFilter } from '../platform/access/row-filter.js';
import type { Db } from '../platform/db/db.js';
import type { Purpose } from './vocabulary.js';

/** A mapping that a code of a golden record has part in. */
export interface MappingOfRecord {
  readonly id: string;
  readonly purpose: Purpose;
  readonly system: string;
  readonly code: string;
  readonly target: string;
  readonly targetCode: string;
}

const codesOfRecords = (goldenIds: readonly string[]) => sql`(
  select distinct code_id as id from record_code
  where to_change is null and golden_id = any(${sql.param(goldenIds)}::uuid[]))`;

/** Live mappings from or to the codes of golden records, as far as the caller may see their systems; `most` at most. */
export async function mappingsOfRecords(
  db: Db,
  ability: Ability,
  goldenIds: readonly string[],
  most: number,
): Promise<readonly MappingOfRecord[]> {
  return db.execute<MappingOfRecord & Record<string, unknown>>(sql`
    with code_of as materialized ${codesOfRecords(goldenIds)},
    touching as (
      select mapping.* from code_of join mapping on mapping.from_code = code_of.id and mapping.to_change is null
      union select mapping.* from code_of join mapping on mapping.to_code = code_of.id and mapping.to_change is null)
    select touching.id, touching.purpose, source_system.key as system, source.normal as code,
           target_system.key as target, target.normal as "targetCode"
    from touching
    join code source on source.id = touching.from_code
    join code_system source_system on source_system.id = source.system_id
    join code target on target.id = touching.to_code
    join code_system target_system on target_system.id = target.system_id
    where ${rowFilter(ability, 'read Code', { system: sql`source_system.key` })}
      and ${rowFilter(ability, 'read Code', { system: sql`target_system.key` })}
    order by source_system.key, source.normal, target_system.key, target.normal limit ${most}`);
}

/** Somebody whose questions about a code the hub could not answer. */
export interface Asker {
  readonly caller: string;
  readonly lastSeen: string;
  readonly count: number;
}

/** Who asked for the codes of golden records without an answer, the latest first; `most` at most. Answers leave no
 *  trace, so whoever always got one is not among them. */
export async function askersOfRecords(
  db: Db,
  goldenIds: readonly string[],
  most: number,
): Promise<readonly Asker[]> {
  const rows = await db.execute<{ caller: string; lastSeen: string; count: string }>(sql`
    with code_of as materialized ${codesOfRecords(goldenIds)}
    select miss_caller.caller, max(miss_caller.last_seen) as "lastSeen", sum(miss_caller.count) as count
    from code_of
    join code on code.id = code_of.id
    join miss on miss.system_id = code.system_id and miss.issuer = code.issuer and miss.normal = code.normal
    join miss_caller on miss_caller.miss_id = miss.id
    group by miss_caller.caller order by 2 desc, 1 limit ${most}`);
  return rows.map(({ caller, lastSeen, count }) => ({
    caller,
    lastSeen: new Date(lastSeen).toISOString(),
    count: Number(count),
  }));
}
