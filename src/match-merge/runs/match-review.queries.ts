import { sql } from 'drizzle-orm';
import type { Domain } from '../../golden-records/domain.js';
import type { Db } from '../../platform/db/db.js';
import type { Verdict } from '../judgement.table.js';
import type { Explanation } from '../score/explanation.js';
import type { ReviewReason } from './decide-things.js';
import type { ReviewState } from './match-review.table.js';

export interface ReviewRow {
  readonly id: string;
  readonly domain: Domain;
  readonly a: string;
  readonly b: string;
  readonly weight: number;
  readonly why: ReviewReason;
  readonly vetoed: readonly string[];
  readonly explanation: Explanation;
  readonly state: ReviewState;
  readonly verdict: Verdict | null;
  readonly modelVersion: number;
}

const columns = sql`review.id, review.domain, review.a, review.b, review.weight, review.why, review.vetoed,
  review.explanation, review.state, review.verdict, model.version as "modelVersion"`;

/** Open reviews of a domain, the likeliest first, after one of them. */
export async function reviewQueue(
  db: Db,
  domain: Domain,
  { first, after }: { first: number; after: { weight: number; id: string } | null },
): Promise<ReviewRow[]> {
  const rows = await db.execute<ReviewRow & Record<string, unknown>>(sql`
    select ${columns} from match_review review join match_model model on model.id = review.model_id
    where review.domain = ${domain} and review.state = 'PENDING'
      and ${after ? sql`(review.weight, review.id) < (${after.weight}, ${after.id}::uuid)` : sql`true`}
    order by review.weight desc, review.id desc limit ${first}`);
  return [...rows];
}

export async function readReview(db: Db, id: string): Promise<ReviewRow | undefined> {
  const [row] = await db.execute<ReviewRow & Record<string, unknown>>(sql`
    select ${columns} from match_review review join match_model model on model.id = review.model_id
    where review.id = ${id}`);
  return row;
}

/** Why the engine joined: of each of its judgements the account, the model, the run. */
export interface DecisionRow {
  readonly judgementId: string;
  readonly runId: string;
  readonly modelVersion: number;
  readonly explanation: Explanation;
}

export async function decisionsOf(db: Db, judgementIds: readonly string[]): Promise<DecisionRow[]> {
  const rows = await db.execute<DecisionRow & Record<string, unknown>>(sql`
    select decision.judgement_id as "judgementId", decision.run_id as "runId", model.version as "modelVersion",
           decision.explanation
    from match_decision decision join match_model model on model.id = decision.model_id
    where decision.judgement_id = any(${sql.param([...judgementIds])}::uuid[])`);
  return [...rows];
}
