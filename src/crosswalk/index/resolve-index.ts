import type { Day } from '../day.js';
import { type Purpose, purposes, type Relationship, relationships } from '../vocabulary.js';
import { CodeRows } from './code-rows.js';
import { FactRows } from './fact-rows.js';
import { GoldenRows } from './golden-rows.js';
import { IntColumn } from './int-column.js';
import { type RecordCode, RecordCodeRows } from './record-code-rows.js';
import { RedirectRows } from './redirect-rows.js';
import { TextArena } from './text-arena.js';
import { type StatementRow, UnitStatements } from './unit-statements.js';
import { uuidFromWords, uuidToWords } from './uuid-words.js';

export interface Known {
  readonly from: number;
  /** Revision that ended it, or `never`. */
  readonly to: number;
}

export interface CodeFact {
  readonly display: string | null;
  readonly active: boolean;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly known: Known;
}

export interface Mapping {
  readonly id: string;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly known: Known;
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

class MappingRows extends FactRows {
  readonly #target = new IntColumn();
  readonly #kind = new IntColumn();
  readonly #id = [new IntColumn(), new IntColumn(), new IntColumn(), new IntColumn()] as const;

  add(target: number, mapping: Mapping, next: number): number {
    this.#target.push(target);
    this.#kind.push(purposes.indexOf(mapping.purpose) * 8 + relationships.indexOf(mapping.relationship));
    const words = uuidToWords(mapping.id);
    for (const [at, column] of this.#id.entries()) column.push(words[at] as number);
    return this.addFact(mapping, mapping.known, next);
  }

  targetOf(row: number): number {
    return this.#target.get(row);
  }

  purposeOf(row: number): Purpose {
    return purposes[this.#kind.get(row) >> 3] as Purpose;
  }

  relationshipOf(row: number): Relationship {
    return relationships[this.#kind.get(row) & 7] as Relationship;
  }

  idOf(row: number): string {
    const [a, b, c, d] = this.#id;
    return uuidFromWords(a.get(row), b.get(row), c.get(row), d.get(row));
  }

  override get bytes(): number {
    return (
      super.bytes +
      this.#id.reduce((sum, column) => sum + column.bytes, this.#target.bytes + this.#kind.bytes)
    );
  }
}

/** Every live code, what is said of it, what it maps to and which golden records it points at, with all days of validity, in typed arrays.
 *  Revisions are applied beside the readers: a row that begins or ends at a later revision than a reader’s pin is not
 *  yet there, or still there, for that reader; `publish` moves the pin when a revision is complete. */
export class ResolveIndex {
  readonly texts = new TextArena();
  readonly codes = new CodeRows(this.texts);
  readonly facts = new CodeFactRows();
  readonly mappings = new MappingRows();
  readonly records = new GoldenRows(this.texts);
  readonly recordCodes = new RecordCodeRows();
  readonly redirects = new RedirectRows();
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

  addMapping(fromId: number, toId: number, mapping: Mapping): void {
    const from = this.#code(fromId);
    const known = this.#mappingOf(from, mapping);
    if (known !== -1) {
      this.mappings.end(known, mapping.known.to);
      return;
    }
    const row = this.mappings.add(this.#code(toId), mapping, this.codes.firstMapping.get(from));
    this.codes.firstMapping.set(from, row);
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

  addRedirect(goldenId: string, { survivorId, known }: Redirect): void {
    this.redirects.add(this.records.add(goldenId), this.records.add(survivorId), known);
  }

  addStatement(codeId: number, statement: StatementRow): void {
    this.units.add(this.#code(codeId), statement);
  }

  /** Bytes held by columns, hash table and texts. */
  get bytes(): number {
    const { texts, codes, facts, mappings, records, recordCodes, redirects } = this;
    const parts = [texts, codes, facts, mappings, records, recordCodes, redirects];
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

  #mappingOf(from: number, mapping: Mapping): number {
    let row = this.codes.firstMapping.get(from);
    while (
      row !== -1 &&
      (this.mappings.fromRevision(row) !== mapping.known.from || this.mappings.idOf(row) !== mapping.id)
    ) {
      row = this.mappings.next(row);
    }
    return row;
  }
}
