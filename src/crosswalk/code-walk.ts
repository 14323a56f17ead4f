import { fitOf, Hindrances, mostSpecific } from './context/conditions.js';
import { isDenied } from './denial.js';
import { goldenSystemId } from './golden-system.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { type Found, isDisputed, type Origin, walkOverRecords, walkToRecord } from './record-walk.js';
import { type Hop, hopsOf, type Road, recordOn, relationshipOn, targetOf } from './road.js';
import { standingOf } from './standing.js';
import { believedAt } from './survivor.js';
import { type Question, rulesOf } from './walk-question.js';
import type { Ambiguity, Walk } from './walk-result.js';

type CodeOrigin = Extract<Origin, { kind: 'code' }>;

/** The row of the one plain mapping that answers, which is how nearly every question ends; -1 if it does not end so. */
export function plainAnswer(index: ResolveIndex, code: number, question: Question): number {
  const { mappings, codes } = index;
  const { allowBroader } = rulesOf(question);
  let found = -1;
  for (let row = codes.firstMapping.get(code); row !== -1; row = mappings.next(row)) {
    if (!applies(index, row, question)) continue;
    if (found !== -1 || !mappings.isPlain(row)) return -1;
    if (!allowBroader && mappings.relationshipOf(row) === 'BROADER') return -1;
    found = row;
  }
  if (found === -1 || standingOf(index, mappings.targetOf(found), question) === 'inactive') return -1;
  if (codes.firstRecord.get(code) === -1) return found;
  return mayBeDisputed(index, code, mappings.targetOf(found), question) ? -1 : found;
}

/** Whether the golden record behind a code may say otherwise. */
function mayBeDisputed(index: ResolveIndex, code: number, target: number, question: Question): boolean {
  if (question.purpose === 'SAME_THING' && isDisputed(index, code, target, question)) return true;
  const { codes, recordCodes, records, redirects } = index;
  for (let row = codes.firstRecord.get(code); row !== -1; row = recordCodes.next(row)) {
    const record = recordCodes.recordOf(row);
    if (records.firstMapping.get(record) !== -1 || redirects.into(record, question.pin).length > 0)
      return true;
  }
  return false;
}

/** Whether a mapping of the purpose leads into the target system, or denies that another does. */
function applies(index: ResolveIndex, row: number, question: Question): boolean {
  const { mappings, codes } = index;
  if (!mappings.knownAt(row, question.pin) || !mappings.validOn(row, question.day)) return false;
  if (mappings.purposeOf(row) !== question.purpose) return false;
  const code = mappings.targetOf(row);
  if (code !== -1) return codes.systemOf(code) === question.target;
  const empty = mappings.emptySystemOf(row);
  return empty === -1 ? question.target === goldenSystemId : empty === question.target;
}

/** Rows that are one statement: a mapping of its own, or all targets of a one-to-many one. */
interface Statement {
  readonly rows: readonly number[];
  readonly roads: readonly Road[];
}

/** What the mappings of a code answer; undefined if they do not. Of those whose conditions hold the most specific count;
 *  what is denied, means more than it may or is not active falls away after that, so that the more general one never
 *  answers for a special case that was decided. */
export function walkMappings(
  index: ResolveIndex,
  origin: CodeOrigin,
  question: Question,
  hindrances: Hindrances,
): Walk | undefined {
  const { mappings } = index;
  const fitting: number[] = [];
  for (let row = index.codes.firstMapping.get(origin.code); row !== -1; row = mappings.next(row)) {
    if (!applies(index, row, question) || mappings.kindOf(row) === 'NOT') continue;
    const { conditions } = mappings.specialOf(row);
    if (conditions === 0 || fitOf(index, conditions, question, hindrances) === 'holds') fitting.push(row);
  }
  const { unknown } = hindrances;
  if (unknown)
    return { kind: 'unresolved', problem: 'CONTEXT_UNKNOWN', keys: [...unknown].sort((a, b) => a - b) };
  const decisive = mostSpecific(index, fitting, (row) => mappings.specialOf(row).conditions, question);
  const statements = statementsOf(index, decisive, origin.way, question).filter((statement) =>
    answers(index, statement, question, hindrances),
  );
  if (statements.length === 0) return undefined;
  const disputed = statements.filter((statement) => isContradicted(index, origin, statement, question));
  if (disputed.length > 0) return bothRoads(index, origin, statements, question);
  return judge(index, statements, question);
}

function statementsOf(
  index: ResolveIndex,
  rows: readonly number[],
  way: readonly Hop[],
  { pin }: Question,
): readonly Statement[] {
  const statements = new Map<string, number[]>();
  for (const row of rows) {
    const group = index.mappings.groupOf(row);
    const key = group === 0 ? `row ${row}` : `group ${group}`;
    statements.set(key, [...(statements.get(key) ?? []), row]);
  }
  return [...statements.values()].flatMap((together) => {
    const inOrder = [...together].sort((a, b) => sequenceOf(index, a) - sequenceOf(index, b));
    const roads = inOrder.flatMap((row) => roadOver(index, row, way, pin) ?? []);
    return roads.length === inOrder.length ? [{ rows: inOrder, roads }] : [];
  });
}

function sequenceOf({ mappings }: ResolveIndex, row: number): number {
  return mappings.specialOf(row).sequence ?? 0;
}

/** The plain one is its row and nothing is allocated. Undefined where the golden record it leads to is no longer believed
 *  in. */
