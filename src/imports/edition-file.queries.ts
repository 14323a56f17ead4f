import { sql } from 'drizzle-orm';
import type { NewRelease } from '../crosswalk/releases/release.store.js';
import type { Db } from '../platform/db/db.js';

/** Why a staged file is not taken for the whole edition that it is said to be, for codes that an edition lacks are
 *  retired: a row cannot be read, or it has fewer than half of the codes of the edition before or after it. */
export async function faultOfEdition(
  db: Db,
  id: string,
  { system, effectiveOn }: NewRelease,
): Promise<string | undefined> {
  const [bad] = await db.execute<{ row: number; problem: string }>(sql`
    select row_number as row, problem from rejected_row where import_id = ${id} order by row_number limit 1`);
  if (bad)
    return `Row ${bad.row} cannot be taken (${bad.problem}), and an edition is taken whole or not at all.`;
  const [counted] = await db.execute<{ staged: number; other: number | null }>(sql`
    select (select count(distinct (issuer, normal))::int from staged_row where import_id = ${id} and part = 0) as staged,
           (select count(*)::int from code_release_entry entry where entry.release_id = (
              select known.id from code_release known join code_system on code_system.id = known.system_id
              where code_system.key = ${system} and known.effective_on <> ${effectiveOn}::date
              order by abs(known.effective_on - ${effectiveOn}::date), known.effective_on limit 1)) as other`);
  const { staged = 0, other = 0 } = counted ?? {};
  return other !== null && staged * 2 < other
    ? `It has ${staged} codes, fewer than half of the ${other} of the edition next to it.`
    : undefined;
}
