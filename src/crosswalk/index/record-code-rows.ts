import type { Day } from '../day.js';
import { type CodeRole, codeRoles } from '../vocabulary.js';
import { FactRows } from './fact-rows.js';
import { IntColumn } from './int-column.js';

/** "This code points at this golden record, in this role, because a source record says so." */
export interface RecordCode {
  readonly id: number;
  readonly goldenId: string;
  readonly role: CodeRole;
  readonly validFrom: Day;
  readonly validTo: Day;
  /** Revisions: known from the first, no longer at the second. */
  readonly known: { readonly from: number; readonly to: number };
}

/** Record codes, chained by code (`next`) and by golden record (`nextOfRecord`). Several source records that say the
 *  same are several rows: readers take them for one answer. */
export class RecordCodeRows extends FactRows {
  readonly #code = new IntColumn();
  readonly #record = new IntColumn();
  readonly #role = new IntColumn();
  readonly #id = new IntColumn();
  readonly #nextOfRecord = new IntColumn();

  /** Adds a row before the first of its code and the first of its record. */
  add(
    ends: { code: number; record: number },
    said: RecordCode,
    first: { code: number; record: number },
  ): number {
    this.#code.push(ends.code);
    this.#record.push(ends.record);
    this.#role.push(codeRoles.indexOf(said.role));
    this.#id.push(said.id);
    this.#nextOfRecord.push(first.record);
    return this.addFact(said, said.known, first.code);
  }

  codeOf(row: number): number {
    return this.#code.get(row);
  }

  /** Row of the golden record. */
  recordOf(row: number): number {
    return this.#record.get(row);
  }

  roleOf(row: number): CodeRole {
    return codeRoles[this.#role.get(row)] as CodeRole;
  }

  nextOfRecord(row: number): number {
    return this.#nextOfRecord.get(row);
  }

  /** Row of a database id in the chain from `first`, or -1. Ids are kept in 32 bits: two of one code never share them. */
  find(first: number, id: number): number {
    let row = first;
    while (row !== -1 && this.#id.get(row) !== (id | 0)) row = this.next(row);
    return row;
  }

  override get bytes(): number {
    const columns = [this.#code, this.#record, this.#role, this.#id, this.#nextOfRecord];
    return columns.reduce((sum, column) => sum + column.bytes, super.bytes);
  }
}
