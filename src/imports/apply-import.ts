import { sql } from 'drizzle-orm';
import { applyCodes, applyMappings } from '../crosswalk/bulk.store.js';
import { closeAnsweredMisses } from '../crosswalk/mapping.store.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange } from '../platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import type { Profile } from './profile.js';

export interface Applied {
  readonly rowsRead: number;
  readonly rowsApplied: number;
  readonly rowsUnchanged: number;
  readonly rowsRejected: number;
  readonly changeId: number | null;
}

/** Publishes a staged delivery in one set-based transaction, whatever its size: one revision, seen whole or not at
 *  all. A delivery that says nothing new publishes nothing. Imports are applied one after the other. */
export async function applyImport(
  db: Db,
  {
    id,
    profile,
    systems,
    actor,
  }: { id: string; profile: Profile; systems: { code: number; target: number | null }; actor: string },
): Promise<Applied> {
  return transact(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7268)`);
    await rejectContradictions(tx, id, profile);
    await gatherFacts(tx, id, profile, systems);
    const changeId = await publish(tx, { id, profile, actor });
    const counts = await countRows(tx, id);
    await tx.execute(sql`
      update import_run set state = 'APPLIED', finished_at = now(), change_id = ${changeId},
        rows_read = ${counts.rowsRead}, rows_applied = ${counts.rowsApplied},
        rows_unchanged = ${counts.rowsUnchanged}, rows_rejected = ${counts.rowsRejected}
      where import_run.id = ${id}`);
    await tx.execute(sql`delete from staged_row where import_id = ${id}`);
    const { rowsRead, rowsApplied, rowsRejected } = counts;
    await audit(tx, {
      actor,
      act: 'import',
      subject: `Import:${id}`,
      detail: { profile: profile.key, rowsRead, rowsApplied, rowsRejected },
    });
    return { ...counts, changeId };
  });
}

/** Rows that say something else of a code than an earlier row of the same file does. */
async function rejectContradictions(tx: Tx, id: string, profile: Profile): Promise<void> {
  await rejectSide(tx, id, profile.code.code, sql.raw('normal, display, properties'), sql.raw('normal'));
  if (!profile.target) return;
  const said = sql.raw('target_normal, target_display, target_properties');
  await rejectSide(tx, id, profile.target.code, said, sql.raw('target_normal'));
}

async function rejectSide(
  tx: Tx,
  id: string,
  column: string,
  said: ReturnType<typeof sql.raw>,
  key: ReturnType<typeof sql.raw>,
) {
  await tx.execute(sql`
    with first as (
      select distinct on (${key}) ${said}, row_number from staged_row where import_id = ${id}
      order by ${key}, row_number),
    told as (select ${said}, row_number, written, target_written, cells from staged_row where import_id = ${id}),
    contradicting as (
      select told.row_number, first.row_number as first_row, told.cells, told.${key} as value
      from told join first using (${key})
      where to_jsonb(told) - 'row_number' - 'cells' - 'written' - 'target_written'
            is distinct from to_jsonb(first) - 'row_number'),
    gone as (
      delete from staged_row using contradicting
      where staged_row.import_id = ${id} and staged_row.row_number = contradicting.row_number
      returning contradicting.*)
    insert into rejected_row (import_id, row_number, column_name, value, problem, message, cells)
    select ${id}, row_number, ${column}, value, 'CONTRADICTION',
           'row ' || first_row || ' says something else of the same code', cells
    from gone`);
}

/** What the file says, as temporary tables that `bulk.store.ts` compares with what is live. */
async function gatherFacts(
  tx: Tx,
  id: string,
  profile: Profile,
  systems: { code: number; target: number | null },
) {
  await tx.execute(sql`
    create temporary table said_code on commit drop as
    select distinct on (system_id, normal) system_id, normal, written, display, properties, row_number
    from (select ${systems.code}::int as system_id, normal, written, display, properties, row_number
          from staged_row where import_id = ${id}
          union all
          select ${systems.target}::int, target_normal, target_written, target_display, target_properties, row_number
          from staged_row where import_id = ${id} and target_normal is not null) said
    order by system_id, normal, row_number`);
  await tx.execute(sql`
    create temporary table said_mapping on commit drop as
    select distinct on (normal, target_normal) ${systems.code}::int as from_system, normal as from_normal,
           ${systems.target}::int as to_system, target_normal as to_normal,
           ${profile.target?.purpose ?? null}::text as purpose,
           ${profile.target?.relationship ?? null}::text as relationship, row_number
    from staged_row where import_id = ${id} and target_normal is not null
    order by normal, target_normal, row_number`);
  await tx.execute(sql`create temporary table touched_row (row_number int) on commit drop`);
  await tx.execute(sql`analyze said_code`);
  await tx.execute(sql`analyze said_mapping`);
}

async function publish(
  tx: Tx,
  { id, profile, actor }: { id: string; profile: Profile; actor: string },
): Promise<number | null> {
  let changeId: number | null = null;
  const change = async () => {
    changeId ??= await recordChange(tx, { actor, act: `import ${profile.key}`, importId: id });
    return changeId;
  };
  await applyCodes(tx, profile.source, change);
  await applyMappings(tx, { source: profile.source, approvedBy: actor, change });
  if (changeId !== null) await closeAnsweredMisses(tx, changeId);
  return changeId;
}

async function countRows(tx: Tx, id: string): Promise<Omit<Applied, 'changeId'>> {
  const [row] = await tx.execute<{ staged: number; applied: number; rejected: number }>(sql`
    select (select count(*)::int from staged_row where import_id = ${id}) as staged,
           (select count(distinct row_number)::int from touched_row) as applied,
           (select count(*)::int from rejected_row where import_id = ${id}) as rejected`);
  if (!row) throw new Error('counting an import returned no row');
  const { staged, applied, rejected } = row;
  return {
    rowsRead: staged + rejected,
    rowsApplied: applied,
    rowsUnchanged: staged - applied,
    rowsRejected: rejected,
  };
}
