import type { Problem } from '../platform/problem.js';
import { formatDay, lastDay } from './day.js';
import { goldenSystemId } from './golden-system.js';
import type { ResolveIndex } from './index/resolve-index.js';
import type { MeasuredQuestion, NotConverted } from './measured-question.js';
import type { ResolvedQuantity, Warning } from './quantity.js';
import type { Reading } from './reading.js';
import { conversionStep, defaultStep, type ResolveStep, readingStep, stepsOf } from './resolve-step.js';
import { claimOf, daysOf, isReplaced, mappingOn, type Road, recordOn, roleOn, targetOf } from './road.js';
import { displayOf, onlyRecordOf, standingOf } from './standing.js';
import { believedRecord } from './survivor.js';
import { goldenSystem } from './system-directory.js';
import type { CodeRole, Purpose, Relationship } from './vocabulary.js';
import { type Question, rulesOf } from './walk-question.js';
import type { Walk } from './walk-result.js';

export type ResolveStatus =
  | 'RESOLVED'
  | 'DEFAULTED'
  | 'NO_MAP'
  | 'AMBIGUOUS'
  | 'UNRESOLVED'
  | 'INVALID'
  | 'UNAVAILABLE';

/** The policy’s code for what has no answer: row of the code, id of the policy. */
export interface Defaulted {
  readonly kind: 'defaulted';
  readonly code: number;
  readonly policyId: string;
}

/** What an answer stands on. */
export type Outcome = Walk | NotConverted | Defaulted;

/** Days before its end from which on an answer says so. */
const soonDays = 30;

const nothing: readonly never[] = Object.freeze([]);

/** One target of an answer, read out of the index when somebody asks for it. */
export class ResolvedTarget {
  readonly #reading: Reading;
  readonly #question: Question;
  readonly #road: Road;
  /** Row of the code; -1 where the target is a golden record. */
  readonly #row: number;
  readonly #measured: MeasuredQuestion | undefined;

  constructor(reading: Reading, { question, measured }: Asked, road: Road) {
    this.#reading = reading;
    this.#question = question;
    this.#measured = measured;
    this.#road = road;
    this.#row = targetOf(reading.index, road);
  }

  get system(): string {
    const { index, directory } = this.#reading;
    return this.#row === -1 ? goldenSystem.key : directory.keyOf(index.codes.systemOf(this.#row));
  }

  get issuer(): string | null {
    return this.#row === -1 ? null : this.#reading.index.codes.issuerOf(this.#row) || null;
  }

  get code(): string {
    const { codes, records } = this.#reading.index;
    return this.#row === -1 ? records.idOf(this.#record) : codes.normalOf(this.#row);
  }