function roadOver(index: ResolveIndex, row: number, way: readonly Hop[], pin: number): Road | undefined {
  const { mappings } = index;
  const golden = mappings.goldenTargetOf(row);
  if (way.length === 0 && golden === -1) return row;
  const hops: readonly Hop[] = [...way, { kind: 'mapping', row }];
  if (golden === -1) return { code: mappings.targetOf(row), record: -1, hops };
  const believed = believedAt(index, golden, pin);
  return believed && { code: -1, record: believed.record, hops: [...hops, ...believed.way] };
}

/** Whether all targets of a statement may answer. One that may not takes the others with it: part of several is none. */
function answers(
  index: ResolveIndex,
  { rows, roads }: Statement,
  question: Question,
  hindrances: Hindrances,
): boolean {
  const rules = rulesOf(question);
  if (index.mappings.kindOf(rows[0] as number) === 'NO_MAP') return true;
  return rows.every((row, at) => {
    const road = roads[at] as Road;
    if (!rules.allowBroader && relationshipOn(index, road) === 'BROADER') {
      hindrances.broader = true;
      return false;
    }
    const code = index.mappings.targetOf(row);
    if (code !== -1 && !rules.allowRetired && standingOf(index, code, question) === 'inactive') {
      hindrances.inactive = true;
      return false;
    }
    return !isDenied(index, hopsOf(road), question);
  });
}

function judge(index: ResolveIndex, statements: readonly Statement[], question: Question): Walk {
  const [first] = [...statements].sort((a, b) => (orderOf(index, a) < orderOf(index, b) ? -1 : 1)) as [
    Statement,
  ];
  const roads = statements.flatMap((statement) => (isNoMap(index, statement) ? [] : statement.roads));
  if (new Set(statements.map((statement) => claimsOf(index, statement))).size > 1) {
    const because: Ambiguity = statements.some((each) => isNoMap(index, each))
      ? 'NO_MAP_DISPUTED'
      : 'SEVERAL_TARGETS';
    return { kind: 'ambiguous', because, roads };
  }
  const [road] = first.roads as [Road];
  if (isNoMap(index, first)) return { kind: 'no-map', road };
  if (first.roads.length === 1) return { kind: 'resolved', road };
  return rulesOf(question).many
    ? { kind: 'several', roads: first.roads }
    : { kind: 'ambiguous', because: 'SEVERAL_TARGETS', roads: first.roads };
}

/** What a statement answers: two that say the same are one answer. */
function claimsOf(index: ResolveIndex, statement: Statement): string {
  if (isNoMap(index, statement)) return 'nothing';
  const { mappings } = index;
  return statement.rows
    .map((row, at) => {
      const { role, sequence } = mappings.specialOf(row);
      const road = statement.roads[at] as Road;
      const end = [targetOf(index, road), recordOn(index, road)];
      return JSON.stringify([...end, relationshipOn(index, road), role, sequence]);
    })
    .join();
}

function orderOf(index: ResolveIndex, { rows }: Statement): string {
  return index.mappings.idOf(rows[0] as number);
}

function isNoMap(index: ResolveIndex, { rows }: Statement): boolean {
  return index.mappings.kindOf(rows[0] as number) === 'NO_MAP';
}

/** A mapping of the code and its golden record disagree where the record has codes in the target system, or mappings of
 *  the purpose of its own, but not the mapping’s. The policy’s level does not matter here: a mapping may well mean another
 *  package of the same record. What was approved as an exception may say otherwise. */
function isContradicted(
  index: ResolveIndex,
  origin: CodeOrigin,
  statement: Statement,
  question: Question,
): boolean {
  if (index.codes.firstRecord.get(origin.code) === -1) return false;
  if (index.mappings.specialOf(statement.rows[0] as number).exception) return false;
  return whatRecordsSay(index, origin, question).some(({ roads, noMaps }) => {
    if (roads.length === 0 && noMaps.length === 0) return false;
    if (isNoMap(index, statement)) return noMaps.length === 0;
    return statement.roads.some((road) => !roads.some((other) => isSameEnd(index, road, other)));
  });
}

/** The codes of the golden record, if one thing is meant; what it is mapped to itself. */
function whatRecordsSay(index: ResolveIndex, origin: CodeOrigin, question: Question): readonly Found[] {
  const asked: Question = { ...question, level: null };
  const unheard = new Hindrances();
  const mapped = walkOverRecords(index, origin, asked, unheard, { recordOnly: true });
  return question.purpose === 'SAME_THING' ? [walkToRecord(index, origin, asked, unheard), mapped] : [mapped];
}

function isSameEnd(index: ResolveIndex, a: Road, b: Road): boolean {
  const code = targetOf(index, a);
  return code === -1 ? recordOn(index, a) === recordOn(index, b) : code === targetOf(index, b);
}

function bothRoads(
  index: ResolveIndex,
  origin: CodeOrigin,
  statements: readonly Statement[],
  question: Question,
): Walk {
  const own = statements.flatMap((statement) => (isNoMap(index, statement) ? [] : statement.roads));
  const others = whatRecordsSay(index, origin, question).flatMap(({ roads }) => roads);
  const further = others.filter((road) => !own.some((each) => isSameEnd(index, each, road)));
  return { kind: 'ambiguous', because: 'ROADS_DISAGREE', roads: [...own, ...further] };
}
