import { goldenSystemId } from './golden-system.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { type Hop, orderOf, type RecordRoad } from './road.js';
import { standingOf } from './standing.js';
import { codeRoles } from './vocabulary.js';
import type { Question } from './walk-question.js';

/** Where a walk over golden records begins: at a code (row), or at a golden record itself, which may have been merged:
 *  then the way to its survivor. */
export type Origin =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'record'; readonly record: number; readonly way: readonly Hop[] };

/** Everything found on the roads over golden records: one road for each distinct target. */
export interface Found {
  readonly roads: readonly RecordRoad[];
  /** A code on the way points at several golden records, so that the roads are about different things; or some of those
   *  records give no answer, so that even one road is a guess. */
  readonly forked: boolean;
  readonly torn: boolean;
  /** Some roads end at codes that are not active that day. */
  readonly inactive: boolean;
}

/** Code → golden record → its codes in the target system. Where the record has several, the policy’s level picks those
 *  of its role, if there are any. */
export function walkToRecord(index: ResolveIndex, origin: Origin, question: Question): Found {
  const walk = new RecordWalk(index, question);
  walk.through(origin, [], (record, way) => walk.codesOf(record, way));
  return walk.found;
}

/** Code → golden record → any code of it from which a mapping of the purpose starts → its target if that is in the
 *  target system, else the target’s golden record → its code in the target system. Codes on the way must be active. */
export function walkOverRecords(index: ResolveIndex, origin: Origin, question: Question): Found {
  const walk = new RecordWalk(index, question);
  const asked = origin.kind === 'code' ? origin.code : -1;
  walk.through(origin, [], (record, way) => walk.mappedFrom(record, way, asked));
  return walk.found;
}

/** Whether the golden records behind a code have codes in the target system, but not `target`. Asked of every mapping
 *  "same thing", so it builds nothing. */
export function isDisputed(index: ResolveIndex, code: number, target: number, question: Question): boolean {
  const { codes, records, recordCodes } = index;
  const { pin, day } = question;
  let others = false;
  for (let to = codes.firstRecord.get(code); to !== -1; to = recordCodes.next(to)) {
    if (!recordCodes.knownAt(to, pin) || !recordCodes.validOn(to, day)) continue;
    const record = recordCodes.recordOf(to);
    for (let row = records.firstCode.get(record); row !== -1; row = recordCodes.nextOfRecord(row)) {
      const found = recordCodes.codeOf(row);
      if (codes.systemOf(found) !== question.target) continue;
      if (!recordCodes.knownAt(row, pin) || !recordCodes.validOn(row, day)) continue;
      if (found === target) return false;
      if (standingOf(index, found, question) !== 'inactive') others = true;
    }
  }
  return others;
}

type Follow = (record: number, way: readonly Hop[]) => boolean;

class RecordWalk {
  readonly #index: ResolveIndex;
  readonly #question: Question;
  readonly #roads = new Map<number, RecordRoad>();
  #forked = false;
  #torn = false;
  #inactive = false;

  constructor(index: ResolveIndex, question: Question) {
    this.#index = index;
    this.#question = question;
  }

