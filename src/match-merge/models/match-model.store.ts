import { sql } from 'drizzle-orm';
import type { Domain } from '../../golden-records/domain.js';
import type { Db, Tx } from '../../platform/db/db.js';
import type { MatchModel } from './match-model.queries.js';
import type { MatchParameters, Thresholds } from './parameters.js';

export interface NewModel extends Thresholds {
  readonly domain: Domain;
  readonly learnedRevision: number;
  readonly parameters: MatchParameters;
  readonly basedOn: number | null;
  readonly judgedPairs: number;
  readonly madeBy: string;
}

/** Keeps a model as the next version of its domain, a draft; its id. Two at once are two versions. */
export async function insertModel(tx: Tx, model: NewModel): Promise<string> {
  // One lock a domain: numbers of versions have no gaps and no twins.
  await tx.execute(sql`select pg_advisory_xact_lock(7281, hashtext(${model.domain}))`);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into match_model (domain, version, learned_revision, parameters, match_from, review_from, based_on,
                             judged_pairs, made_by)
    select ${model.domain}, coalesce(max(version), 0) + 1, ${model.learnedRevision},
           ${JSON.stringify(model.parameters)}::text::jsonb, ${model.matchFrom}, ${model.reviewFrom}, ${model.basedOn},
           ${model.judgedPairs}, ${model.madeBy}
    from match_model where domain = ${model.domain} returning id`);
  if (!row) throw new Error('insert into match_model returned no row');
  return row.id;
}

/** Makes a draft, or one that was retired, the active model of its domain. */
export async function activate(db: Db | Tx, { id, domain }: MatchModel, actor: string): Promise<void> {
  await db.execute(sql`
    update match_model set state = 'RETIRED'
    where domain = ${domain} and state = 'ACTIVE' and id <> ${id}`);
  await db.execute(sql`
    update match_model set state = 'ACTIVE', activated_by = ${actor}, activated_at = now() where id = ${id}`);
}
