import { randomUUID } from 'node:crypto';
import type { Caller } from '../platform/access/ability.js';
import type { Tx } from '../platform/db/db.js';
import type { Problem } from '../platform/problem.js';
import type { SaidValue } from './context/said-context.js';
import {
  ensureCode,
  ensureConditions,
  findCode,
  goldenOfCode,
  insertMapping,
  isGolden,
} from './mapping.store.js';
import type { ReadMapping, StatedEnd } from './read-mapping.js';
import { goldenSystem } from './system-directory.js';

/** Whose proposal a mapping comes from. */
export interface Proposal {
  readonly id: string;
  readonly actor: string;
  readonly person: string;
}

interface Act {
  readonly caller: Caller;
  readonly proposal: Proposal | null;
  readonly changeId: number;
}

type Unfit = { readonly kind: 'invalid'; readonly problem: Problem };

/** Writes the rows of an approved statement, and tells the id of the first. */
export async function publishMapping(
  tx: Tx,
  read: ReadMapping,
  { caller, proposal, changeId }: Act,
): Promise<{ readonly kind: 'written'; readonly id: string } | Unfit> {
  const conditions = await placeConditions(tx, read.conditions);
  if ('kind' in conditions) return conditions;
  const from = await placeStart(tx, read.from);
  if (!from) return unknownRecord;
  const { mappingKind: kind, purpose, exception, reason, validFrom, validTo } = read;
  const statement = {
    ...{ kind, purpose, exception, reason, validFrom, validTo, changeId, source: 'steward' },
    ...{
      fromCode: from.code,
      fromGolden: from.golden,
      conditionSetId: await ensureConditions(tx, conditions),
    },
    ...{ proposedBy: proposal?.actor ?? null, proposedPerson: proposal?.person ?? null },
    ...{ proposalId: proposal?.id ?? null, approvedBy: caller.actor, approvedPerson: caller.person },
  };
  if (kind === 'NO_MAP') {
    const nothing = { toCode: null, toSystem: read.targetSystem.id, relationship: 'EQUIVALENT' } as const;
    return { kind: 'written', id: await insertMapping(tx, { ...statement, ...nothing }) };
  }
  const groupId = read.targets.length > 1 ? randomUUID() : null;
  let first: string | undefined;
  for (const [at, target] of read.targets.entries()) {
    const to = await placeTarget(tx, target);
    if (!to) return target.system === goldenSystem ? unknownRecord : unknownTarget;
    const id = await insertMapping(tx, {
      ...{ ...statement, toCode: to.code, toGolden: to.golden, relationship: target.relationship },
      ...(groupId !== null && { groupId, part: target.part, sequence: at + 1 }),
    });
    first ??= id;
  }
  if (first === undefined) throw new Error('a statement without targets was read');
  return { kind: 'written', id: first };
}

const unknownTarget: Unfit = {
  kind: 'invalid',
  problem: { code: 'CODE_UNKNOWN', message: 'the target system has no such code' },
};
const unknownRecord: Unfit = {
  kind: 'invalid',
  problem: { code: 'CODE_UNKNOWN', message: 'there is no such golden record' },
};

interface Place {
  readonly code: number | null;
  readonly golden: string | null;
}

/** A code mapped from may be new: that it is asked about is reason enough. */
async function placeStart(tx: Tx, { system, ...code }: StatedEnd): Promise<Place | undefined> {
  if (system === goldenSystem) return placeGolden(tx, code.normal);
  return { code: await ensureCode(tx, { ...code, systemId: system.id }), golden: null };
}

async function placeTarget(tx: Tx, { system, ...code }: StatedEnd): Promise<Place | undefined> {
  if (system === goldenSystem) return placeGolden(tx, code.normal);
  const found = await findCode(tx, { ...code, systemId: system.id });
  return found === undefined ? undefined : { code: found, golden: null };
}

async function placeGolden(tx: Tx, id: string): Promise<Place | undefined> {
  return (await isGolden(tx, id)) ? { code: null, golden: id } : undefined;
}

type Placed = Parameters<typeof ensureConditions>[1];

/** Codes of conditions stand for the golden record that they name today: conditions outlive codes. */
async function placeConditions(tx: Tx, conditions: readonly SaidValue[]): Promise<Placed | Unfit> {
  const placed: Placed[number][] = [];
  for (const { key, word, goldenId, code } of conditions) {
    const record = code ? await goldenOfCode(tx, code) : goldenId;
    if (record === undefined || (record !== null && !(await isGolden(tx, record)))) {
      const message = `the hub knows no one record by what stands for ${key.key}`;
      return { kind: 'invalid', problem: { code: 'CONTEXT_UNKNOWN', message } };
    }
    placed.push({ key, word, goldenId: record });
  }
  return placed;
}
