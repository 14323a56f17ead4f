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

const mostRounds = 50;

/** Rejects rows that say something else of a code than an earlier row that is taken. Each round rejects those whose
 *  earlier row contradicts nobody itself: a row is not lost for contradicting one that is rejected. A file made to
 *  need more rounds than any list does loses all rows that still contradict another. */
async function rejectContradictions(tx: Tx, id: string, profile: Profile): Promise<void> {
  for (let round = 1; round <= mostRounds; round++) {
    if ((await rejectContradicting(tx, id, profile, { all: round === mostRounds })) === 0) return;
  }
}

async function rejectContradicting(
  tx: Tx,
  id: string,
  profile: Profile,
  { all }: { all: boolean },
): Promise<number> {
  const gone = await tx.execute(sql`
    with judged as (
      select row_number, written, target_written, target_normal is not null as has_target,
             jsonb_build_array(display, properties) as said,
             jsonb_build_array(target_display, target_properties) as target_said,
             first_value(row_number) over same_code as code_row,
             first_value(jsonb_build_array(display, properties)) over same_code as first_said,
             first_value(row_number) over same_target as target_row,
             first_value(jsonb_build_array(target_display, target_properties)) over same_target as first_target_said
      from staged_row where import_id = ${id}
      window same_code as (partition by normal order by row_number),
             same_target as (partition by target_normal order by row_number)),
    contradicting as (
      select row_number, code_row as first_row, ${profile.code.code}::text as column_name, written as value
      from judged where said <> first_said
      union all
      select row_number, target_row, ${profile.target?.code ?? ''}::text, target_written
      from judged where has_target and target_said <> first_target_said),
    certain as (
      select distinct on (row_number) * from contradicting
      where ${all} or first_row not in (select row_number from contradicting)
      order by row_number, first_row),
    gone as (
      delete from staged_row using certain
      where staged_row.import_id = ${id} and staged_row.row_number = certain.row_number
      returning certain.*, staged_row.cells)
    insert into rejected_row (import_id, row_number, column_name, value, problem, message, cells)
    select ${id}, row_number, column_name, value, 'CONTRADICTION',
           'row ' || first_row || ' says something else of the same code', cells
    from gone returning row_number`);
  return gone.length;
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
