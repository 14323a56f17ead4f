import { audit } from '../../platform/audit/audit.store.js';
import { type Db, transact } from '../../platform/db/db.js';
import { type MatchModel, readModel } from './match-model.queries.js';
import { activate } from './match-model.store.js';
import { drawSample } from './match-sample.store.js';

/** Makes a model the one that runs of its domain go by; undefined where there is none such. The next run looks at everything
 *  anew by it. */
export async function activateModel(db: Db, id: string, actor: string): Promise<MatchModel | undefined> {
  return transact(db, async (tx) => {
    const model = await readModel(tx, id);
    if (!model) return undefined;
    await activate(tx, model, actor);
    await audit(tx, {
      ...{ actor, act: 'activate match model', subject: `MatchModel:${id}` },
      detail: { domain: model.domain, version: model.version },
    });
    return readModel(tx, id);
  });
}

/** Draws the sample of a model that people label; how many pairs. */
export async function drawModelSample(
  db: Db,
  model: MatchModel,
  ofEach: number,
  actor: string,
): Promise<number> {
  return transact(db, async (tx) => {
    const drawn = await drawSample(tx, model, ofEach);
    await audit(tx, {
      ...{ actor, act: 'draw match sample', subject: `MatchModel:${model.id}` },
      detail: { pairs: drawn },
    });
    return drawn;
  });
}
