import { goldenSystemId } from './golden-system.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { type Found, isDisputed, type Origin, walkOverRecords, walkToRecord } from './record-walk.js';
import { type Road, targetOf } from './road.js';
import { leadsAnywhere, standingOf } from './standing.js';
import { believedRecord } from './survivor.js';
import type { Question } from './walk-question.js';

export type WalkProblem = 'CODE_UNKNOWN' | 'CODE_INACTIVE' | 'NO_MAPPING' | 'TARGET_INACTIVE';

/** Why several answers are of equal standing: several codes of one thing; a code on the way that points at several golden
 *  records; or an approved mapping that the golden record contradicts. */
export type Ambiguity = 'SEVERAL_TARGETS' | 'SEVERAL_RECORDS' | 'ROADS_DISAGREE';

/** What was found, as roads through the index. */
export type Walk =
  | { readonly kind: 'resolved'; readonly road: Road }
  | { readonly kind: 'ambiguous'; readonly because: Ambiguity; readonly roads: readonly Road[] }
  | { readonly kind: 'unresolved'; readonly problem: WalkProblem };

const unresolved = Object.freeze({
  CODE_UNKNOWN: Object.freeze({ kind: 'unresolved', problem: 'CODE_UNKNOWN' }),
  CODE_INACTIVE: Object.freeze({ kind: 'unresolved', problem: 'CODE_INACTIVE' }),
  NO_MAPPING: Object.freeze({ kind: 'unresolved', problem: 'NO_MAPPING' }),
  TARGET_INACTIVE: Object.freeze({ kind: 'unresolved', problem: 'TARGET_INACTIVE' }),
} as const);

/** Walks from a code to its codes in the target system, by approved facts only, and never chooses between equals: one
 *  active target resolves, several are ambiguous, none is unresolved with the reason. The walks in their order, of which
 *  the first that answers decides: a mapping of the code; if the same thing is asked for, the golden record it points
 *  at; the mappings of the other codes of that record. A mapping "same thing" whose target is not among the codes of
 *  the golden record, though that has some, is ambiguous with both roads. Pure. */
export function walk(index: ResolveIndex, question: Question): Walk {
  if (question.system === goldenSystemId) return walkFromRecord(index, question);
  const code = index.codes.find(question.system, question.issuer, question.normal);
  if (code === -1) return unresolved.CODE_UNKNOWN;
  const standing = standingOf(index, code, question);
  if (standing === 'inactive') return unresolved.CODE_INACTIVE;
  return follow(index, code, question, standing);
}

function follow(index: ResolveIndex, code: number, question: Question, standing: 'active' | 'unsaid'): Walk {
  const { mappings } = index;
  let found = -1;
  let several: number[] | undefined;
  let inactive = false;
  for (let row = index.codes.firstMapping.get(code); row !== -1; row = mappings.next(row)) {
    if (!applies(index, row, question)) continue;
    if (standingOf(index, mappings.targetOf(row), question) === 'inactive') inactive = true;
    else if (found === -1) found = row;
    else several = several ? [...several, row] : [found, row];
  }
  const pointsAtRecord = index.codes.firstRecord.get(code) !== -1;
  if (found !== -1) {
    if (pointsAtRecord && question.purpose === 'SAME_THING') {
      const disputed = (several ?? [found]).some((row) =>
        isDisputed(index, code, targetOf(index, row), question),
      );
      if (disputed) return bothRoads(index, code, question, several ?? [found]);
    }
    return several
      ? { kind: 'ambiguous', because: 'SEVERAL_TARGETS', roads: several }
      : { kind: 'resolved', road: found };
  }
  if (pointsAtRecord) {
    const byRecord = walkRecords(index, { kind: 'code', code }, question);
    if (byRecord.kind !== 'unresolved') return byRecord;
    if (byRecord.problem === 'TARGET_INACTIVE') inactive = true;
  }
  if (inactive) return unresolved.TARGET_INACTIVE;
  return standing === 'unsaid' && !leadsAnywhere(index, code, question.pin)
    ? unresolved.CODE_UNKNOWN
    : unresolved.NO_MAPPING;
}

function applies(index: ResolveIndex, row: number, question: Question): boolean {
  const { mappings } = index;
  return (
    mappings.knownAt(row, question.pin) &&
    mappings.validOn(row, question.day) &&
    mappings.purposeOf(row) === question.purpose &&
    index.codes.systemOf(mappings.targetOf(row)) === question.target
  );
}

/** A mapping "same thing" and the golden record disagree where the record has codes in the target system, but not the
 *  mapping’s. The policy’s level does not matter here: a mapping may well mean another package of the same record. */
function bothRoads(index: ResolveIndex, code: number, question: Question, mappings: readonly number[]): Walk {
  const { roads } = walkToRecord(index, { kind: 'code', code }, { ...question, level: null });
  const mapped = new Set(mappings.map((row) => targetOf(index, row)));
  const others = roads.filter((road) => !mapped.has(road.code));
  return { kind: 'ambiguous', because: 'ROADS_DISAGREE', roads: [...mappings, ...others] };
}

function walkFromRecord(index: ResolveIndex, question: Question): Walk {
  const found = believedRecord(index, question.normal, question.pin);
  if (!found) return unresolved.CODE_UNKNOWN;
  return walkRecords(index, { kind: 'record', ...found }, question);
}

function walkRecords(index: ResolveIndex, origin: Origin, question: Question): Walk {
  const direct =
    question.purpose === 'SAME_THING' ? judge(walkToRecord(index, origin, question)) : unresolved.NO_MAPPING;
  if (direct.kind !== 'unresolved') return direct;
  const mapped = judge(walkOverRecords(index, origin, question));
  return mapped === unresolved.NO_MAPPING ? direct : mapped;
}

function judge({ roads, forked, torn, inactive }: Found): Walk {
  const [only] = roads;
  if (only === undefined) return inactive ? unresolved.TARGET_INACTIVE : unresolved.NO_MAPPING;
  if (roads.length === 1 && !torn) return { kind: 'resolved', road: only };
  return { kind: 'ambiguous', because: forked ? 'SEVERAL_RECORDS' : 'SEVERAL_TARGETS', roads };
}
