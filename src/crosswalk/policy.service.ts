import type { Caller } from '../platform/access/ability.js';
import { audit } from '../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../platform/changes/change.store.js';
import { type Db, sqlState, sqlStates, type Tx, transact } from '../platform/db/db.js';
import { readDirectory } from './index/directory.queries.js';
import { everyAct } from './index/index-around.queries.js';
import { readIssuer } from './issuer.js';
import { findCode } from './mapping.store.js';
import { normaliseCode } from './normal-form.js';
import { type NewPolicy, replacePolicy } from './policy.store.js';
import { goldenSystem, type System, type SystemDirectory } from './system-directory.js';

/** A policy as a person sets it: whole, for what is left out is as in a pair without one. */
export interface PolicySetting
  extends Omit<NewPolicy, 'fromSystem' | 'toSystem' | 'defaultCode' | 'changedBy'> {
  /** Keys of the two systems; `golden` is the golden records. */
  readonly from: string;
  readonly to: string;
  /** Code in the second system. */
  readonly defaultCode: string | null;
  readonly defaultIssuer: string | null;
}

export type PolicySet = { kind: 'set'; revision: string } | { kind: 'refused'; message: string };

type Refused = Extract<PolicySet, { kind: 'refused' }>;

/** Sets the policy of a pair of systems as one published act. Every process answers by it from that revision on, and by
 *  the one before at earlier ones. */
export async function setPolicy(db: Db, setting: PolicySetting, caller: Caller): Promise<PolicySet> {
  const directory = await readDirectory(db);
  const from = systemOf(directory, setting.from);
  const to = systemOf(directory, setting.to);
  if (!from || !to) return refused('There is no such code system.');
  const fault = faultOf(setting, directory);
  if (fault) return refused(fault);
  try {
    const changeId = await transact(db, async (tx) => {
      const defaultCode = await findDefault(tx, to, setting);
      if (typeof defaultCode === 'object' && defaultCode !== null) return defaultCode;
      const change = await recordChange(tx, { actor: caller.actor, act: 'set policy' });
      const { purpose, onMiss, level, cardinality, fourEyes, approvers, keyOrder } = setting;
      const { followReplacements, allowBroader, allowRetired } = setting;
      await replacePolicy(
        tx,
        {
          ...{ fromSystem: numberOf(from), toSystem: numberOf(to), purpose, onMiss, defaultCode, level },
          ...{ cardinality, followReplacements, allowBroader, allowRetired, keyOrder, fourEyes, approvers },
          changedBy: caller.actor,
        },
        change,
      );
      const subject = `Policy:${from.key}>${to.key}`;
      await audit(tx, { actor: caller.actor, act: 'set policy', subject });
      return change;
    });
    return typeof changeId === 'number'
      ? { kind: 'set', revision: await revisionOf(db, changeId) }
      : changeId;
  } catch (error) {
    if (sqlState(error) === sqlStates.uniqueViolation)
      return refused('Somebody else set this policy at the same moment: look, and set it again.');
    throw error;
  }
}

function systemOf(directory: SystemDirectory, key: string): System | undefined {
  return key === goldenSystem.key ? goldenSystem : directory.system(key);
}

function numberOf(system: System): number | null {
  return system === goldenSystem ? null : system.id;
}

const rolePattern = /^[a-z][a-z-]{0,62}$/;

function faultOf(
  { onMiss, defaultCode, to, keyOrder, approvers }: PolicySetting,
  directory: SystemDirectory,
): string | undefined {
  if ((onMiss === 'DEFAULT') !== (defaultCode !== null))
    return 'A suspense code is named where a miss is answered by one, and only there.';
  if (onMiss === 'DEFAULT' && to === goldenSystem.key) return 'A golden record is no suspense code.';
  if (new Set(keyOrder).size < keyOrder.length) return 'The order of keys names one twice.';
  if (keyOrder.some((key) => !directory.contextKey(key, everyAct)))
    return 'The order of keys names a context key that is not declared.';
  if (approvers && (approvers.length === 0 || !approvers.every((role) => rolePattern.test(role))))
    return 'Those who may approve are one or more roles.';
  return undefined;
}

async function findDefault(
  tx: Tx,
  to: System,
  { defaultCode: written, defaultIssuer }: PolicySetting,
): Promise<number | null | Refused> {
  if (written === null) return null;
  const issuer = readIssuer(to, defaultIssuer);
  if (issuer.kind === 'invalid')
    return refused(`The issuer of the suspense code: ${issuer.problem.message}.`);
  const read = normaliseCode(to, written);
  if (read.kind === 'invalid') return refused(`The suspense code: ${read.message}.`);
  const code = await findCode(tx, { systemId: to.id, issuer: issuer.issuer, normal: read.normal });
  return code ?? refused('The second system has no such suspense code.');
}

function refused(message: string): Refused {
  return { kind: 'refused', message };
}
