import type { Day } from '../day.js';
import { CodeRows } from './code-rows.js';
import { type Condition, ConditionSets } from './condition-sets.js';
import { FactRows } from './fact-rows.js';
import { GoldenRows } from './golden-rows.js';
import { IntColumn } from './int-column.js';
import { type Mapping, MappingRows } from './mapping-rows.js';
import { type Below, PlaceRows } from './place-rows.js';
import { type RecordCode, RecordCodeRows } from './record-code-rows.js';
import { RedirectRows } from './redirect-rows.js';
import { TextArena } from './text-arena.js';
import { type StatementRow, UnitStatements } from './unit-statements.js';

export interface Known {
  readonly from: number;
  /** Revision that ended it, or `never`. */
  readonly to: number;
}

/** A code as the database names it. */
export interface CodeRow {
  readonly id: number;
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
}

export interface CodeFact {
  readonly display: string | null;
  readonly active: boolean;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly known: Known;
}

/** An end of a mapping: a code by its database id, a golden record by its own; of a NO_MAP the number of the system. */
export type MappingEnd = number | string;

/** A condition as it comes from the database. */
export interface StatedCondition {
  readonly key: number;
  readonly word: string | null;
  readonly goldenId: string | null;
}

/** What a golden record was called between two revisions. */
export interface GoldenName {
  readonly name: string;
  readonly known: Known;
}

/** "What was known by this golden id is known by the survivor’s." */
export interface Redirect {
  readonly survivorId: string;
  readonly known: Known;
}

class CodeFactRows extends FactRows {
  readonly #display = new IntColumn();
  readonly #active = new IntColumn();

  add(display: number, fact: CodeFact, next: number): number {
    this.#display.push(display);
    this.#active.push(fact.active ? 1 : 0);
    return this.addFact(fact, fact.known, next);
  }

  displayOf(row: number): number {
    return this.#display.get(row);
  }

  isActive(row: number): boolean {
    return this.#active.get(row) === 1;
  }

  override get bytes(): number {
    return super.bytes + this.#display.bytes + this.#active.bytes;
  }
}

/** Every live code, what is said of it, what it maps to and which golden records it points at, with all days of validity, in typed arrays.
 *  Revisions are applied beside the readers: a row that begins or ends at a later revision than a reader’s pin is not
 *  yet there, or still there, for that reader; `publish` moves the pin when a revision is complete. */
export class ResolveIndex {
  readonly texts = new TextArena();
  readonly codes = new CodeRows(this.texts);
  readonly facts = new CodeFactRows();
  readonly mappings = new MappingRows(this.texts);
  readonly conditions = new ConditionSets();
  readonly records = new GoldenRows(this.texts);
  readonly recordCodes = new RecordCodeRows();
  readonly redirects = new RedirectRows();
  /** Which golden records lie below which. */
  readonly places = new PlaceRows();
  readonly units = new UnitStatements();
  #revision = 0;

  /** The newest revision that is completely applied. */
  get revision(): number {
    return this.#revision;
  }

  publish(revision: number): void {
    if (revision < this.#revision) throw new Error(`revision ${revision} is older than ${this.#revision}`);
    this.#revision = revision;
  }

  addFact(codeId: number, fact: CodeFact): void {
    const code = this.#code(codeId);
    const known = this.#factOf(code, fact);
    if (known !== -1) {
      this.facts.end(known, fact.known.to);
      return;
    }
    const row = this.facts.add(this.texts.put(fact.display), fact, this.codes.firstFact.get(code));
    this.codes.firstFact.set(code, row);
  }

  /** A set of conditions; before the mappings that stand under it. */
  addConditions(set: number, stated: readonly StatedCondition[]): void {
    if (this.conditions.has(set)) return;
    const recordOf = (goldenId: string | null) => (goldenId === null ? -1 : this.records.add(goldenId));
    this.conditions.add(
      set,
      stated.map(({ key, word, goldenId }): Condition => ({ key, word, record: recordOf(goldenId) })),
    );
  }

  /** "Not the same" holds both ways, so it is found from either end. */
  addMapping(from: MappingEnd, to: MappingEnd, mapping: Mapping): void {
    this.#putMapping(from, to, mapping);
    if (mapping.special?.kind === 'NOT' && mapping.purpose === 'SAME_THING')
      this.#putMapping(to, from, mapping);
  }

  #putMapping(from: MappingEnd, to: MappingEnd, mapping: Mapping): void {
    const heads = typeof from === 'number' ? this.codes.firstMapping : this.records.firstMapping;
    const start = typeof from === 'number' ? this.#code(from) : this.records.add(from);
    const first = heads.get(start);
    const known = this.#mappingOf(first, mapping);
    if (known !== -1) this.mappings.end(known, mapping.known.to);
    else heads.set(start, this.mappings.add(this.#targetOf(to, mapping), mapping, first));
  }

  #targetOf(to: MappingEnd, { special }: Mapping): number {
    if (typeof to === 'string') return -2 - this.records.add(to);
    return special?.kind === 'NO_MAP' ? to : this.#code(to);
  }

  addName(goldenId: string, { name, known }: GoldenName): void {
    this.records.addName(this.records.add(goldenId), name, known);
  }

  addRecordCode(codeId: number, said: RecordCode): void {
    const code = this.#code(codeId);
    const first = this.codes.firstRecord.get(code);
    const there = this.recordCodes.find(first, said.id);
    if (there !== -1) {
      this.recordCodes.end(there, said.known.to);
      return;
    }
    const record = this.records.add(said.goldenId);
    const { firstCode } = this.records;
    const row = this.recordCodes.add({ code, record }, said, { code: first, record: firstCode.get(record) });
    this.codes.firstRecord.set(code, row);
    firstCode.set(record, row);
  }

  addZone(goldenId: string, { name, known }: GoldenName): void {
    this.records.addZone(this.records.add(goldenId), name, known);
  }

  addPlace(childId: string, parentId: string, below: Below): void {
    this.places.add(this.records.add(childId), this.records.add(parentId), below);
  }

  addRedirect(goldenId: string, { survivorId, known }: Redirect): void {
    this.redirects.add(this.records.add(goldenId), this.records.add(survivorId), known);
  }

  addStatement(codeId: number, statement: StatementRow): void {
    this.units.add(this.#code(codeId), statement);
  }

  /** Bytes held by columns, hash table and texts. */
  get bytes(): number {
    const { texts, codes, facts, mappings, conditions, records, recordCodes, redirects, places } = this;
    const parts = [texts, codes, facts, mappings, conditions, records, recordCodes, redirects, places];
    return parts.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #code(id: number): number {
    const row = this.codes.ofId(id);
    if (row === -1) throw new Error(`code ${id} was not loaded before what refers to it`);
    return row;
  }

  /** One change begins at most one fact of a code on a given first day: the database forbids overlap. */
  #factOf(code: number, fact: CodeFact): number {
    let row = this.codes.firstFact.get(code);
    while (
      row !== -1 &&
      (this.facts.fromRevision(row) !== fact.known.from || this.facts.validFrom(row) !== fact.validFrom)
    ) {
      row = this.facts.next(row);
    }
    return row;
  }

  #mappingOf(first: number, mapping: Mapping): number {
    let row = first;
    while (
      row !== -1 &&
      (this.mappings.fromRevision(row) !== mapping.known.from || this.mappings.idOf(row) !== mapping.id)
    ) {
      row = this.mappings.next(row);
    }
    return row;
  }
}
