import { plainAnswer, walkMappings } from './code-walk.js';
import { Hindrances } from './context/conditions.js';
import { goldenSystemId } from './golden-system.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { type Found, type Origin, originAtCode, walkOverRecords, walkToRecord } from './record-walk.js';
import { mappingOn, type RecordRoad, type Road } from './road.js';
import { leadsAnywhere, standingOf } from './standing.js';
import { successorsOf } from './successor.js';
import { believedRecord } from './survivor.js';
import { type Question, rulesOf } from './walk-question.js';
import type { Unresolved, Walk, WalkProblem } from './walk-result.js';

const because = (problem: WalkProblem): Unresolved => Object.freeze({ kind: 'unresolved', problem });
const unresolved = {
  CODE_UNKNOWN: because('CODE_UNKNOWN'),
  CODE_INACTIVE: because('CODE_INACTIVE'),
  NO_MAPPING: because('NO_MAPPING'),
  TARGET_INACTIVE: because('TARGET_INACTIVE'),
  TARGET_BROADER: because('TARGET_BROADER'),
} as const;

/** Walks from a code to its codes in the target system, by approved facts only, and never chooses between equals: one
 *  active target resolves, several are ambiguous, none is unresolved with the reason. The walks in their order, of which
 *  the first that answers decides: the mappings of the code; if the same thing is asked for, the golden record it points
 *  at; the mappings of that record and of its other codes. Of mappings under conditions those count that hold in the
 *  question’s context, of these the most specific. A mapping of the code that its golden record contradicts is ambiguous
 *  with both roads, unless it was approved as an exception. Where nothing answers and the policy follows replacements, the
 *  approved successor is asked. Pure. */
export function walk(index: ResolveIndex, question: Question): Walk {
  if (question.system === goldenSystemId) {
    const believed = believedRecord(index, question.normal, question.pin);
    if (!believed) return unresolved.CODE_UNKNOWN;
    return walkFrom(index, { kind: 'record', ...believed }, question);
  }
  const code = index.codes.find(question.system, question.issuer, question.normal);
  if (code === -1) return unresolved.CODE_UNKNOWN;
  if (standingOf(index, code, question) !== 'inactive') {
    const road = plainAnswer(index, code, question);
    if (road !== -1) return { kind: 'resolved', road };
  }
  return walkFrom(index, originAtCode(code), question);
}

function walkFrom(
  index: ResolveIndex,
  origin: Origin,
  question: Question,
  seen: readonly Origin[] = [],
): Walk {
  const found =
    origin.kind === 'code' ? fromCode(index, origin, question) : fromRecord(index, origin, question);
  if (found.kind !== 'unresolved' || found.keys || !rulesOf(question).followReplacements) return found;
  return fromSuccessors(index, origin, question, seen) ?? found;
}

function fromCode(index: ResolveIndex, origin: Extract<Origin, { kind: 'code' }>, question: Question): Walk {
  const { code } = origin;
  const standing = standingOf(index, code, question);
  if (standing === 'inactive') return unresolved.CODE_INACTIVE;
  const hindrances = new Hindrances();
  const mapped = walkMappings(index, origin, question, hindrances);
  if (mapped) return mapped;
  if (index.codes.firstRecord.get(code) !== -1 || index.codes.firstMapping.get(code) !== -1) {
    const byRecord = overRecords(index, origin, question, hindrances);
    if (byRecord) return byRecord;
  }
  if (standing === 'unsaid' && !hindrances.any && !leadsAnywhere(index, code, question.pin)) {
    return unresolved.CODE_UNKNOWN;
  }
  return hindered(hindrances);
}

function fromRecord(index: ResolveIndex, origin: Origin, question: Question): Walk {
  const hindrances = new Hindrances();
  return overRecords(index, origin, question, hindrances) ?? hindered(hindrances);
}

/** Over golden records, undefined if nothing answers. */
function overRecords(
  index: ResolveIndex,
  origin: Origin,
  question: Question,
  hindrances: Hindrances,
): Walk | undefined {
  if (question.purpose === 'SAME_THING') {
    const direct = judge(index, walkToRecord(index, origin, question, hindrances));
    if (direct) return direct;
  }
  const mapped = walkOverRecords(index, origin, question, hindrances);
  return hindrances.unknown ? hindered(hindrances) : judge(index, mapped);
}

function judge(index: ResolveIndex, { roads, noMaps, many, forked, torn }: Found): Walk | undefined {
  const [only] = roads;
  const [nowhere] = noMaps;
  if (only && nowhere)
    return { kind: 'ambiguous', because: forked ? 'SEVERAL_RECORDS' : 'NO_MAP_DISPUTED', roads };
  if (nowhere)
    return torn
      ? { kind: 'ambiguous', because: 'SEVERAL_RECORDS', roads }
      : { kind: 'no-map', road: nowhere };
  if (!only) return undefined;
  if (roads.length === 1 && !torn) return { kind: 'resolved', road: only };
  if (many) return { kind: 'several', roads: inSequence(index, roads) };
  return { kind: 'ambiguous', because: forked ? 'SEVERAL_RECORDS' : 'SEVERAL_TARGETS', roads };
}

function inSequence({ mappings }: ResolveIndex, roads: readonly RecordRoad[]): readonly RecordRoad[] {
  const placeOf = (road: RecordRoad) => mappings.specialOf(mappingOn(road)).sequence ?? 0;
  return [...roads].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Why nothing answers: what the caller can mend first. */
function hindered({ missing, unknown, broader, inactive }: Hindrances): Unresolved {
  if (unknown) return { kind: 'unresolved', problem: 'CONTEXT_UNKNOWN', keys: sorted(unknown) };
  if (missing) return { kind: 'unresolved', problem: 'CONTEXT_REQUIRED', keys: sorted(missing) };
  if (inactive) return unresolved.TARGET_INACTIVE;
  return broader ? unresolved.TARGET_BROADER : unresolved.NO_MAPPING;
}

const sorted = (keys: ReadonlySet<number>): readonly number[] => [...keys].sort((a, b) => a - b);

/** What the approved successors of what was asked answer; undefined where there is none, or they answer nothing. */
function fromSuccessors(
  index: ResolveIndex,
  origin: Origin,
  question: Question,
  seen: readonly Origin[],
): Walk | undefined {
  const past = [...seen, origin];
  const { successors, keys } = successorsOf(index, origin, question);
  if (keys) return { kind: 'unresolved', ...keys };
  const found = successors
    .filter((each) => !past.some((other) => isSamePlace(each, other)))
    .map((each) => walkFrom(index, each, question, past));
  const [only] = found;
  if (found.length === 1 && only) return only.kind === 'unresolved' && !only.keys ? undefined : only;
  const roads = found.flatMap(roadsOf);
  return roads.length === 0 ? undefined : { kind: 'ambiguous', because: 'SEVERAL_SUCCESSORS', roads };
}

function isSamePlace(a: Origin, b: Origin): boolean {
  return a.kind === 'code'
    ? b.kind === 'code' && a.code === b.code
    : b.kind === 'record' && a.record === b.record;
}

function roadsOf(found: Walk): readonly Road[] {
  switch (found.kind) {
    case 'resolved':
      return [found.road];
    case 'several':
    case 'ambiguous':
      return found.roads;
    case 'no-map':
    case 'unresolved':
      return [];
    default:
      return found satisfies never;
  }
}
