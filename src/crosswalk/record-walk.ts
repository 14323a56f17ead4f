import { fitOf, type Hindrances, mostSpecific } from './context/conditions.js';
import { mergedInto } from './context/places.js';
import { isDenied } from './denial.js';
import { goldenSystemId } from './golden-system.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { nearestEach, pointsThen, recordsBehind } from './record-rows.js';
import { type Hop, orderOf, type RecordRoad, relationshipOn } from './road.js';
import { standingOf } from './standing.js';
import { believedAt } from './survivor.js';
import { type Question, rulesOf } from './walk-question.js';

const noWay: readonly Hop[] = Object.freeze([]);

/** Where a walk over golden records begins: at a code (row), or at a golden record itself; and the way there from what
 *  was asked, if it is not that: over replacements, or from a merged record to its survivor. */
export type Origin =
  | { readonly kind: 'code'; readonly code: number; readonly way: readonly Hop[] }
  | { readonly kind: 'record'; readonly record: number; readonly way: readonly Hop[] };

export const originAtCode = (code: number): Origin => ({ kind: 'code', code, way: noWay });

/** Everything found on the roads over golden records: one road for each distinct target. */
export interface Found {
  readonly roads: readonly RecordRoad[];
  /** Roads to an approved "nothing corresponds there". */
  readonly noMaps: readonly RecordRoad[];
  /** The roads are all targets of one one-to-many statement. */
  readonly many: boolean;
  /** A code on the way points at several golden records, so that the roads are about different things; or some of those
   *  records give no answer, so that even one road is a guess. */
  readonly forked: boolean;
  readonly torn: boolean;
}

/** Code → golden record → its codes in the target system. Where the record has several, the policy’s level picks those
 *  of its role, if there are any. */
export function walkToRecord(
  index: ResolveIndex,
  origin: Origin,
  question: Question,
  hindrances: Hindrances,
): Found {
  const walk = new RecordWalk(index, question, hindrances);
  return walk.through(origin, (record, way) => walk.codesOf(record, way));
}

/** Code → golden record → a mapping of the purpose that starts at it or at any code of it → its target if that is in the
 *  target system, else the target’s golden record → its code in the target system. Codes on the way must be active. Of
 *  mappings under conditions the most specific decide. `recordOnly`: mappings of the record itself alone. */
export function walkOverRecords(
  index: ResolveIndex,
  origin: Origin,
  question: Question,
  hindrances: Hindrances,
  { recordOnly = false } = {},
): Found {
  const walk = new RecordWalk(index, question, hindrances);
  const asked = origin.kind === 'code' ? origin.code : -1;
  if (asked !== -1 && !recordOnly && recordsBehind(index, asked, question).size === 0) {
    return walk.through({ kind: 'record', record: -1, way: origin.way }, (record, way) =>
      walk.mappedFrom({ record, way, asked, askedWay: way, recordOnly }),
    );
  }
  return walk.through(origin, (record, way) =>
    walk.mappedFrom({ record, way, asked, askedWay: origin.way, recordOnly }),
  );
}

/** Whether the golden records behind a code have codes in the target system, but not `target`. Asked of every mapping
 *  "same thing", so it builds nothing. */
export function isDisputed(index: ResolveIndex, code: number, target: number, question: Question): boolean {
  const { codes, records, recordCodes } = index;
  const { pin, day } = question;
  const { allowRetired } = rulesOf(question);
  let others = false;
  for (let to = codes.firstRecord.get(code); to !== -1; to = recordCodes.next(to)) {
    if (!recordCodes.knownAt(to, pin) || !recordCodes.validOn(to, day)) continue;
    const record = recordCodes.recordOf(to);
    for (let row = records.firstCode.get(record); row !== -1; row = recordCodes.nextOfRecord(row)) {
      const found = recordCodes.codeOf(row);
      if (codes.systemOf(found) !== question.target) continue;
      if (!recordCodes.knownAt(row, pin) || !recordCodes.validOn(row, day)) continue;
      if (found === target) return false;
      if (allowRetired || standingOf(index, found, question) !== 'inactive') others = true;
    }
  }
  return others;
}

/** What came of one golden record, or of one mapping. */
interface Reached {
  readonly roads: readonly RecordRoad[];
  readonly noMaps: readonly RecordRoad[];
  readonly many: boolean;
  readonly forked: boolean;
  readonly torn: boolean;
  /** A road leads to the target system, but must not be gone. */
  readonly barred: boolean;
}

const nothing: Reached = Object.freeze({
  roads: Object.freeze([]),
  noMaps: Object.freeze([]),
  many: false,
  forked: false,
  torn: false,
  barred: false,
});
const barred: Reached = Object.freeze({ ...nothing, barred: true });

const answers = ({ roads, noMaps }: Reached): boolean => roads.length > 0 || noMaps.length > 0;

