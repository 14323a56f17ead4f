import type { Domain } from '../../golden-records/domain.js';
import { audit } from '../../platform/audit/audit.store.js';
import { newestRevision } from '../../platform/changes/change.store.js';
import { type Db, transact } from '../../platform/db/db.js';
import { learnApart } from './learn-apart.js';
import { fewestToLearn } from './learn-model.js';
import { BaseChoice } from './match-base.js';
import { matchedDomains } from './match-columns.js';
import { domainsWithoutModel } from './match-model.queries.js';
import { insertModel } from './match-model.store.js';
import { type Registries, streamThings } from './thing.queries.js';

/** Thresholds of a model that nobody has measured: it joins by itself what is overwhelmingly likely (odds of 2^18), and
 *  shows what has one chance in ten. What people decide brings the first down to where it holds. */
export const firstThresholds = { matchFrom: 18, reviewFrom: Math.log2(0.1 / 0.9) } as const;

/** Things from which on a domain gets its first draft without being asked. */
const worthLearning = 500;

export type Learned =
  | { kind: 'learned'; modelId: string }
  | { kind: 'too-few'; things: number; fewest: number };

/** Learns a domain’s weights from what sources say now, without labels, and keeps them as a draft. */
export async function learnModel(
  db: Db,
  {
    domain,
    registries,
    actor,
    signal,
  }: { domain: Domain; registries: Registries; actor: string; signal?: AbortSignal | undefined },
): Promise<Learned> {
  const revision = await newestRevision(db);
  const choice = new BaseChoice(domain);
  await streamThings(db, { domain, pin: revision, registries }, (thing) => choice.hear(thing));
  const table = choice.table();
  if (table.ids.length < fewestToLearn)
    return { kind: 'too-few', things: table.ids.length, fewest: fewestToLearn };
  const parameters = await learnApart(domain, table, signal);
  const modelId = await transact(db, async (tx) => {
    const id = await insertModel(tx, {
      ...{ domain, learnedRevision: revision, parameters, ...firstThresholds },
      ...{ basedOn: null, judgedPairs: 0, madeBy: actor },
    });
    await audit(tx, { actor, act: 'learn match model', subject: `MatchModel:${id}`, detail: { domain } });
    return id;
  });
  return { kind: 'learned', modelId };
}

/** A first draft for every domain that has enough things and none: it answers who may be the same, and joins nothing. */
export async function learnFirstModels(
  db: Db,
  { registries, signal }: { registries: Registries; signal?: AbortSignal | undefined },
): Promise<void> {
  const domains = await domainsWithoutModel(db, matchedDomains, worthLearning);
  for (const domain of domains) {
    if (signal?.aborted) return;
    await learnModel(db, { domain, registries, actor: 'system', signal });
  }
}
