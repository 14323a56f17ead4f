import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import type { OpenChange } from '../bulk.store.js';

/** A release that a delivery brings. */
export interface NewRelease {
  /** Key of its code system. */
  readonly system: string;
  readonly edition: string;
  /** ISO date. */
  readonly effectiveOn: string;
}

export interface TakenRelease {
  readonly id: string;
  readonly systemId: number;
  /** Whether it says anything that the hub did not have of it: the same file again says nothing. */
  readonly isNews: boolean;
}

/** Why a release cannot be one of its system: its edition is another day’s, or its day another edition’s. */
export async function faultOfRelease(
  db: Db,
  { system, edition, effectiveOn }: NewRelease,
): Promise<string | undefined> {
  const [other] = await db.execute<{ edition: string; day: string }>(sql`
    select known.edition, known.effective_on::text as day from code_release known
    join code_system on code_system.id = known.system_id and code_system.key = ${system}
    where (known.edition = ${edition}) <> (known.effective_on = ${effectiveOn}::date) limit 1`);
  return other && `The edition ${other.edition} of this code system holds from ${other.day}.`;
}

/** Takes a release out of the temporary table `said_code`, which says what its file does, and leaves there what all
 *  releases of the system say together: of each code the word of the newest release that has it, until the first day of
 *  the release after that, which lacks it. So loading releases in any order leads to the same facts. The same release
 *  again replaces what it said. */
export async function takeRelease(
  tx: Tx,
  { system, edition, effectiveOn }: NewRelease,
  { source, change }: { source: string; change: OpenChange },
): Promise<TakenRelease> {
  const [found] = await tx.execute<{ id: number }>(sql`select id from code_system where key = ${system}`);
  if (!found) throw new Error(`there is no code system ${system}`);
  const systemId = found.id;
  await tx.execute(sql`
    insert into code (system_id, issuer, normal, written)
    select system_id, issuer, normal, written from said_code where system_id = ${systemId} on conflict do nothing`);
  await tx.execute(sql`
    create temporary table released on commit drop as
    select code.id as code_id, said.display, said.properties, said.status, said.valid_from, said.valid_to,
           said.row_number
    from said_code said
    join code on code.system_id = said.system_id and code.issuer = said.issuer and code.normal = said.normal
    where said.system_id = ${systemId}`);
  await tx.execute(sql`create unique index on released (code_id)`);
  await tx.execute(sql`analyze released`);
  const { id, isNews } = await keepRelease(tx, { systemId, edition, effectiveOn, source, change });
  await tx.execute(sql`delete from said_code where system_id = ${systemId}`);
  await tx.execute(sql`
    insert into said_code (system_id, issuer, normal, written, display, properties, status, valid_from, valid_to,
                           row_number)
    with dated as (
      select known.id, known.effective_on, lead(known.effective_on) over (order by known.effective_on) as lacking_from
      from code_release known where known.system_id = ${systemId}),
    newest as (
      select distinct on (entry.code_id) entry.*, dated.lacking_from
      from code_release_entry entry join dated on dated.id = entry.release_id
      order by entry.code_id, dated.effective_on desc)
    select code.system_id, code.issuer, code.normal, code.written, newest.display, newest.properties,
           case when newest.lacking_from <= newest.valid_from then 'RETIRED' else newest.status end,
           newest.valid_from,
           case when newest.lacking_from > newest.valid_from then least(newest.valid_to, newest.lacking_from)
                else newest.valid_to end,
           released.row_number
    from newest join code on code.id = newest.code_id left join released on released.code_id = newest.code_id`);
  return { id, systemId, isNews };
}

async function keepRelease(
  tx: Tx,
  said: Omit<NewRelease, 'system'> & { systemId: number; source: string; change: OpenChange },
): Promise<{ id: string; isNews: boolean }> {
  const { systemId, edition, effectiveOn, source, change } = said;
  const [known] = await tx.execute<{ id: string; differs: boolean }>(sql`
    select known.id, exists (
      select from released full join (
        select * from code_release_entry where release_id = known.id) entry using (code_id)
      where (released.display, released.properties, released.status, released.valid_from, released.valid_to)
        is distinct from (entry.display, entry.properties, entry.status, entry.valid_from, entry.valid_to)) as differs
    from code_release known where known.system_id = ${systemId} and known.edition = ${edition}`);
  if (known && !known.differs) return { id: known.id, isNews: false };
  const changeId = await change();
  const id = known?.id ?? (await insertRelease(tx, { systemId, edition, effectiveOn, source, changeId }));
  await tx.execute(sql`delete from code_release_entry where release_id = ${id}`);
  await tx.execute(sql`
    insert into code_release_entry (release_id, code_id, display, properties, status, valid_from, valid_to)
    select ${id}, code_id, display, properties, status, valid_from, valid_to from released`);
  return { id, isNews: true };
}

async function insertRelease(
  tx: Tx,
  {
    systemId,
    edition,
    effectiveOn,
    source,
    changeId,
  }: { systemId: number; edition: string; effectiveOn: string; source: string; changeId: number },
): Promise<string> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into code_release (system_id, edition, effective_on, source, from_change)
    values (${systemId}, ${edition}, ${effectiveOn}, ${source}, ${changeId}) returning id`);
  if (!row) throw new Error('insert into code_release returned no row');
  return row.id;
}
