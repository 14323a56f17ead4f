import { sql } from 'drizzle-orm';
import { membership } from '../golden-records/golden-record.table.js';
import { asKnown } from '../platform/changes/as-known.js';
import type { Db } from '../platform/db/db.js';
import type { Judge, Verdict } from './judgement.table.js';

export interface JudgementRow {
  readonly goldenId: string;
  readonly id: string;
  readonly verdict: Verdict;
  readonly judge: Judge;
  readonly actor: string;
  readonly reason: string | null;
  readonly at: string;
  readonly revision: string;
  readonly seenRevision: string;
  readonly stands: boolean;
  readonly withdrawnReason: string | null;
  readonly here: readonly string[];
  readonly there: readonly string[];
}

/** Judgements, withdrawn ones too, on source records that belong to golden records, as known at a revision (null: now);
 *  the newest first. One whose two sides belong to it both stands once, from the first side. */
export async function judgementsOf(
  db: Db,
  goldenIds: readonly string[],
  pin: number | null,
): Promise<readonly JudgementRow[]> {
  const rows = await db.execute<JudgementRow & Record<string, unknown>>(sql`
    with touching as materialized (
      select member.golden_id, about.judgement_id, min(about.side) as side
      from ${asKnown(membership, pin)} member
      join judgement_record about on about.record_id = member.record_id
      where member.golden_id = any(${sql.param(goldenIds)}::uuid[])
      group by member.golden_id, about.judgement_id)
    select touching.golden_id as "goldenId", judgement.id, judgement.verdict, judgement.judge, change.actor,
           judgement.reason, change.at, change.revision::text as revision,
           judgement.seen_revision::text as "seenRevision", ended.id is null as stands,
           case when ended.id is not null then judgement.withdrawn_reason end as "withdrawnReason",
           array(select record_id::text from judgement_record where judgement_id = judgement.id
                 and side = touching.side order by record_id) as here,
           array(select record_id::text from judgement_record where judgement_id = judgement.id
                 and side <> touching.side order by record_id) as there
    from touching
    join judgement on judgement.id = touching.judgement_id
    join change on change.id = judgement.from_change
    left join change ended on ended.id = judgement.to_change
      and ${pin === null ? sql`true` : sql`ended.revision <= ${pin}`}
    where ${pin === null ? sql`true` : sql`change.revision <= ${pin}`}
    order by change.revision desc, judgement.id`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