interface Start {
  readonly record: number;
  readonly way: readonly Hop[];
  /** Row of the code asked, from which the way needs no record; -1 where none was. */
  readonly asked: number;
  readonly askedWay: readonly Hop[];
  readonly recordOnly: boolean;
}

class RecordWalk {
  readonly #index: ResolveIndex;
  readonly #question: Question;
  readonly #hindrances: Hindrances;

  constructor(index: ResolveIndex, question: Question, hindrances: Hindrances) {
    this.#index = index;
    this.#question = question;
    this.#hindrances = hindrances;
  }

  /** Follows a road from every golden record that the origin is or points at. */
  through(origin: Origin, follow: (record: number, way: readonly Hop[]) => Reached): Found {
    return this.#through(origin, follow);
  }

  #through(origin: Origin, follow: (record: number, way: readonly Hop[]) => Reached): Reached {
    if (origin.kind === 'record') return follow(origin.record, origin.way);
    const records = recordsBehind(this.#index, origin.code, this.#question);
    if (records.size === 0) return nothing;
    const reached: Reached[] = [];
    for (const [record, row] of records)
      reached.push(follow(record, [...origin.way, { kind: 'to-record', row }]));
    const [only] = reached;
    if (reached.length === 1 && only) return only;
    const answered = reached.filter(answers).length;
    const all = this.#together(reached);
    return {
      ...all,
      many: false,
      forked: all.forked || answered > 0,
      torn: all.torn || (answered > 0 && answered < reached.length),
    };
  }

