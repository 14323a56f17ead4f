import { type SQL, sql } from 'drizzle-orm';
import type { Domain } from '../../golden-records/domain.js';
import type { Db, Tx } from '../../platform/db/db.js';
import type { ModelState } from './match-model.table.js';
import type { MatchParameters, Thresholds } from './parameters.js';

export interface MatchModel extends Thresholds {
  readonly id: string;
  readonly domain: Domain;
  readonly version: number;
  readonly state: ModelState;
  readonly learnedRevision: number;
  readonly parameters: MatchParameters;
  readonly basedOn: number | null;
  readonly judgedPairs: number;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly activatedBy: string | null;
  readonly activatedAt: string | null;
}

async function models(db: Db | Tx, which: SQL): Promise<MatchModel[]> {
  const rows = await db.execute<MatchModel & Record<string, unknown>>(sql`
    select id, domain, version, state, learned_revision as "learnedRevision", parameters, match_from as "matchFrom",
           review_from as "reviewFrom", based_on as "basedOn", judged_pairs as "judgedPairs", made_by as "madeBy",
           made_at as "madeAt", activated_by as "activatedBy", activated_at as "activatedAt"
    from match_model where ${which} order by domain, version desc`);
  return rows.map((row) => ({
    ...row,
    learnedRevision: Number(row.learnedRevision),
    madeAt: new Date(row.madeAt).toISOString(),
    activatedAt: row.activatedAt === null ? null : new Date(row.activatedAt).toISOString(),
  }));
}

export async function readModel(db: Db | Tx, id: string): Promise<MatchModel | undefined> {
  return (await models(db, sql`id = ${id}`))[0];
}

/** Every version of a domain, the newest first. */
export function modelsOf(db: Db | Tx, domain: Domain): Promise<readonly MatchModel[]> {
  return models(db, sql`domain = ${domain}`);
}

export async function activeModel(db: Db | Tx, domain: Domain): Promise<MatchModel | undefined> {
  return (await models(db, sql`domain = ${domain} and state = 'ACTIVE'`))[0];
}

/** By what questions are answered: the active model; before there is one, the newest draft. */
export async function askedModel(db: Db | Tx, domain: Domain): Promise<MatchModel | undefined> {
  const found = await models(db, sql`domain = ${domain} and state in ('ACTIVE', 'DRAFT')`);
  return found.find(({ state }) => state === 'ACTIVE') ?? found[0];
}

/** Domains that have things to match and no model yet. */
export async function domainsWithoutModel(
  db: Db,
  domains: readonly Domain[],
  fewest: number,
): Promise<Domain[]> {
  const rows = await db.execute<{ domain: Domain }>(sql`
    select asked.domain from unnest(${sql.param([...domains])}::text[]) as asked(domain)
    where not exists (select from match_model where match_model.domain = asked.domain)
      and (select count(*) from (select from golden_version where golden_version.domain = asked.domain
             and golden_version.to_change is null limit ${fewest}) some) >= ${fewest}`);
  return rows.map(({ domain }) => domain);
}
