import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import type { OpenChange } from '../bulk.store.js';
import type { TakenRelease } from './release.store.js';

/** Displays less alike than this are of other things. */
const leastAlike = 0.5;

/** After a release: notes the live mappings onto codes of its system that end before they do, each once, with the code
 *  proposed in the place of the retired one; and ends notes whose reason is gone. */
export async function noticeRetiredUses(
  tx: Tx,
  { id, systemId }: TakenRelease,
  change: OpenChange,
): Promise<void> {
  await endGroundless(tx, systemId, change);
  await tx.execute(sql`
    create temporary table retired_use on commit drop as
    select live.id as mapping_id, fact.code_id, fact.display, ended.day as retired_on
    from code_release release
    join code on code.system_id = release.system_id
    join code_fact fact on fact.code_id = code.id and fact.to_change is null
    cross join lateral (
      select case when fact.status = 'RETIRED' then release.effective_on else fact.valid_to end as day) ended
    join mapping live on live.to_code = code.id and live.to_change is null and live.purpose <> 'REPLACED_BY'
      and live.kind = 'MAP' and live.from_code is not null and live.group_id is null
    where release.id = ${id} and ended.day < 'infinity' and live.valid_to > ended.day
      and not exists (
        select from retired_code_use open where open.mapping_id = live.id and open.to_change is null)`);
  const [counted] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from retired_use`);
  if (!counted?.n) return;
  const changeId = await change();
  await tx.execute(sql`
    insert into retired_code_use (mapping_id, release_id, retired_on, successor_code, basis, similarity, from_change)
    with retired as (select distinct code_id, display, retired_on from retired_use),
    declared as (
      select distinct on (retired.code_id) retired.code_id, known.to_code
      from retired join mapping known on known.from_code = retired.code_id and known.purpose = 'REPLACED_BY'
        and known.kind = 'MAP' and known.condition_set_id is null
        and known.to_change is null and known.valid_from <= retired.retired_on and retired.retired_on < known.valid_to
      join code target on target.id = known.to_code and target.system_id = ${systemId}
      order by retired.code_id, known.valid_from desc, known.id),
    alike as (
      select retired.code_id, best.to_code, best.likeness from retired
      cross join lateral (
        select other.code_id as to_code, similarity(other.display, retired.display) as likeness
        from code_fact other join code on code.id = other.code_id and code.system_id = ${systemId}
        where other.to_change is null and other.status = 'ACTIVE' and other.code_id <> retired.code_id
          and other.valid_from <= retired.retired_on and retired.retired_on < other.valid_to
          and similarity(other.display, retired.display) >= ${leastAlike}::real
        order by likeness desc, other.code_id limit 1) best)
    select used.mapping_id, ${id}, used.retired_on, coalesce(declared.to_code, alike.to_code),
           case when declared.to_code is not null then 'DECLARED' when alike.to_code is not null then 'ALIKE' end,
           case when declared.to_code is null then alike.likeness end, ${changeId}
    from retired_use used
    left join declared on declared.code_id = used.code_id
    left join alike on alike.code_id = used.code_id`);
}

/** The code is back, or its mapping no longer outlives it. */
async function endGroundless(tx: Tx, systemId: number, change: OpenChange): Promise<void> {
  const gone = await tx.execute<{ id: string }>(sql`
    select open.id from retired_code_use open
    join mapping live on live.id = open.mapping_id
    join code on code.id = live.to_code and code.system_id = ${systemId}
    where open.to_change is null and not exists (
      select from code_fact fact where fact.code_id = code.id and fact.to_change is null
        and (fact.status = 'RETIRED' or fact.valid_to < live.valid_to))`);
  if (gone.length === 0) return;
  await endUses(
    tx,
    gone.map(({ id }) => id),
    await change(),
  );
}

export async function endUses(tx: Tx, ids: readonly string[], changeId: number): Promise<void> {
  await tx.execute(sql`
    update retired_code_use set to_change = ${changeId}, triage = 'pending'
    where id = any(${sql.param([...ids])}::uuid[]) and to_change is null`);
}

/** Ends uses whose mapping has ended otherwise, by the same act. */
export async function endOvertakenUses(db: Db): Promise<void> {
  await db.execute(sql`
    update retired_code_use open set to_change = live.to_change, triage = 'pending'
    from mapping live where live.id = open.mapping_id and open.to_change is null and live.to_change is not null`);
}

/** A use that a later layer has not looked at since it was noted or ended. */
export interface NoticedUse {
  readonly id: string;
  readonly open: boolean;
}

/** Takes uses to look at; several at once take different ones. */
export async function takePendingUses(tx: Tx, most: number): Promise<readonly NoticedUse[]> {
  return tx.execute<NoticedUse & Record<string, unknown>>(sql`
    with taken as (
      select id from retired_code_use where triage = 'pending' order by id limit ${most} for update skip locked)
    update retired_code_use set triage = 'done' from taken where retired_code_use.id = taken.id
    returning retired_code_use.id, retired_code_use.to_change is null as open`);
}
