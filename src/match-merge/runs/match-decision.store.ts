import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import type { Explanation } from '../score/explanation.js';

export interface NewDecision {
  readonly judgementId: string;
  readonly survivorId: string;
  readonly mergedId: string;
  readonly explanation: Explanation;
}

/** Keeps why the engine joined pairs of golden records, each with its judgement. */
export async function keepDecisions(
  tx: Tx,
  { id, modelId }: { readonly id: string; readonly modelId: string },
  decisions: readonly NewDecision[],
): Promise<void> {
  await tx.execute(sql`
    insert into match_decision (judgement_id, run_id, model_id, survivor_id, merged_id, weight, explanation)
    select said."judgementId", ${id}, ${modelId}, said."survivorId", said."mergedId",
           (said.explanation ->> 'weight')::double precision, said.explanation
    from jsonb_to_recordset(${JSON.stringify(decisions)}::text::jsonb)
      as said("judgementId" uuid, "survivorId" uuid, "mergedId" uuid, explanation jsonb)`);
}
