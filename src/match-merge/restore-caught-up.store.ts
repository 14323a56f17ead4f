import { decidedRules } from '../golden-records/survivorship-rule.queries.js';
import type { Tx } from '../platform/db/db.js';
import { isSame, withoutPeople } from './caught-up.js';
import { weighingOf } from './merge-preview.js';
import type { CaughtUpOverride } from './value-override.queries.js';
import { addOverride } from './value-override.store.js';
import { wordsOf } from './words.queries.js';

/** Says again what people had said of golden records that were one for a while, where only words of the other one had
 *  caught up with it: neither then nor now do the sources of its own say the same. Its source records belong to it
 *  again already. Returns how many. */
export async function restoreCaughtUp(
  tx: Tx,
  ended: readonly CaughtUpOverride[],
  changeId: number,
): Promise<number> {
  if (ended.length === 0) return 0;
  const decided = await decidedRules(tx);
  const ids = [...new Set(ended.map(({ goldenId }) => goldenId))];
  const now = await wordsOf(tx, ids);
  let restored = 0;
  for (const override of ended) {
    const { goldenId, domain, attribute, value, endedBy } = override;
    const weighing = weighingOf(
      domain,
      decided.filter((rule) => rule.domain === domain),
    );
    const then = await wordsOf(tx, [goldenId], endedBy);
    const isSaid = [then, now].some((words) =>
      isSame(value, withoutPeople(words.get(goldenId) ?? [], attribute, weighing)),
    );
    if (isSaid) continue;
    await addOverride(tx, override, changeId);
    restored++;
  }
  return restored;
}
