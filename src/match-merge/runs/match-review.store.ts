import { sql } from 'drizzle-orm';
import type { Domain } from '../../golden-records/domain.js';
import type { Db, Tx } from '../../platform/db/db.js';
import type { Verdict } from '../judgement.table.js';
import type { Explanation } from '../score/explanation.js';
import type { Review } from './decide-things.js';

export interface OpenReview extends Review {
  readonly vetoed: readonly string[];
  readonly explanation: Explanation;
}

/** Opens what some things are to be looked at for now, and closes what they were and are not any more. A pair that is open
 *  already stays the same review, with what is known of it now. */
export async function replaceReviews(
  tx: Tx,
  of: { domain: Domain; modelId: string; runId: string },
  things: readonly string[],
  reviews: readonly OpenReview[],
): Promise<void> {
  const { domain, modelId, runId } = of;
  const rows = reviews.map(({ a, b, ...rest }) => (a < b ? { a, b, ...rest } : { a: b, b: a, ...rest }));
  const said = sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
    as said(a uuid, b uuid, weight double precision, why text, vetoed jsonb, explanation jsonb)`;
  const ofThese = sql.param([...things]);
  await tx.execute(sql`
    update match_review set state = 'OVERTAKEN', closed_at = now(), triage = 'pending'
    where state = 'PENDING' and id in (
        select id from match_review where state = 'PENDING' and a = any(${ofThese}::uuid[])
        union select id from match_review where state = 'PENDING' and b = any(${ofThese}::uuid[]))
      and not exists (select from ${said} where said.a = match_review.a and said.b = match_review.b)`);
  await tx.execute(sql`
    insert into match_review (domain, model_id, run_id, a, b, weight, why, vetoed, explanation)
    select ${domain}, ${modelId}, ${runId}, said.a, said.b, said.weight, said.why,
           array(select jsonb_array_elements_text(said.vetoed)), said.explanation
    from ${said} order by said.a, said.b
    on conflict (a, b) where state = 'PENDING' do update set
      model_id = excluded.model_id, run_id = excluded.run_id, weight = excluded.weight, why = excluded.why,
      vetoed = excluded.vetoed, explanation = excluded.explanation`);
}

export interface ClaimedReview {
  readonly domain: Domain;
  readonly a: string;
  readonly b: string;
}

/** Locks an open review for this transaction. */
export async function claimReview(tx: Tx, id: string): Promise<ClaimedReview | undefined> {
  const [row] = await tx.execute<ClaimedReview & Record<string, unknown>>(sql`
    select domain, a, b from match_review where id = ${id} and state = 'PENDING' for update`);
  return row;
}

export async function closeReview(
  tx: Tx,
  id: string,
  { verdict, decidedBy, judgementId }: { verdict: Verdict; decidedBy: string; judgementId: string | null },
): Promise<void> {
  await tx.execute(sql`
    update match_review set state = 'DECIDED', verdict = ${verdict}, decided_by = ${decidedBy},
           judgement_id = ${judgementId}, closed_at = now(), triage = 'pending'
    where id = ${id}`);
}

export interface NoticedReview {
  readonly id: string;
  readonly open: boolean;
}

/** Takes up to `limit` reviews that nobody has taken notice of since they were opened or closed. */
export async function takePendingReviews(tx: Tx, limit: number): Promise<NoticedReview[]> {
  const rows = await tx.execute<{ id: string; open: boolean }>(sql`
    update match_review set triage = 'noticed'
    where id in (select pending.id from match_review pending where pending.triage = 'pending'
                 order by pending.id limit ${limit} for update skip locked)
    returning id, state = 'PENDING' as open`);
  return [...rows];
}

export async function openReviews(db: Db, domain: Domain): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from match_review where domain = ${domain} and state = 'PENDING'`);
  return row?.n ?? 0;
}
