import { sql } from 'drizzle-orm';
import { believeRelations, gatherTouched } from '../golden-records/relations/relation.store.js';
import type { Tx } from '../platform/db/db.js';

/** The golden records of the wanted domain that the code points at by which `statement` names the other. */
const pointed = sql`(
  select array_agg(distinct pointer.golden_id) from code_system
  join code on code.system_id = code_system.id and code.issuer = statement.to_issuer and code.normal = statement.to_code
  join record_code pointer on pointer.code_id = code.id and pointer.to_change is null
  join golden_record golden on golden.id = pointer.golden_id and golden.domain = statement.to_domain
  where code_system.key = statement.to_system)`;

/** Lets relations follow what an act has done to source records, golden records and codes: to be called at the end of
 *  every act that states relations, places source records, leads golden ids elsewhere or lets codes point elsewhere. */
export async function followRelations(tx: Tx, changeId: number): Promise<void> {
  const [stated] = await tx.execute(sql`select from relation_statement limit 1`);
  if (!stated) return;
  await gatherTouched(tx, changeId);
  await tx.execute(sql`
    insert into gathered_statement
    select distinct statement.id from (
      select code_id from record_code where from_change = ${changeId}
      union select code_id from record_code where to_change = ${changeId}) moved
    join code on code.id = moved.code_id
    join code_system on code_system.id = code.system_id
    cross join lateral (
      select id from relation_statement where relation_statement.to_code = code.normal
        and relation_statement.to_system = code_system.key and relation_statement.to_issuer = code.issuer
        and relation_statement.to_change is null offset 0) statement
    on conflict do nothing`);
  await believeRelations(tx, changeId, pointed);
}