  /** The end of a road: a golden record’s codes in the target system, or the record itself. */
  codesOf(record: number, way: readonly Hop[]): Reached {
    if (this.#question.target === goldenSystemId) return this.#end({ code: -1, record, hops: way });
    const rows = this.#codesOf(record, (code) => this.#index.codes.systemOf(code) === this.#question.target);
    const active = rows.filter((row) => this.#mayAnswer(row));
    const roads = this.#ofLevel(active).map((row): RecordRoad => {
      const hops: readonly Hop[] = [...way, { kind: 'from-record', row }];
      return { code: this.#index.recordCodes.codeOf(row), record: -1, hops };
    });
    const open = roads.filter((road) => this.#stands(road));
    if (active.length < rows.length) this.#hindrances.inactive = true;
    return { ...nothing, roads: open, barred: open.length < roads.length || active.length < rows.length };
  }

  /** From a golden record and its codes over their mappings. */
  mappedFrom({ record, way, asked, askedWay, recordOnly }: Start): Reached {
    const { records, recordCodes, codes } = this.#index;
    const found: { row: number; reached: Reached }[] = [];
    if (record === -1) {
      this.#mapped(codes.firstMapping.get(asked), askedWay, false, found);
      return this.#decided(found);
    }
    for (const each of mergedInto(this.#index, record, this.#question.pin)) {
      this.#mapped(records.firstMapping.get(each), way, true, found);
    }
    if (!recordOnly) {
      for (const row of this.#nearest(this.#codesOf(record).filter((each) => this.#isActive(each)))) {
        const code = recordCodes.codeOf(row);
        const on: readonly Hop[] = code === asked ? askedWay : [...way, { kind: 'from-record', row }];
        this.#mapped(codes.firstMapping.get(code), on, false, found);
      }
    }
    return this.#decided(found);
  }

  /** What the most specific of some mappings lead to. */
  #decided(found: readonly { row: number; reached: Reached }[]): Reached {
    if (found.length === 0) return nothing;
    const decisive = mostSpecific(
      this.#index,
      found,
      ({ row }) => this.#index.mappings.specialOf(row).conditions,
      this.#question,
    );
    return this.#together(
      this.#whole(decisive).map(({ reached }) => reached),
      this.#areOneStatement(decisive),
    );
  }

  /** The mappings of a chain that lead into the target system, each with what it leads to. */
  #mapped(
    first: number,
    way: readonly Hop[],
    ofRecord: boolean,
    found: { row: number; reached: Reached }[],
  ): void {
    const { mappings } = this.#index;
    const { target: system, purpose, pin, day } = this.#question;
    for (let row = first; row !== -1; row = mappings.next(row)) {
      if (!mappings.knownAt(row, pin) || !mappings.validOn(row, day)) continue;
      if (mappings.purposeOf(row) !== purpose) continue;
      const { kind, conditions } = mappings.specialOf(row);
      // That another code of the record deliberately has nothing there says nothing of the code asked.
      if (kind === 'NOT' || (kind === 'NO_MAP' && !(ofRecord && mappings.emptySystemOf(row) === system)))
        continue;
      const { broader, inactive } = this.#hindrances;
      const reached = this.#arrived(row, [...way, { kind: 'mapping', row }]);
      if (!answers(reached) && !reached.barred) continue;
      if (conditions === 0 || fitOf(this.#index, conditions, this.#question, this.#hindrances) === 'holds') {
        found.push({ row, reached });
      } else Object.assign(this.#hindrances, { broader, inactive }); // what does not hold hinders nothing
    }
  }

  #arrived(row: number, hops: readonly Hop[]): Reached {
    const { codes, mappings } = this.#index;
    if (mappings.kindOf(row) === 'NO_MAP') return { ...nothing, noMaps: [{ code: -1, record: -1, hops }] };
    const golden = mappings.goldenTargetOf(row);
    if (golden !== -1) {
      const believed = believedAt(this.#index, golden, this.#question.pin);
      return believed ? this.codesOf(believed.record, [...hops, ...believed.way]) : nothing;
    }
    const code = mappings.targetOf(row);
    const arrived = codes.systemOf(code) === this.#question.target;
    if (!this.#codeMayAnswer(code, arrived)) {
      if (arrived) this.#hindrances.inactive = true;
      return arrived ? barred : nothing;
    }
    if (arrived) return this.#end({ code, record: -1, hops });
    return this.#through({ kind: 'code', code, way: hops }, (record, on) => this.codesOf(record, on));
  }

  /** Without statements of which not every target answers by itself: part of several is none of them. */
  #whole(found: readonly { row: number; reached: Reached }[]): readonly { row: number; reached: Reached }[] {
    const groupOf = (row: number) => this.#index.mappings.groupOf(row);
    const silent = found.filter(
      ({ row, reached }) => groupOf(row) !== 0 && (reached.roads.length === 0 || reached.torn),
    );
    if (silent.length === 0) return found;
    const broken = new Set(silent.map(({ row }) => groupOf(row)));
    return found.filter(({ row }) => !broken.has(groupOf(row)));
  }

  #areOneStatement(found: readonly { row: number; reached: Reached }[]): boolean {
    const groups = new Set(found.map(({ row }) => this.#index.mappings.groupOf(row)));
    return groups.size === 1 && !groups.has(0) && found.every(({ reached }) => reached.roads.length === 1);
  }

  #together(reached: readonly Reached[], many = false): Reached {
    const roads = new Map<string, RecordRoad>();
    for (const road of reached.flatMap((each) => each.roads)) this.#keepShorter(roads, road);
    return {
      roads: [...roads.values()],
      noMaps: reached.flatMap((each) => each.noMaps),
      many,
      forked: reached.some((each) => each.forked),
      torn: reached.some((each) => each.torn),
      barred: reached.some((each) => each.barred),
    };
  }

  /** One road for each answer: the same target in another relationship is another answer. */
  #keepShorter(roads: Map<string, RecordRoad>, road: RecordRoad): void {
    const key = `${road.code} ${road.record} ${relationshipOn(this.#index, road)}`;
    const there = roads.get(key);
    if (!there || orderOf(this.#index, road) < orderOf(this.#index, there)) roads.set(key, road);
  }

  #end(road: RecordRoad): Reached {
    return this.#stands(road) ? { ...nothing, roads: [road] } : barred;
  }

  /** Whether nobody says of two stops on a road that they are not the same, and it does not lead to more than it may. */
  #stands(road: RecordRoad): boolean {
    if (!rulesOf(this.#question).allowBroader && relationshipOn(this.#index, road) === 'BROADER') {
      this.#hindrances.broader = true;
      return false;
    }
    return !isDenied(this.#index, road.hops, this.#question);
  }

  /** Rows of the codes that point at a golden record, several a code where several roles or sources say so. */
  #codesOf(record: number, wanted: (code: number) => boolean = () => true): number[] {
    const { records, recordCodes } = this.#index;
    const rows: number[] = [];
    for (let row = records.firstCode.get(record); row !== -1; row = recordCodes.nextOfRecord(row)) {
      if (pointsThen(this.#index, row, this.#question) && wanted(recordCodes.codeOf(row))) rows.push(row);
    }
    return rows;
  }

  /** Of codes that differ by role those of the policy’s level, if there are any; one row each. */
  #ofLevel(rows: readonly number[]): number[] {
    const { level } = this.#question;
    const meant = rows.filter((row) => this.#index.recordCodes.roleOf(row) === level);
    return this.#nearest(meant.length > 0 ? meant : rows);
  }

  /** One row a code. */
  #nearest(rows: readonly number[]): number[] {
    return [...nearestEach(this.#index, rows, (row) => this.#index.recordCodes.codeOf(row)).values()];
  }

  #isActive(row: number): boolean {
    return this.#codeMayAnswer(this.#index.recordCodes.codeOf(row), false);
  }

  #mayAnswer(row: number): boolean {
    return this.#codeMayAnswer(this.#index.recordCodes.codeOf(row), true);
  }

  /** At the end of a road the policy may let a code answer that is not active. */
  #codeMayAnswer(code: number, atEnd: boolean): boolean {
    if (atEnd && rulesOf(this.#question).allowRetired) return true;
    return standingOf(this.#index, code, this.#question) !== 'inactive';
  }
}
