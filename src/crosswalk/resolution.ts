import type { Problem } from '../platform/problem.js';
import { formatDay } from './day.js';
import type { ResolveIndex } from './index/resolve-index.js';
import type { MeasuredQuestion, NotConverted } from './measured-question.js';
import type { ResolvedQuantity, Warning } from './quantity.js';
import type { Reading } from './reading.js';
import { conversionStep, type ResolveStep, readingStep, stepsOf } from './resolve-step.js';
import { claimOf, daysOf, mappingOn, type Road, recordOn, roleOn, targetOf } from './road.js';
import { displayOf, onlyRecordOf } from './standing.js';
import { believedRecord } from './survivor.js';
import { goldenSystem } from './system-directory.js';
import type { CodeRole, Purpose, Relationship } from './vocabulary.js';
import type { Walk } from './walk.js';
import type { Question } from './walk-question.js';

export type ResolveStatus = 'RESOLVED' | 'AMBIGUOUS' | 'UNRESOLVED' | 'INVALID' | 'UNAVAILABLE';

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
    return claimOf(this.#reading.index, this.#road).purpose;
  }

  get relationship(): Relationship {
    return claimOf(this.#reading.index, this.#road).relationship;
  }

  get quantity(): ResolvedQuantity | null {
    const measured = this.#measured?.toTarget(this.#road);
    return measured?.kind === 'measured' ? measured.quantity : null;
  }

  get warnings(): readonly Warning[] {
    const measured = this.#measured?.toTarget(this.#road);
    return measured?.kind === 'measured' ? measured.warnings : nothing;
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
  readonly #walk: Walk | NotConverted | undefined;
  #single: ResolvedTarget | undefined;

  constructor(
    reading: Reading,
    status: ResolveStatus,
    problem: Problem | null,
    asked?: Asked,
    found?: Walk | NotConverted,
  ) {
    this.#reading = reading;
    this.status = status;
    this.problem = problem;
    this.#asked = asked;
    this.#walk = found;
  }

  get code(): string | null {
    return this.#only()?.code ?? null;
  }

  get display(): string | null {
    return this.#only()?.display ?? null;
  }

  get targets(): readonly ResolvedTarget[] {
    const only = this.#only();
    return only ? [only] : nothing;
  }

  get alternatives(): readonly ResolvedTarget[] {
    if (this.#walk?.kind !== 'ambiguous') return nothing;
    return this.#walk.roads.map((road) => this.#target(road)).sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  get path(): readonly ResolveStep[] {
    const asked = this.#asked;
    const only = this.#only();
    if (!asked || (!only && asked.written === null)) return nothing;
    const reading =
      asked.written === null ? nothing : [readingStep(this.#reading, asked.question, asked.written)];
    if (!only) return reading;
    return [...reading, ...only.steps, ...(only.quantity?.chain ?? nothing).map(conversionStep)];
  }

  /** Id of the golden record behind the question: the one that is asked about, or that alone the code points at. */
  get goldenId(): string | null {
    const question = this.#asked?.question;
    if (!question) return null;
    const { index } = this.#reading;
    const record = recordBehind(index, question);
    return record === -1 ? null : index.records.idOf(record);
  }

  get quantity(): ResolvedQuantity | null {
    return this.#only()?.quantity ?? null;
  }

  get warnings(): readonly Warning[] {
    const own = this.#only()?.warnings ?? nothing;
    return this.stale ? [...own, staleWarning] : own;
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

  /** What a plain JSON answer holds: every field, in the order of the contract. The target is read once. */
  toJSON(): Record<string, unknown> {
    const only = this.#only();
    const target = only && plainTarget(only);
    return {
      status: this.status,
      code: target?.code ?? null,
      display: target?.display ?? null,
      targets: target ? [target] : nothing,
      alternatives: this.alternatives.map(plainTarget),
      goldenId: this.goldenId,
      quantity: this.quantity,
      path: this.path,
      warnings: this.warnings,
      problem: this.problem,
      missId: this.missId,
      revision: this.revision,
      stale: this.stale,
      ageMs: this.ageMs,
    };
  }

  #only(): ResolvedTarget | undefined {
    if (this.#walk?.kind === 'resolved') this.#single ??= this.#target(this.#walk.road);
    return this.#single;
  }

  #target(road: Road): ResolvedTarget {
    return new ResolvedTarget(this.#reading, this.#asked as Asked, road);
  }
}

function plainTarget(target: ResolvedTarget): Record<string, unknown> {
  const { mappingId, system, issuer, code, display, role, goldenId } = target;
  const { purpose, relationship, quantity, validFrom, validTo } = target;
  const named = { mappingId, system, issuer, code, display, role, goldenId };
  return { ...named, purpose, relationship, quantity, validFrom, validTo };
}

function recordBehind(index: ResolveIndex, question: Question): number {
  const { system, issuer, normal, pin } = question;
  if (system === goldenSystem.id) {
    return believedRecord(index, normal, pin)?.record ?? -1;
  }
  const code = index.codes.find(system, issuer, normal);
  return code === -1 ? -1 : onlyRecordOf(index, code, question);
}
