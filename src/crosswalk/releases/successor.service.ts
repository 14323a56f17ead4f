import { type Caller, mayInSystem } from '../../platform/access/ability.js';
import { audit } from '../../platform/audit/audit.store.js';
import { recordChange, revisionOf } from '../../platform/changes/change.store.js';
import { brokenConstraint, type Db, sqlState, sqlStates, type Tx, transact } from '../../platform/db/db.js';
import { closeAnsweredMisses } from '../answered-misses.store.js';
import { parseDate } from '../day.js';
import { readDirectory } from '../index/directory.queries.js';
import { findCode } from '../mapping.store.js';
import { normaliseCode } from '../normal-form.js';
import type { System } from '../system-directory.js';
import { endUses } from './retired-use.store.js';
import { claimUse, holdsOn, succeed } from './successor.store.js';

/** Most uses that are accepted in one act. */
export const mostAccepted = 1_000;

export interface AcceptedUse {
  readonly id: string;
  /** The code that takes over, as written; the proposed one where none is named. */
  readonly successor?: string | null;
}

export const acceptOutcomes = [
  'ACCEPTED',
  'NOT_OPEN',
  'NO_SUCCESSOR',
  'SUCCESSOR_INACTIVE',
  'BAD_DATE',
  'ALREADY_MAPPED',
  'SECOND_PERSON_NEEDED',
] as const;
export type AcceptOutcome = (typeof acceptOutcomes)[number];

export interface Accepted {
  readonly id: string;
  readonly kind: AcceptOutcome;
  readonly mappingId: string | null;
}

export type Acceptance =
  | { kind: 'judged'; outcomes: readonly Accepted[]; revision: string | null }
  | { kind: 'refused'; message: string };

/** Lets mappings lead to the successors of their retired targets from one day on, as one published act: each by itself,
 *  those that can be accepted. What held before that day holds still. */
export async function acceptSuccessors(
  db: Db,
  { uses, effectiveOn, reason }: { uses: readonly AcceptedUse[]; effectiveOn: string; reason: string | null },
  caller: Caller,
): Promise<Acceptance> {
  if (uses.length === 0 || uses.length > mostAccepted)
    return { kind: 'refused', message: `There are 1 to ${mostAccepted} uses in a call.` };
  if (parseDate(effectiveOn) === undefined)
    return { kind: 'refused', message: '`effectiveOn` is a day such as 2026-01-01.' };
  const directory = await readDirectory(db);
  const judged = await transact(db, async (tx) => {
    let changeId: number | undefined;
    const change = async () => {
      changeId ??= await recordChange(tx, { actor: caller.actor, act: 'accept successors' });
      return changeId;
    };
    const outcomes: Accepted[] = [];
    for (const use of uses) {
      const system = (id: number) => directory.system(directory.keyOf(id));
      outcomes.push(await acceptOne(tx, use, { on: effectiveOn, reason, caller, change, system }));
    }
    if (changeId === undefined) return { outcomes, changeId };
    await closeAnsweredMisses(tx, changeId);
    const accepted = outcomes.filter(({ kind }) => kind === 'ACCEPTED').length;
    await audit(tx, {
      actor: caller.actor,
      act: 'accept successors',
      subject: 'RetiredCodeUse',
      detail: { accepted, refused: outcomes.length - accepted },
    });
    return { outcomes, changeId };
  });
  const { outcomes, changeId } = judged;
  return {
    kind: 'judged',
    outcomes,
    revision: changeId === undefined ? null : await revisionOf(db, changeId),
  };
}

interface Act {
  readonly on: string;
  readonly reason: string | null;
  readonly caller: Caller;
  readonly change: () => Promise<number>;
  readonly system: (id: number) => System | undefined;
}

async function acceptOne(tx: Tx, { id, successor: written }: AcceptedUse, act: Act): Promise<Accepted> {
  const { on, reason, caller, change } = act;
  const is = (kind: AcceptOutcome, mappingId: string | null = null): Accepted => ({ id, kind, mappingId });
  const use = await claimUse(tx, id);
  if (!use || !mayInSystem(caller.ability, 'decide Mapping', use.from)) return is('NOT_OPEN');
  const successor = written
    ? await codeNamed(tx, act.system(use.targetSystem), written)
    : (use.successor ?? undefined);
  if (successor === undefined) return is('NO_SUCCESSOR');
  if (!(await holdsOn(tx, successor, on))) return is('SUCCESSOR_INACTIVE');
  if (!isWithin(on, use)) return is('BAD_DATE');
  const changeId = await change();
  try {
    const mappingId = await tx.transaction((part) =>
      succeed(part as Tx, {
        ...{ mappingId: use.mappingId, successor, on, reason },
        ...{ actor: caller.actor, person: caller.person, changeId },
      }),
    );
    await endUses(tx, [id], changeId);
    return is('ACCEPTED', mappingId);
  } catch (error) {
    if (sqlState(error) === sqlStates.exclusionViolation) return is('ALREADY_MAPPED');
    if (brokenConstraint(error) === 'mapping_four_eyes') return is('SECOND_PERSON_NEEDED');
    throw error;
  }
}

async function codeNamed(tx: Tx, system: System | undefined, written: string): Promise<number | undefined> {
  const read = system && normaliseCode(system, written);
  return read?.kind === 'normal'
    ? findCode(tx, { systemId: system?.id ?? 0, issuer: '', normal: read.normal })
    : undefined;
}

function isWithin(day: string, { validFrom, validTo }: { validFrom: string; validTo: string }): boolean {
  return (validFrom === '-infinity' || validFrom < day) && (validTo === 'infinity' || day < validTo);
}
