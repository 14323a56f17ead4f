import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/db.js';
import type { Verdict } from '../judgement.table.js';
import type { Zone } from './match-sample.table.js';
import { type Quality, qualityOf } from './measured-quality.js';

/** How good a model is by its sample; null before any pair was labelled by two people. */
export async function measuredQuality(db: Db, modelId: string): Promise<Quality | null> {
  const rows = await db.execute<{ zone: Zone; standsFor: number; first: Verdict; second: Verdict }>(sql`
    select sample.zone, sample.stands_for as "standsFor", one.verdict as first, two.verdict as second
    from match_sample sample
    join match_label one on one.model_id = sample.model_id and one.number = sample.number and one.place = 1
    join match_label two on two.model_id = sample.model_id and two.number = sample.number and two.place = 2
    where sample.model_id = ${modelId}`);
  return rows.length === 0
    ? null
    : qualityOf(
        rows.map(({ zone, standsFor, first, second }) => ({ zone, standsFor, verdicts: [first, second] })),
      );
}

export interface PairToLabel {
  readonly number: number;
  readonly a: string;
  readonly b: string;
}

/** The first pair of a sample that still needs a person and that this one has not labelled. */
export async function nextToLabel(
  db: Db | Tx,
  modelId: string,
  labeller: string,
): Promise<PairToLabel | undefined> {
  const [row] = await db.execute<PairToLabel & Record<string, unknown>>(sql`
    select sample.number, sample.a, sample.b from match_sample sample
    where sample.model_id = ${modelId}
      and (select count(*) from match_label label
           where label.model_id = sample.model_id and label.number = sample.number) < 2
      and not exists (select from match_label mine where mine.model_id = sample.model_id
                      and mine.number = sample.number and mine.labeller = ${labeller})
    order by sample.number limit 1`);
  return row;
}
