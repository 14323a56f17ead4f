import type { Value } from '../golden-records/attribute.js';
import { domainDeclarations } from '../golden-records/domain-declarations.js';
import { rulesOf } from '../golden-records/survivorship-rule.js';
import { decidedRules } from '../golden-records/survivorship-rule.queries.js';
import { faultOfValue } from '../golden-records/value-fault.js';
import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import type { Db, Tx } from '../platform/db/db.js';
import { believeAnew } from './believe-anew.store.js';
import { isSame, withoutPeople } from './caught-up.js';
import { changedAfter, type StandingRecord, standingOf } from './golden-standing.queries.js';
import { placing } from './placing.store.js';
import { type Refused, refused } from './refusal.js';
import { personSource } from './survivorship.js';
import { expiredOverrides, isAhead, overridesOn, standingOverride } from './value-override.queries.js';
import { addOverride, endOverrides, touchGolden } from './value-override.store.js';
import { wordsOf } from './words.queries.js';

export interface Override {
  readonly goldenId: string;
  readonly attribute: string;
  readonly value: Value;
  readonly reason: string;
  /** First day on which it no longer holds; null: until somebody ends it, or the sources say the same. */
  readonly expiresOn: string | null;
  readonly seenRevision: number;
}

export type Overridden = { kind: 'overridden'; overrideId: string; revision: string } | Refused;
export type OverrideWithdrawn = { kind: 'withdrawn'; revision: string } | Refused;

/** A person says what an attribute of a golden record is. That wins over every source and rule, in place of what a person
 *  said before, until it is withdrawn, its days are over, or the sources say the same. Refused where no source says
 *  anything any more: people alone make no belief. */
export async function overrideValue(db: Db, override: Override, caller: Caller): Promise<Overridden> {
  const done = await placing(db, (tx) => overrideNow(tx, override, caller));
  if (done.kind === 'refused') return done;
  return { kind: 'overridden', overrideId: done.overrideId, revision: await revisionOf(db, done.changeId) };
}

async function overrideNow(tx: Tx, override: Override, caller: Caller) {
  const { goldenId, attribute, seenRevision } = override;
  const golden = (await standingOf(tx, [goldenId])).get(goldenId);
  if (golden?.merged) return refused('MERGED');
  if (!golden?.stands) return refused('UNKNOWN_RECORD');
  const wrong = await whatIsWrong(tx, override, golden);
  if (wrong) return wrong;
  if (await changedAfter(tx, [goldenId], seenRevision)) return refused('CHANGED_MEANWHILE');
  const changeId = await recordChange(tx, { actor: caller.actor, act: 'override value' });
  const replaced = await overridesOn(tx, goldenId, attribute);
  await endOverrides(
    tx,
    replaced.map(({ id }) => id),
    'REPLACED',
    changeId,
  );
  const overrideId = await addOverride(tx, { ...override, domain: golden.domain }, changeId);
  await believeAgain(tx, [goldenId], changeId);
  await audit(tx, {
    ...{ actor: caller.actor, act: 'override value', subject: `GoldenRecord:${goldenId}` },
    detail: { attribute, override: overrideId },
  });
  return { kind: 'written' as const, overrideId, changeId };
}

async function whatIsWrong(
  tx: Tx,
  { goldenId, attribute, value, expiresOn }: Override,
  { domain }: StandingRecord,
): Promise<Refused | undefined> {
  const { attributes, name } = domainDeclarations[domain];
  const declared = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  if (!declared) return refused('UNKNOWN_ATTRIBUTE');
  if (faultOfValue(attribute, declared, value)) return refused('UNFIT_VALUE');
  if (expiresOn !== null && !(await isAhead(tx, expiresOn))) return refused('EXPIRED');
  const decided = (await decidedRules(tx)).filter((rule) => rule.domain === domain);
  const words = (await wordsOf(tx, [goldenId])).get(goldenId) ?? [];
  if (words.every(({ source }) => source === personSource)) return refused('NOTHING_WOULD_REMAIN');
  const said = withoutPeople(words, attribute, { name, rules: rulesOf(domain, decided) });
  return isSame(value, said) ? refused('ALREADY_BELIEVED') : undefined;
}

/** A person takes an override back: what the sources say survives again. */
export async function withdrawOverride(db: Db, id: string, caller: Caller): Promise<OverrideWithdrawn> {
  const done = await placing(db, async (tx) => {
    const [override] = await standingOverride(tx, id);
    if (!override) return refused('NOT_STANDING');
    const changeId = await recordChange(tx, { actor: caller.actor, act: 'withdraw override' });
    await endOverrides(tx, [id], 'WITHDRAWN', changeId);
    await believeAgain(tx, [override.goldenId], changeId);
    await audit(tx, { actor: caller.actor, act: 'withdraw override', subject: `Override:${id}` });
    return { kind: 'written' as const, changeId };
  });
  return done.kind === 'refused'
    ? done
    : { kind: 'withdrawn', revision: await revisionOf(db, done.changeId) };
}

/** Ends the overrides whose days are over, as one act. While a file is being applied it leaves them for the next turn.
 *  Returns how many ended. */
export async function endExpiredOverrides(db: Db): Promise<number> {
  if ((await expiredOverrides(db)).length === 0) return 0;
  const done = await placing(db, async (tx) => {
    const expired = await expiredOverrides(tx);
    if (expired.length === 0) return { kind: 'written' as const, ended: 0 };
    const changeId = await recordChange(tx, { actor: 'system', act: 'end expired overrides' });
    await endOverrides(
      tx,
      expired.map(({ id }) => id),
      'EXPIRED',
      changeId,
    );
    await believeAgain(
      tx,
      expired.map(({ goldenId }) => goldenId),
      changeId,
    );
    return { kind: 'written' as const, ended: expired.length };
  });
  return done.kind === 'refused' ? 0 : done.ended;
}

async function believeAgain(tx: Tx, goldenIds: readonly string[], changeId: number): Promise<void> {
  await touchGolden(tx, goldenIds);
  await believeAnew(tx, changeId);
}
