import { sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/db.js';
import type { MatchModel } from './match-model.queries.js';

export interface JudgedThings {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

/** Pairs of things that people have judged: by standing judgements, but for those of reviews that were asked because of a
 *  rival, and in the model’s sample by two who agree. `thingOf`: the thing of a source record. */
export async function judgedThings(
  db: Db,
  model: MatchModel,
  thingOf: (record: number) => string | undefined,
): Promise<JudgedThings[]> {
  const judgements = await db.execute<{ verdict: 'SAME' | 'DIFFERENT'; here: string; there: string }>(sql`
    select judgement.verdict,
           (select min(record_id)::text from judgement_record where judgement_id = judgement.id and side = 0) as here,
           (select min(record_id)::text from judgement_record where judgement_id = judgement.id and side = 1) as there
    from judgement
    where judgement.domain = ${model.domain} and judgement.judge = 'PERSON' and judgement.to_change is null
      and judgement.verdict in ('SAME', 'DIFFERENT')
      and not exists (select from match_review review
                      where review.judgement_id = judgement.id and review.why = 'CONTESTED')
    order by judgement.id`);
  const labels = await db.execute<{ a: string; b: string; verdict: 'SAME' | 'DIFFERENT' }>(sql`
    select sample.a, sample.b, one.verdict from match_sample sample
    join match_label one on one.model_id = sample.model_id and one.number = sample.number and one.place = 1
    join match_label two on two.model_id = sample.model_id and two.number = sample.number and two.place = 2
    where sample.model_id = ${model.id} and one.verdict = two.verdict and one.verdict <> 'UNSURE'
    order by sample.number`);
  return [
    ...labels.map(({ a, b, verdict }) => ({ a, b, same: verdict === 'SAME' })),
    ...judgements.flatMap(({ verdict, here, there }) => {
      const [a, b] = [thingOf(Number(here)), thingOf(Number(there))];
      return a === undefined || b === undefined ? [] : [{ a, b, same: verdict === 'SAME' }];
    }),
  ];
}
