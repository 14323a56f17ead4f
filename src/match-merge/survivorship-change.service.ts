import { decidedRules, rulesChangedAfter } from '../golden-records/survivorship-rule.queries.js';
import { replaceRules } from '../golden-records/survivorship-rule.store.js';
import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { newestRevision, recordChange, revisionOf } from '../platform/changes/change.store.js';
import { type Db, type Tx, transact } from '../platform/db/db.js';
import { placing } from './placing.store.js';
import { type Refused, refused } from './refusal.js';
import { gatherRebuilt, rebuildGoldenRecords } from './survivorship.store.js';
import { rulesAfter, rulesAsked, type SurvivorshipChange } from './survivorship-change.js';
import { type ChangedBelief, sampleRebuilt, sourceKeys, touchDomain } from './survivorship-change.store.js';

export interface SurvivorshipPreview {
  readonly kind: 'preview';
  readonly revision: string;
  /** How many golden records would be believed otherwise. */
  readonly changed: number;
  readonly sample: readonly ChangedBelief[];
}

/** What a change of survivorship would alter across the hub. Changes nothing. */
export function previewSurvivorship(
  db: Db,
  change: SurvivorshipChange,
  most: number,
): Promise<SurvivorshipPreview | Refused> {
  return transact(db, async (tx) => {
    const revision = String(await newestRevision(tx));
    const asked = rulesAsked(change, await sourceKeys(tx));
    if (asked.kind === 'refused') return asked;
    const { domain, attributes } = change;
    const decided = (await decidedRules(tx)).filter((rule) => rule.domain === domain);
    const after = rulesAfter(domain, decided, { attributes, rules: asked.rules });
    await touchDomain(tx, domain);
    await gatherRebuilt(
      tx,
      [...after.values()].map((rule) => ({ ...rule, domain })),
    );
    return { kind: 'preview', revision, ...(await sampleRebuilt(tx, most)) };
  });
}

export type SurvivorshipChanged = { kind: 'changed'; changed: number; revision: string } | Refused;

/** Changes which words survive, from now on and for everything the hub holds, as one act: what it believed by the rules
 *  before stays known of the past. */
export async function changeSurvivorship(
  db: Db,
  change: SurvivorshipChange & { readonly reason: string | null; readonly seenRevision: number },
  caller: Caller,
): Promise<SurvivorshipChanged> {
  const done = await placing(db, (tx) => changeNow(tx, change, caller));
  if (done.kind === 'refused') return done;
  return { kind: 'changed', changed: done.changed, revision: await revisionOf(db, done.changeId) };
}

async function changeNow(
  tx: Tx,
  change: SurvivorshipChange & { readonly reason: string | null; readonly seenRevision: number },
  caller: Caller,
) {
  const { domain, attributes, reason, seenRevision } = change;
  const asked = rulesAsked(change, await sourceKeys(tx));
  if (asked.kind === 'refused') return asked;
  if (await rulesChangedAfter(tx, domain, seenRevision)) return refused('CHANGED_MEANWHILE');
  const changeId = await recordChange(tx, { actor: caller.actor, act: 'change survivorship' });
  await replaceRules(tx, domain, { attributes, rules: asked.rules, reason }, changeId);
  await touchDomain(tx, domain);
  const changed = await rebuildGoldenRecords(tx, changeId, { keepOverrides: true });
  await audit(tx, {
    ...{ actor: caller.actor, act: 'change survivorship', subject: `Domain:${domain}` },
    detail: { attributes: attributes.join(', '), strategy: change.strategy, changed },
  });
  return { kind: 'written' as const, changed, changeId };
}
