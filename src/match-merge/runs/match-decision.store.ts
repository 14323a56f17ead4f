import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/db.js';
import type { Explanation } from '../score/explanation.js';

/** Keeps why the engine joined two golden records, with its judgement. */
export async function keepDecision(
  tx: Tx,
  decision: {
    readonly judgementId: string;
    readonly runId: string;
    readonly modelId: string;
    readonly survivorId: string;
    readonly mergedId: string;
    readonly explanation: Explanation;
  },
): Promise<void> {
  const { judgementId, runId, modelId, survivorId, mergedId, explanation } = decision;
  await tx.execute(sql`
    insert into match_decision (judgement_id, run_id, model_id, survivor_id, merged_id, weight, explanation)
    values (${judgementId}, ${runId}, ${modelId}, ${survivorId}, ${mergedId}, ${explanation.weight},
            ${JSON.stringify(explanation)}::text::jsonb)`);
}
