import type { System } from '../crosswalk/system-directory.js';
import { setLateAside } from '../golden-records/source-record.store.js';
import { audit } from '../platform/audit/audit.store.js';
import type { Tx } from '../platform/db/db.js';
import { publishGathered } from './apply-import.js';
import { openEnded } from './ended-records.store.js';
import { gatherFacts } from './gather.store.js';
import { keySystems } from './key-systems.queries.js';
import type { RecordFault, RecordOutcome } from './record-outcome.js';
import { giveVersions, outcomesOf, putBehind, stageRecords, strangersAmong } from './record-staging.store.js';
import { type JudgedRecord, type PlacedRecord, recordJudge } from './said-record.js';

/** The feed of records that are sent at once, unless the sender names another. */
export const recordsFeed = 'records';

/** Most records that are sent at once. */
export const mostRecords = 1_000;

export interface RecordDelivery {
  readonly source: string;
  /** Which of the source’s deliveries speaks: a profile’s key to speak of the same records as its files do. */
  readonly feed: string;
  readonly actor: string;
  /** As they were sent, at most 1,000. */
  readonly records: readonly unknown[];
}

export interface AppliedRecords {
  /** In the order of the records. */
  readonly outcomes: readonly RecordOutcome[];
  /** The one act that published them; null if nothing was new. */
  readonly changeId: number | null;
}

/** Publishes records that were sent at once by the path of files: each judged by itself, all that can be taken one
 *  revision, and of each the golden record it found or founded. Several of one key count in the order of their versions,
 *  then of their places: the last is what the source says, those before are kept behind it. In a transaction that has its
 *  turn (`takeTurn`). */
export async function applyRecordsAtOnce(tx: Tx, delivery: RecordDelivery): Promise<AppliedRecords> {
  const { source, feed, actor, records } = delivery;
  const systems = await keySystems(tx);
  const judge = recordJudge(source, systems, new Date());
  const judged = records.map(judge);
  const faults = new Map<number, RecordFault>();
  const placed = placedOf(judged, faults);
  for (const at of await strangersAmong(tx, { source, feed }, placed)) faults.set(at, ofAnotherSystem);
  const { last, behind } = inOrder(placed.filter(({ at }) => !faults.has(at)));
  await stageRecords(tx, last);
  await openEnded(tx);
  const parts = [...new Set(last.map(({ system }) => system))].map((system) => ({
    system,
    says: domainOf(last, system),
  }));
  const forms: ReadonlyMap<string, System> = systems;
  await gatherFacts(tx, { profile: { parts, mappings: [] }, forms, version: null });
  await giveVersions(tx, last);
  await setLateAside(tx, { source, feed });
  await putBehind(tx, { source, feed }, behind);
  const { changeId } = await publishGathered(tx, {
    ...{ source, feed, distinct: false, isLate: false },
    act: { actor, act: `deliver records of ${source}` },
  });
  const outcomes = await outcomesOf(tx, { source, feed }, { last, behind });
  await audit(tx, {
    actor,
    act: 'deliver records',
    subject: `SourceSystem:${source}`,
    detail: { feed, records: records.length, rejected: faults.size },
  });
  return {
    changeId,
    outcomes: judged.map((_, at): RecordOutcome => {
      const fault = faults.get(at) ?? null;
      const outcome = outcomes.get(at);
      if (fault) return { kind: 'REJECTED', goldenId: null, fault };
      if (!outcome) throw new Error('a record that was taken has no outcome');
      return { ...outcome, fault: null };
    }),
  };
}

const ofAnotherSystem: RecordFault = {
  field: 'system',
  problem: 'KEY_OF_ANOTHER_SYSTEM',
  rule: null,
  message: 'the feed has a record of this key already, whose key lies in another system',
};

function placedOf(judged: readonly JudgedRecord[], faults: Map<number, RecordFault>): PlacedRecord[] {
  return judged.flatMap((record, at) => {
    if (record.kind === 'taken') return [{ ...record, at }];
    faults.set(at, record.fault);
    return [];
  });
}

function domainOf(records: readonly PlacedRecord[], system: string) {
  const [first] = records.filter((record) => record.system === system);
  if (!first) throw new Error(`no record of the system ${system}`);
  return first.domain;
}

/** Of each key the last word, and those that came before it. */
function inOrder(records: readonly PlacedRecord[]): { last: PlacedRecord[]; behind: PlacedRecord[] } {
  const last = new Map<string, PlacedRecord>();
  const behind: PlacedRecord[] = [];
  for (const record of records) {
    const identity = JSON.stringify([record.domain, record.issuer, record.key]);
    const other = last.get(identity);
    if (!other) last.set(identity, record);
    else if (isNewer(record, other)) {
      behind.push(other);
      last.set(identity, record);
    } else behind.push(record);
  }
  return { last: [...last.values()], behind };
}

/** A later place is newer, unless both are numbered and it is numbered lower. */
function isNewer({ version }: PlacedRecord, than: PlacedRecord): boolean {
  return version === null || than.version === null || BigInt(version) >= BigInt(than.version);
}
