import { audit } from '../../platform/audit/audit.store.js';
import { newestRevision } from '../../platform/changes/change.store.js';
import { type Db, transact } from '../../platform/db/db.js';
import { judgedThings } from './judged-things.queries.js';
import { KeptIndex } from './kept-index.js';
import type { MatchModel } from './match-model.queries.js';
import { insertModel } from './match-model.store.js';
import { type JudgedPair, recalibrate } from './recalibrate.js';
import type { Registries } from './thing.queries.js';

/** Makes the next version of a model by what people have judged, as a draft: standing judgements between two things, and
 *  sampled pairs of which two people said the same. Pairs that were asked because another road excluded them say nothing
 *  about weights and are left out. */
export async function recalibrateModel(
  db: Db,
  model: MatchModel,
  { registries, actor }: { registries: Registries; actor: string },
): Promise<{ modelId: string; judgedPairs: number }> {
  const kept = await KeptIndex.build(db, model, registries, await newestRevision(db));
  const judged = new Map<string, JudgedPair>();
  for (const { a, b, same } of await judgedThings(db, model, (record) => kept.thingOf(record))) {
    if (a === b || !kept.thing(a) || !kept.thing(b)) continue;
    const { parts, vetoed } = kept.index.account(a, b);
    if (vetoed.length > 0) continue;
    judged.set(a < b ? `${a} ${b}` : `${b} ${a}`, { bits: parts.map(({ bits }) => bits), same });
  }
  const pairs = [...judged.values()];
  const { parameters, thresholds } = recalibrate(model.parameters, model, pairs);
  const modelId = await transact(db, async (tx) => {
    const id = await insertModel(tx, {
      ...{ domain: model.domain, learnedRevision: model.learnedRevision, parameters, ...thresholds },
      ...{ basedOn: model.version, judgedPairs: pairs.length, madeBy: actor },
    });
    await audit(tx, {
      ...{ actor, act: 'recalibrate match model', subject: `MatchModel:${id}` },
      detail: { basedOn: model.version, judgedPairs: pairs.length },
    });
    return id;
  });
  return { modelId, judgedPairs: pairs.length };
}
