import type { Day } from '../day.js';
import {
  type MappingKind,
  mappingKinds,
  type Purpose,
  purposes,
  type Relationship,
  relationships,
} from '../vocabulary.js';
import { FactRows } from './fact-rows.js';
import { IntColumn } from './int-column.js';
import type { TextArena } from './text-arena.js';
import { uuidFromWords, uuidToWords } from './uuid-words.js';

/** What makes a mapping other than a plain one. Interned: rows that are special in the same way share it. */
export interface Special {
  readonly kind: MappingKind;
  /** Number of its set of conditions; 0: none. */
  readonly conditions: number;
  /** Answers though the golden record says otherwise. */
  readonly exception: boolean;
  readonly role: string | null;
  readonly sequence: number | null;
}

/** A mapping as it comes from the database, without its ends. */
export interface Mapping {
  readonly id: string;
  readonly purpose: Purpose;
  readonly relationship: Relationship;
  readonly validFrom: Day;
  readonly validTo: Day;
  /** Revisions: known from the first, no longer at the second. */
  readonly known: { readonly from: number; readonly to: number };
  /** Absent of a plain one. */
  readonly special?: Special | undefined;
  /** Of one of several targets of one statement: which statement. */
  readonly group?: string | null;
  /** Of a NO_MAP: why. */
  readonly reason?: string | null;
}

const plain: Special = { kind: 'MAP', conditions: 0, exception: false, role: null, sequence: null };

/** Mappings, chained by the code or golden record they start from. Nearly all are plain: what the others are stands in a
 *  list that the rows point into. */
export class MappingRows extends FactRows {
  readonly #texts: TextArena;
  readonly #target = new IntColumn();
  readonly #kind = new IntColumn();
  readonly #id = [new IntColumn(), new IntColumn(), new IntColumn(), new IntColumn()] as const;
  readonly #special = new IntColumn();
  readonly #group = new IntColumn();
  readonly #specials: Special[] = [plain];
  readonly #numberOfSpecial = new Map<string, number>();
  readonly #numberOfGroup = new Map<string, number>();
  readonly #reasons = new Map<number, number>();
  #denials = 0;

  constructor(texts: TextArena) {
    super();
    this.#texts = texts;
  }

  /** `target`: row of a code; -2 - row of a golden record; of a NO_MAP the number of the system. */
  add(target: number, mapping: Mapping, next: number): number {
    this.#target.push(target);
    this.#kind.push(purposes.indexOf(mapping.purpose) * 8 + relationships.indexOf(mapping.relationship));
    const words = uuidToWords(mapping.id);
    for (const [at, column] of this.#id.entries()) column.push(words[at] as number);
    const row = this.addFact(mapping, mapping.known, next);
    const { special, group = null, reason = null } = mapping;
    this.#special.push(special ? this.#numberOf(special) : 0);
    this.#group.push(group === null ? 0 : numbered(this.#numberOfGroup, group));
    if (reason !== null) this.#reasons.set(row, this.#texts.put(reason));
    if (special?.kind === 'NOT') this.#denials++;
    return row;
  }

  /** Row of the code it leads to; -1 if it leads to none. */
  targetOf(row: number): number {
    const target = this.#target.get(row);
    return target < 0 || this.kindOf(row) === 'NO_MAP' ? -1 : target;
  }

  /** Row of the golden record it leads to; -1 if it leads to none. */
  goldenTargetOf(row: number): number {
    const target = this.#target.get(row);
    return target < -1 ? -2 - target : -1;
  }

  /** Number of the system in which a NO_MAP says there is nothing; -1 of the others. */
  emptySystemOf(row: number): number {
    return this.kindOf(row) === 'NO_MAP' ? this.#target.get(row) : -1;
  }

  /** A statement between two codes without condition, exception or company. */
  isPlain(row: number): boolean {
    return this.#special.get(row) === 0 && this.#target.get(row) >= 0;
  }

  specialOf(row: number): Special {
    return this.#specials[this.#special.get(row)] as Special;
  }

  kindOf(row: number): MappingKind {
    return this.specialOf(row).kind;
  }

  /** Rows of one one-to-many statement have the same number; 0: a statement of its own. */
  groupOf(row: number): number {
    return this.#group.get(row);
  }

  /** Why a NO_MAP says that there is nothing. */
  reasonOf(row: number): string | null {
    const offset = this.#reasons.get(row);
    return offset === undefined ? null : this.#texts.get(offset);
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

  /** Whether any statement says "not the same": most hubs have few, and then nobody looks. */
  get anyDenials(): boolean {
    return this.#denials > 0;
  }

  override get bytes(): number {
    const columns = [this.#target, this.#kind, ...this.#id, this.#special, this.#group];
    const ofGroups = this.#numberOfGroup.size * 120 + this.#reasons.size * 40; // entries of the maps, measured
    return columns.reduce((sum, column) => sum + column.bytes, super.bytes + ofGroups);
  }

  #numberOf(special: Special): number {
    const { kind, conditions, exception, role, sequence } = special;
    const key = JSON.stringify([mappingKinds.indexOf(kind), conditions, exception, role, sequence]);
    const number = numbered(this.#numberOfSpecial, key);
    this.#specials[number] ??= special;
    return number;
  }
}

/** The number of a key, the next one if it is new; the first is 1. */
function numbered(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size + 1);
  return numbers.size;
}
