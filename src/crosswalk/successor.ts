import { fitOf, Hindrances, mostSpecific } from './context/conditions.js';
import { mergedInto } from './context/places.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { recordsBehind } from './record-rows.js';
import type { Origin } from './record-walk.js';
import { type Hop, relationshipOn } from './road.js';
import { believedAt } from './survivor.js';
import type { Question } from './walk-question.js';

/** What took the place of something, each with the way there from what was asked; or the context keys that must be known
 *  to tell. */
export interface Successors {
  readonly successors: readonly Origin[];
  readonly keys?: {
    readonly problem: 'CONTEXT_REQUIRED' | 'CONTEXT_UNKNOWN';
    readonly keys: readonly number[];
  };
}

interface Candidate {
  readonly row: number;
  readonly successor: Origin;
}

/** The approved successors of a code, or of the golden record behind it: what mappings REPLACED_BY say that hold on the
 *  day in the question’s context, the most specific of them. */
export function successorsOf(index: ResolveIndex, origin: Origin, question: Question): Successors {
  const hindrances = new Hindrances();
  const found: Candidate[] = [];
  for (const { first, way } of startsOf(index, origin, question)) {
    replacements(index, first, way, question, hindrances, found);
  }
  const { unknown, missing } = hindrances;
  if (unknown) return stoppedBy('CONTEXT_UNKNOWN', unknown);
  if (found.length === 0 && missing) return stoppedBy('CONTEXT_REQUIRED', missing);
  const decisive = mostSpecific(
    index,
    found,
    ({ row }) => index.mappings.specialOf(row).conditions,
    question,
  );
  const distinct = new Map<string, Origin>();
  const { mappings } = index;
  // By their ids: whichever was loaded first must not show in the path.
  for (const { successor } of [...decisive].sort((a, b) =>
    mappings.idOf(a.row) < mappings.idOf(b.row) ? -1 : 1,
  )) {
    const place = successor.kind === 'code' ? `code ${successor.code}` : `record ${successor.record}`;
    // The same thing in another relationship to what was asked is another answer.
    const key = `${place} ${relationshipOn(index, { code: -1, record: -1, hops: successor.way })}`;
    if (!distinct.has(key)) distinct.set(key, successor);
  }
  return { successors: [...distinct.values()] };
}

function stoppedBy(problem: 'CONTEXT_REQUIRED' | 'CONTEXT_UNKNOWN', keys: ReadonlySet<number>): Successors {
  return { successors: [], keys: { problem, keys: [...keys].sort((a, b) => a - b) } };
}

/** The chains of mappings of the code itself and of its golden records. */
function startsOf(
  index: ResolveIndex,
  origin: Origin,
  question: Question,
): { first: number; way: readonly Hop[] }[] {
  const { codes, records } = index;
  const ofRecord = (record: number, way: readonly Hop[]) =>
    mergedInto(index, record, question.pin).map((each) => ({ first: records.firstMapping.get(each), way }));
  if (origin.kind === 'record') return ofRecord(origin.record, origin.way);
  const behind = [...recordsBehind(index, origin.code, question)].flatMap(([record, row]) =>
    ofRecord(record, [...origin.way, { kind: 'to-record', row }]),
  );
  return [{ first: codes.firstMapping.get(origin.code), way: origin.way }, ...behind];
}

function replacements(
  index: ResolveIndex,
  first: number,
  way: readonly Hop[],
  question: Question,
  hindrances: Hindrances,
  found: Candidate[],
): void {
  const { mappings } = index;
  for (let row = first; row !== -1; row = mappings.next(row)) {
    if (mappings.purposeOf(row) !== 'REPLACED_BY' || mappings.kindOf(row) !== 'MAP') continue;
    if (!mappings.knownAt(row, question.pin) || !mappings.validOn(row, question.day)) continue;
    const { conditions } = mappings.specialOf(row);
    if (conditions !== 0 && fitOf(index, conditions, question, hindrances) !== 'holds') continue;
    const successor = arrivedAt(index, row, [...way, { kind: 'replacement', row }], question.pin);
    if (successor) found.push({ row, successor });
  }
}

function arrivedAt(index: ResolveIndex, row: number, way: readonly Hop[], pin: number): Origin | undefined {
  const code = index.mappings.targetOf(row);
  if (code !== -1) return { kind: 'code', code, way };
  const believed = believedAt(index, index.mappings.goldenTargetOf(row), pin);
  return believed && { kind: 'record', record: believed.record, way: [...way, ...believed.way] };
}