  get found(): Found {
    const roads = [...this.#roads.values()];
    return { roads, forked: this.#forked, torn: this.#torn, inactive: this.#inactive };
  }

  /** Follows a road from every golden record that the origin is or points at; whether any of them answered. */
  through(origin: Origin, way: readonly Hop[], follow: Follow): boolean {
    if (origin.kind === 'record') return follow(origin.record, [...way, ...origin.way]);
    const records = this.#recordsOf(origin.code);
    let answered = 0;
    for (const [record, row] of records) {
      if (follow(record, [...way, { kind: 'to-record', row }])) answered++;
    }
    if (records.size > 1 && answered > 0) this.#forked = true;
    if (answered > 0 && answered < records.size) this.#torn = true;
    return answered > 0;
  }

  /** The end of a road: a golden record’s codes in the target system, or the record itself. */
  codesOf(record: number, way: readonly Hop[]): boolean {
    if (this.#question.target === goldenSystemId) {
      this.#add({ code: -1, record, hops: way });
      return true;
    }
    const rows = this.#codesOf(record, (code) => this.#index.codes.systemOf(code) === this.#question.target);
    const active = rows.filter((row) => this.#isActive(row));
    if (active.length < rows.length) this.#inactive = true;
    for (const row of this.#ofLevel(active)) {
      this.#add({
        code: this.#index.recordCodes.codeOf(row),
        record: -1,
        hops: [...way, { kind: 'from-record', row }],
      });
    }
    return active.length > 0;
  }

  /** From the codes of a golden record over their mappings. From the code asked itself the way needs no record. */
  mappedFrom(record: number, way: readonly Hop[], asked: number): boolean {
    const { recordCodes } = this.#index;
    const starts = new Map<number, readonly Hop[]>();
    for (const row of this.#nearest(this.#codesOf(record).filter((each) => this.#isActive(each)))) {
      const code = recordCodes.codeOf(row);
      starts.set(code, code === asked ? [] : [...way, { kind: 'from-record', row }]);
    }
    let answered = false;
    for (const [code, hops] of starts) if (this.#mapped(code, hops)) answered = true;
    return answered;
  }

  #mapped(code: number, way: readonly Hop[]): boolean {
    const { codes, mappings } = this.#index;
    const { target: system, purpose, pin, day } = this.#question;
    let answered = false;
    for (let row = codes.firstMapping.get(code); row !== -1; row = mappings.next(row)) {
      if (!mappings.knownAt(row, pin) || !mappings.validOn(row, day)) continue;
      if (mappings.purposeOf(row) !== purpose) continue;
      const target = mappings.targetOf(row);
      const hops: readonly Hop[] = [...way, { kind: 'mapping', row }];
      const arrived = codes.systemOf(target) === system;
      if (standingOf(this.#index, target, this.#question) === 'inactive') {
        if (arrived) this.#inactive = true;
      } else if (arrived) {
        this.#add({ code: target, record: -1, hops });
        answered = true;
      } else if (
        this.through({ kind: 'code', code: target }, hops, (record, on) => this.codesOf(record, on))
      ) {
        answered = true;
      }
    }
    return answered;
  }

  /** The golden records a code points at, each by the row of the nearest role. */
  #recordsOf(code: number): ReadonlyMap<number, number> {
    const { codes, recordCodes } = this.#index;
    const rows: number[] = [];
    for (let row = codes.firstRecord.get(code); row !== -1; row = recordCodes.next(row)) {
      if (this.#holds(row)) rows.push(row);
    }
    const nearest = new Map<number, number>();
    for (const row of rows) this.#keepNearest(nearest, recordCodes.recordOf(row), row);
    return nearest;
  }

  /** Rows of the codes that point at a golden record, several a code where several roles or sources say so. */
  #codesOf(record: number, wanted: (code: number) => boolean = () => true): number[] {
    const { records, recordCodes } = this.#index;
    const rows: number[] = [];
    for (let row = records.firstCode.get(record); row !== -1; row = recordCodes.nextOfRecord(row)) {
      if (this.#holds(row) && wanted(recordCodes.codeOf(row))) rows.push(row);
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
    const nearest = new Map<number, number>();
    for (const row of rows) this.#keepNearest(nearest, this.#index.recordCodes.codeOf(row), row);
    return [...nearest.values()];
  }

  #keepNearest(nearest: Map<number, number>, key: number, row: number): void {
    const kept = nearest.get(key);
    if (kept === undefined || this.#isNearer(row, kept)) nearest.set(key, row);
  }

  /** By role, then by days: whichever row of several was loaded first must not show. */
  #isNearer(row: number, than: number): boolean {
    const { recordCodes } = this.#index;
    const [a, b] = [row, than].map((each) => codeRoles.indexOf(recordCodes.roleOf(each))) as [number, number];
    if (a !== b) return a < b;
    const from = recordCodes.validFrom(row) - recordCodes.validFrom(than);
    return from !== 0 ? from < 0 : recordCodes.validTo(row) > recordCodes.validTo(than);
  }

  #holds(row: number): boolean {
    const { recordCodes } = this.#index;
    return recordCodes.knownAt(row, this.#question.pin) && recordCodes.validOn(row, this.#question.day);
  }

  #isActive(row: number): boolean {
    return standingOf(this.#index, this.#index.recordCodes.codeOf(row), this.#question) !== 'inactive';
  }

  #add(road: RecordRoad): void {
    const target = road.record === -1 ? road.code : road.record;
    const there = this.#roads.get(target);
    if (!there || orderOf(this.#index, road) < orderOf(this.#index, there)) this.#roads.set(target, road);
  }
}
