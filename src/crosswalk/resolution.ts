import type { Problem } from '../platform/problem.js';
import { type Day, formatDay } from './day.js';
import type { ResolveIndex } from './index/resolve-index.js';
import type { MeasuredQuestion, NotConverted } from './measured-question.js';
import type { ConversionStep, ResolvedQuantity, Warning } from './quantity.js';
import type { SystemDirectory } from './system-directory.js';
import type { Purpose, Relationship } from './vocabulary.js';
import { displayOf, type Walk } from './walk.js';

export type ResolveStatus = 'RESOLVED' | 'AMBIGUOUS' | 'UNRESOLVED' | 'INVALID' | 'UNAVAILABLE';

/** Where and when an answer was read. */
export interface Reading {
  readonly index: ResolveIndex;
  readonly directory: SystemDirectory;
  /** Revision of every fact in the answer. */
  readonly pin: number;
  readonly stale: boolean;
}

export interface ResolveStep {
  readonly kind: 'MAPPING' | 'CONVERSION' | 'READING';
  readonly id: string;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly fromSystem: string;
  readonly fromCode: string;
  readonly toSystem: string;
  readonly toCode: string;
  /** Of a CONVERSION: its codes are unit codes. */
  readonly conversion: ConversionStep | null;
}

const nothing: readonly never[] = Object.freeze([]);

/** One target of an answer, read out of the index when somebody asks for it. */
export class ResolvedTarget {
  readonly #reading: Reading;
  readonly #day: Day;
  readonly #mapping: number;
  readonly #row: number;
  readonly #measured: MeasuredQuestion | undefined;

  constructor(reading: Reading, { day, measured }: Asked, mapping: number) {
    this.#reading = reading;
    this.#day = day;
    this.#measured = measured;
    this.#mapping = mapping;
    this.#row = reading.index.mappings.targetOf(mapping);
  }

  get system(): string {
    const { index, directory } = this.#reading;
    return directory.keyOf(index.codes.systemOf(this.#row));
  }

  get issuer(): string | null {
    return this.#reading.index.codes.issuerOf(this.#row) || null;
  }

  get code(): string {
    return this.#reading.index.codes.normalOf(this.#row);
  }

  get display(): string | null {
    return displayOf(this.#reading.index, this.#row, { pin: this.#reading.pin, day: this.#day });
  }

  get purpose(): Purpose {
    return this.#reading.index.mappings.purposeOf(this.#mapping);
  }

  get relationship(): Relationship {
    return this.#reading.index.mappings.relationshipOf(this.#mapping);
  }

  get quantity(): ResolvedQuantity | null {
    const measured = this.#measured?.toTarget(this.#mapping);
    return measured?.kind === 'measured' ? measured.quantity : null;
  }

  get warnings(): readonly Warning[] {
    const measured = this.#measured?.toTarget(this.#mapping);
    return measured?.kind === 'measured' ? measured.warnings : nothing;
  }

  get validFrom(): string | null {
    return formatDay(this.#reading.index.mappings.validFrom(this.#mapping));
  }

  get validTo(): string | null {
    return formatDay(this.#reading.index.mappings.validTo(this.#mapping));
  }

  get mappingId(): string {
    return this.#reading.index.mappings.idOf(this.#mapping);
  }
}

/** What was asked, as far as it could be understood. */
export interface Asked {
  readonly system: string;
  readonly normal: string;
  readonly day: Day;
  /** The code as written, where it had several readings of which `normal` is the known one. */
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
    return this.#walk.mappings
      .map((mapping) => this.#target(mapping))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  get path(): readonly ResolveStep[] {
    const asked = this.#asked;
    const only = this.#only();
    if (!asked || (!only && asked.written === null)) return nothing;
    const reading = asked.written === null ? nothing : [readingStep(asked, asked.written)];
    if (!only) return reading;
    return [
      ...reading,
      {
        kind: 'MAPPING',
        id: only.mappingId,
        purpose: only.purpose,
        relationship: only.relationship,
        fromSystem: asked.system,
        fromCode: asked.normal,
        toSystem: only.system,
        toCode: only.code,
        conversion: null,
      },
      ...(only.quantity?.chain ?? nothing).map(conversionStep),
    ];
  }

  get quantity(): ResolvedQuantity | null {
    return this.#only()?.quantity ?? null;
  }

  get warnings(): readonly Warning[] {
    return this.#only()?.warnings ?? nothing;
  }

  get revision(): string {
    return String(this.#reading.pin);
  }

  get stale(): boolean {
    return this.#reading.stale;
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
      quantity: this.quantity,
      path: this.path,
      warnings: this.warnings,
      problem: this.problem,
      missId: this.missId,
      revision: this.revision,
      stale: this.stale,
    };
  }

  #only(): ResolvedTarget | undefined {
    if (this.#walk?.kind === 'resolved') this.#single ??= this.#target(this.#walk.mapping);
    return this.#single;
  }

  #target(mapping: number): ResolvedTarget {
    return new ResolvedTarget(this.#reading, this.#asked as Asked, mapping);
  }
}

function plainTarget(target: ResolvedTarget): Record<string, unknown> {
  const { mappingId, system, issuer, code, display } = target;
  const { purpose, relationship, quantity, validFrom, validTo } = target;
  return { mappingId, system, issuer, code, display, purpose, relationship, quantity, validFrom, validTo };
}

/** A step between two names of one thing, as against one that an approved mapping carries. */
const sameThing = { purpose: 'SAME_THING', relationship: 'EQUIVALENT' } as const;

function readingStep({ system, normal }: Asked, written: string): ResolveStep {
  const ends = { fromSystem: system, fromCode: written, toSystem: system, toCode: normal };
  return { kind: 'READING', id: system, ...sameThing, ...ends, conversion: null };
}

function conversionStep(step: ConversionStep): ResolveStep {
  const [fromSystem, fromCode] = splitUnit(step.from);
  const [toSystem, toCode] = splitUnit(step.to);
  const ends = { fromSystem, fromCode, toSystem, toCode };
  return { kind: 'CONVERSION', id: step.id ?? '', ...sameThing, ...ends, conversion: step };
}

/** `x12:CA`: a code of the numbering `x12`. */
function splitUnit(unit: string): [system: string, code: string] {
  const colon = unit.indexOf(':');
  return [unit.slice(0, colon), unit.slice(colon + 1)];
}
