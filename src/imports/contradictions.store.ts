import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/db/db.js';
import type { Profile } from './profile.js';

const mostRounds = 50;

/** Rejects rows of `staged` that say something else of a thing than an earlier row that is taken. Each round rejects those whose
 *  earlier row contradicts nobody itself: a row is not lost for contradicting one that is rejected. A file made to
 *  need more rounds than any list does loses all rows that still contradict another. */
export async function rejectContradictions(tx: Tx, id: string, profile: Profile): Promise<void> {
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
  const columns = profile.parts.map(({ key }) => key[0] ?? '');
  const open = profile.parts.map(({ firstOf = [] }) => firstOf);
  const gone = await tx.execute(sql`
    with part_of as (
      select ordinality - 1 as part, column_name,
             array(select jsonb_array_elements_text(${JSON.stringify(open)}::jsonb -> (ordinality - 1)::int)) as may_differ
      from unnest(${sql.param(columns)}::text[]) with ordinality as named(column_name, ordinality)),
    judged as (
      select row_number, written, part_of.column_name,
             jsonb_build_array(case when cardinality(may_differ) = 0 then display end, values - may_differ, status,
                               valid_from, valid_to) as said,
             first_value(row_number) over same_thing as first_row,
             first_value(jsonb_build_array(case when cardinality(may_differ) = 0 then display end, values - may_differ,
                                           status, valid_from, valid_to)) over same_thing as first_said
      from staged join part_of on part_of.part = staged.part
      window same_thing as (partition by staged.part, issuer, normal order by row_number)),
    contradicting as (
      select row_number, first_row, column_name, written as value from judged where said <> first_said),
    certain as (
      select distinct on (row_number) * from contradicting
      where ${all} or first_row not in (select row_number from contradicting)
      order by row_number, first_row),
    gone as (
      delete from staged using certain where staged.row_number = certain.row_number
      returning certain.*, staged.cells, staged.part, staged.normal),
    named as (
      select row_number, jsonb_agg(jsonb_build_array(part, normal) order by part) as keys from gone group by row_number)
    insert into rejected_row (import_id, row_number, column_name, value, problem, message, cells, keys)
    select ${id}, row_number, column_name, value, 'CONTRADICTION',
           'row ' || first_row || ' says something else of the same code', cells, named.keys
    from gone join named using (row_number) where cells is not null returning row_number`);
  return gone.length;
}