  get display(): string | null {
    const { index, pin } = this.#reading;
    return this.#row === -1
      ? index.records.nameOf(this.#record, pin)
      : displayOf(index, this.#row, this.#question);
  }

  /** In which role it points at the golden record it was found through; null if by a mapping alone. */
  get role(): CodeRole | null {
    return roleOn(this.#reading.index, this.#road);
  }

  /** Id of the golden record it is, was found through, or alone points at; null if there is none. */
  get goldenId(): string | null {
    const record = this.#record;
    return record === -1 ? null : this.#reading.index.records.idOf(record);
  }

  get purpose(): Purpose {
    return this.#isDefault ? this.#question.purpose : claimOf(this.#reading.index, this.#road).purpose;
  }

  get relationship(): Relationship {
    return this.#isDefault ? 'RELATED' : claimOf(this.#reading.index, this.#road).relationship;
  }

  /** Of one of several targets of one statement: its place among them. */
  get sequence(): number | null {
    return this.#special?.sequence ?? null;
  }

  /** Of one of several targets of one statement: what it is in it. */
  get part(): string | null {
    return this.#special?.role ?? null;
  }

  get quantity(): ResolvedQuantity | null {
    const measured = this.#measured?.toTarget(this.#road);
    return measured?.kind === 'measured' ? measured.quantity : null;
  }

  get warnings(): readonly Warning[] {
    const measured = this.#measured?.toTarget(this.#road);
    return [
      ...roadWarnings(this.#reading, this.#question, this.#road),
      ...(measured?.kind === 'measured' ? measured.warnings : nothing),
    ];
  }

  get validFrom(): string | null {
    const days = daysOf(this.#reading.index, this.#road);
    return days ? formatDay(days.validFrom) : null;
  }

  get validTo(): string | null {
    const days = daysOf(this.#reading.index, this.#road);
    return days ? formatDay(days.validTo) : null;
  }

  /** Null where golden records alone make it an answer. */
  get mappingId(): string | null {
    const mapping = mappingOn(this.#road);
    return mapping === -1 ? null : this.#reading.index.mappings.idOf(mapping);
  }

  get steps(): readonly ResolveStep[] {
    return stepsOf(this.#reading, this.#question, this.#road);
  }

  /** The policy’s code, to which no road leads. */
  get #isDefault(): boolean {
    return typeof this.#road !== 'number' && this.#road.record === -1 && this.#road.hops.length === 0;
  }

  get #special() {
    const mapping = mappingOn(this.#road);
    return mapping === -1 ? undefined : this.#reading.index.mappings.specialOf(mapping);
  }

  get #record(): number {
    const { index } = this.#reading;
    const found = recordOn(index, this.#road);
    return found !== -1 || this.#row === -1 ? found : onlyRecordOf(index, this.#row, this.#question);
  }
}

const staleWarning: Warning = {
  code: 'STALE',
  message: 'the database has been out of reach: newer facts may exist',
};

/** What was asked, as far as it could be understood. */
export interface Asked {
  readonly question: Question;
  /** The code as written, where it had several readings of which the normal form is the known one. */
  readonly written: string | null;
  readonly measured: MeasuredQuestion | undefined;
}

/** One answer. Everything in it is computed on read: a batch of 1,000 that selects two fields pays for two. */
export class Resolution {
  readonly status: ResolveStatus;
  readonly problem: Problem | null;
  missId: string | null = null;
  readonly #reading: Reading;
  readonly #asked: Asked | undefined;
  readonly #found: Outcome | undefined;
  #targets: readonly ResolvedTarget[] | undefined;

  constructor(
    reading: Reading,
    status: ResolveStatus,
    problem: Problem | null,
    asked?: Asked,
    found?: Outcome,
  ) {
    this.#reading = reading;
    this.status = status;
    this.problem = problem;
    this.#asked = asked;
    this.#found = found;
  }

  get code(): string | null {
    return this.#only?.code ?? null;
  }

  get display(): string | null {
    return this.#only?.display ?? null;
  }

  get targets(): readonly ResolvedTarget[] {
    this.#targets ??= this.#roads.map((road) => this.#target(road));
    return this.#targets;
  }

  get alternatives(): readonly ResolvedTarget[] {
    if (this.#found?.kind !== 'ambiguous') return nothing;
    return this.#found.roads.map((road) => this.#target(road)).sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  get path(): readonly ResolveStep[] {
    const asked = this.#asked;
    if (!asked) return nothing;
    const reading =
      asked.written === null ? nothing : [readingStep(this.#reading, asked.question, asked.written)];
    if (this.#found?.kind === 'defaulted') {
      return [...reading, defaultStep(this.#reading, asked.question, this.#found)];
    }
    const noMap = this.#noMap;
    if (noMap) return [...reading, ...stepsOf(this.#reading, asked.question, noMap)];
    const roads = this.targets.flatMap((target) => [
      ...target.steps,
      ...(target.quantity?.chain ?? nothing).map(conversionStep),
    ]);
    return reading.length === 0 ? roads : [...reading, ...roads];
  }

  /** Of a NO_MAP: why nothing corresponds. */
  get reason(): string | null {
    const mapping = this.#noMap ? mappingOn(this.#noMap) : -1;
    return mapping === -1 ? null : this.#reading.index.mappings.reasonOf(mapping);
  }

  /** Of a NO_MAP: the first day on which it no longer holds. */
  get validTo(): string | null {
    const days = this.#noMap && daysOf(this.#reading.index, this.#noMap);
    return days ? formatDay(days.validTo) : null;
  }

  /** The mapping that answered, of several the first; null where golden records alone did. */
  get mappingId(): string | null {
    const [road] = this.#noMap ? [this.#noMap] : this.#roads;
    const mapping = road === undefined ? -1 : mappingOn(road);
    return mapping === -1 ? null : this.#reading.index.mappings.idOf(mapping);
  }

  /** Id of the golden record behind the question: the one that is asked about, or that alone the code points at. */
  get goldenId(): string | null {
    const question = this.#asked?.question;
    if (!question) return null;
    const { index } = this.#reading;
    const record = recordBehind(index, question);
    return record === -1 ? null : index.records.idOf(record);
  }

  /** Where a code was looked for, and of which day: the id of the code system; null where a golden record was wanted, or
   *  the question was not understood. */
  get soughtIn(): { readonly systemId: number; readonly day: string } | null {
    const { question } = this.#asked ?? {};
    if (!question || question.target === goldenSystemId) return null;
    return { systemId: question.target, day: formatDay(question.day) ?? '' };
  }

  get quantity(): ResolvedQuantity | null {
    return this.#only?.quantity ?? null;
  }

  get warnings(): readonly Warning[] {
    const own = this.#ownWarnings;
    return this.stale ? [...own, staleWarning] : own;
  }

  get #ownWarnings(): readonly Warning[] {
    const { question } = this.#asked ?? {};
    const noMap = this.#noMap;
    if (question && noMap) return roadWarnings(this.#reading, question, noMap);
    const [first, second] = this.targets;
    if (!first || !second) return first?.warnings ?? nothing;
    const all = this.targets.flatMap(({ warnings }) => warnings);
    return all.filter(({ code }, at) => all.findIndex((other) => other.code === code) === at);
  }

  get revision(): string {
    return String(this.#reading.pin);
  }

  get stale(): boolean {
    return this.#reading.stale;
  }

  get ageMs(): number | null {
    return this.#reading.ageMs;
  }

  /** What a plain JSON answer holds: every field, in the order of the contract. */
  toJSON(): Record<string, unknown> {
    const targets = this.targets.map(plainTarget);
    const target = targets.length === 1 ? targets[0] : undefined;
    return {
      status: this.status,
      code: target?.['code'] ?? null,
      display: target?.['display'] ?? null,
      targets,
      alternatives: this.alternatives.map(plainTarget),
      goldenId: this.goldenId,
      quantity: this.quantity,
      path: this.path,
      warnings: this.warnings,
      problem: this.problem,
      reason: this.reason,
      validTo: this.validTo,
      missId: this.missId,
      revision: this.revision,
      stale: this.stale,
      ageMs: this.ageMs,
    };
  }

  get #only(): ResolvedTarget | undefined {
    return this.targets.length === 1 ? this.targets[0] : undefined;
  }

  get #roads(): readonly Road[] {
    switch (this.#found?.kind) {
      case 'resolved':
        return [this.#found.road];
      case 'several':
        return this.#found.roads;
      case 'defaulted':
        return [{ code: this.#found.code, record: -1, hops: nothing }];
      default:
        return nothing;
    }
  }

  get #noMap(): Road | undefined {
    return this.#found?.kind === 'no-map' ? this.#found.road : undefined;
  }

  #target(road: Road): ResolvedTarget {
    return new ResolvedTarget(this.#reading, this.#asked as Asked, road);
  }
}

function plainTarget(target: ResolvedTarget): Record<string, unknown> {
  const { mappingId, system, issuer, code, display, role, part, sequence, goldenId } = target;
  const { purpose, relationship, quantity, validFrom, validTo } = target;
  const named = { mappingId, system, issuer, code, display, role, part, sequence, goldenId };
  return { ...named, purpose, relationship, quantity, validFrom, validTo };
}

/** What to know of an answer because of the way there. */
function roadWarnings({ index }: Reading, question: Question, road: Road): readonly Warning[] {
  const warnings: Warning[] = [];
  if (isReplaced(road)) {
    warnings.push({
      code: 'REPLACED',
      message: 'this is the answer of what took the place of the code asked',
    });
  }
  const code = targetOf(index, road);
  if (code !== -1 && rulesOf(question).allowRetired && standingOf(index, code, question) === 'inactive') {
    warnings.push({
      code: 'TARGET_RETIRED',
      message: 'the code is not active on that date; the policy lets it answer',
    });
  }
  const days = daysOf(index, road);
  if (days && days.validTo !== lastDay && days.validTo - question.day <= soonDays) {
    const message = `this holds until ${formatDay(days.validTo)} and no longer`;
    warnings.push({ code: 'EXPIRES_SOON', message });
  }
  return warnings.length === 0 ? nothing : warnings;
}

function recordBehind(index: ResolveIndex, question: Question): number {
  const { system, issuer, normal, pin } = question;
  if (system === goldenSystem.id) {
    return believedRecord(index, normal, pin)?.record ?? -1;
  }
  const code = index.codes.find(system, issuer, normal);
  return code === -1 ? -1 : onlyRecordOf(index, code, question);
}
