import { normaliseIssuer } from '../crosswalk/issuer.js';
import { normaliseCode } from '../crosswalk/normal-form.js';
import type { System } from '../crosswalk/system-directory.js';
import type { Value } from '../golden-records/attribute.js';
import { nameOf } from '../golden-records/record-name.js';
import type { CarriedCode } from '../golden-records/source-record.table.js';
import type { Header } from './header.js';
import type { CarriedCodeColumn, Chosen, Column, PackageColumns, Part, Profile } from './profile.js';
import { faultOfRaw, faultOfText, readCell } from './read-cell.js';

/** What one part of a row says, ready to be staged. */
export interface PartRow {
  /** Its place among the profile’s parts. */
  readonly part: number;
  readonly issuer: string;
  readonly normal: string;
  readonly written: string;
  readonly display: string | null;
  readonly values: Readonly<Record<string, Value>>;
  readonly lists: Readonly<Record<string, readonly unknown[]>> | null;
  readonly codes: readonly CarriedCode[] | null;
  readonly status: 'ACTIVE' | 'RETIRED';
  readonly validFrom: string;
  readonly validTo: string;
}

/** A row that can be taken. */
export interface TakenRow {
  readonly kind: 'taken';
  readonly parts: readonly PartRow[];
}

/** Why a row cannot be taken: which column, the value as it stands there, and what is wrong with it. */
export interface RejectedRow {
  readonly kind: 'rejected';
  readonly column: string;
  readonly value: string;
  readonly problem: string;
  readonly message: string;
}

/** Each code system that the profile speaks of, by its key. */
export type Forms = ReadonlyMap<string, System>;

/** Thrown out of a row on its first fault and caught by `validateRow`, so that every reader may simply return a value. */
class Fault {
  constructor(readonly rejected: RejectedRow) {}
}

/** Judges one row by itself; what only shows among rows is judged in SQL (`contradictions.store.ts`). Pure. */
export function validateRow(
  profile: Profile,
  header: Header,
  forms: Forms,
  cells: readonly string[],
): TakenRow | RejectedRow {
  if (cells.length !== header.width) {
    const message = `the row has ${cells.length} columns, the header ${header.width}`;
    return { kind: 'rejected', column: '', value: '', problem: 'ROW_WIDTH', message };
  }
  try {
    const row = new RowReader(profile, header, forms, cells);
    const parts: PartRow[] = [];
    for (const [at, part] of profile.parts.entries()) {
      const read = row.part(part, at);
      if (read) parts.push(read);
    }
    return { kind: 'taken', parts };
  } catch (error) {
    if (error instanceof Fault) return error.rejected;
    throw error;
  }
}

/** A house code or a CPT number where a standard code may stand: no code of that system, and no fault of the row. */
const nothingSaid: ReadonlySet<string> = new Set(['LOCAL_CODE', 'NOT_LEVEL_II']);

/** What people write where there is nothing to write. Taken for a code, it would make one thing of all that carry it. */
const filler = /^(?:N\/?A|N\.A\.?|NONE|NULL|NIL|UNK(?:NOWN)?|TB[AD]|VARIOUS|MISC|X{2,}|0+|[-.?*#/]+)$/i;

class RowReader {
  readonly #forms: Forms;
  readonly #texts = new Map<string, string>();
  readonly #values = new Map<string, Value>();

  constructor(profile: Profile, header: Header, forms: Forms, cells: readonly string[]) {
    this.#forms = forms;
    for (const column of profile.columns)
      this.#read(column, cells[header.place.get(column.header) ?? -1] ?? '');
  }

  part(part: Part, at: number): PartRow | undefined {
    const key = this.#key(part);
    if (key === undefined) return undefined;
    const values = part.says === 'code' ? this.#written(part.attributes) : this.#named(part.attributes);
    const days = this.#days(part);
    return {
      part: at,
      issuer: '',
      normal: key.normal,
      written: key.written,
      display: this.#display(part, values),
      values,
      lists: this.#lists(part),
      codes: part.codes?.length ? this.#codes(part.codes) : null,
      status: this.#status(part),
      validFrom: days.from,
      validTo: days.to,
    };
  }

  #read({ header, required, kind }: Column, raw: string): void {
    const tooLong = faultOfRaw(raw);
    if (tooLong) throw this.#fault(header, raw, tooLong);
    const text = raw.normalize('NFC').trim();
    this.#texts.set(header, text);
    if (text === '') {
      if (required) throw this.#fault(header, text, { problem: 'MISSING', message: 'the value is missing' });
      return;
    }
    const notText = faultOfText(text);
    if (notText) throw this.#fault(header, text, notText);
    const read = readCell(kind, text);
    if (read.kind === 'fault') throw this.#fault(header, text, read);
    this.#values.set(header, read.value);
  }

  #text(header: string): string {
    return this.#texts.get(header) ?? '';
  }

  #key({ system, key, optional }: Part): { normal: string; written: string } | undefined {
    const written = key.map((header) => this.#text(header)).join(':');
    const [column = ''] = key;
    if (optional && written === '') return undefined;
    const normalised = normaliseCode(this.#form(system), written);
    if (normalised.kind === 'normal') return { normal: normalised.normal, written };
    if (optional && nothingSaid.has(normalised.problem)) return undefined;
    throw this.#fault(column, this.#text(column), normalised);
  }

  /** Properties of a code stay as they are written. */
  #written(columns: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(columns)
        .map(([property, header]) => [property, this.#text(header)] as const)
        .filter(([, text]) => text !== ''),
    );
  }

  #named(columns: Readonly<Record<string, string>>): Readonly<Record<string, Value>> {
    const named: Record<string, Value> = {};
    for (const [attribute, header] of Object.entries(columns)) {
      const value = this.#values.get(header);
      if (value !== undefined) named[attribute] = value;
    }
    return named;
  }

  #display({ says, display }: Part, values: Readonly<Record<string, Value>>): string | null {
    return says === 'code' ? (display && this.#text(display)) || null : nameOf(says, values);
  }

  #lists({ lists, packages }: Part): PartRow['lists'] {
    if (!lists && !packages) return null;
    const said: Record<string, readonly unknown[]> = {};
    for (const [attribute, { column, prefix = '', per }] of Object.entries(lists ?? {})) {
      const value = this.#values.get(column);
      if (value === undefined) continue;
      const texts = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
      const suffix = per && this.#text(per) ? ` per ${this.#text(per)}` : '';
      said[attribute] = texts.map((text) => prefix + text + suffix);
    }
    const levels = (packages ?? []).flatMap((columns) => this.#package(columns));
    if (levels.length > 0) said['packages'] = levels;
    return Object.keys(said).length > 0 ? said : null;
  }

  #package({ unit, quantity, contains, gtin, unitPrefix = '' }: PackageColumns) {
    const inside = contains.startsWith('=') ? contains.slice(1) : this.#text(contains);
    const outside = this.#text(unit);
    const count = this.#values.get(quantity);
    if (outside === '' || inside === '' || count === undefined || outside === inside) return [];
    if (count === 0) {
      throw this.#fault(quantity, this.#text(quantity), {
        problem: 'BAD_NUMBER',
        message: 'a package holds at least one of something',
      });
    }
    const code = gtin ? normaliseCode(this.#form('gtin'), this.#text(gtin)) : undefined;
    const level = { unit: unitPrefix + outside, quantity: String(count), contains: unitPrefix + inside };
    return [code?.kind === 'normal' ? { ...level, gtin: code.normal } : level];
  }

  #codes(columns: readonly CarriedCodeColumn[]): readonly CarriedCode[] {
    const carried = columns.flatMap((column) => this.#code(column));
    const seen = new Set<string>();
    return carried.filter((code) => {
      const identity = JSON.stringify(code);
      return !seen.has(identity) && seen.add(identity);
    });
  }

  #code({ system: chosen, column, role, issuer, mayBeOther = false }: CarriedCodeColumn): CarriedCode[] {
    const written = this.#text(column);
    if (written === '') return [];
    const system = this.#choose(chosen);
    const from = issuer ? this.#issuer(system, issuer) : '';
    if (from === undefined) return [];
    const form = this.#form(system);
    if ((mayBeOther || form.format === null) && filler.test(written)) return [];
    const normalised = normaliseCode(form, written);
    if (normalised.kind === 'normal')
      return [{ system, issuer: from, code: normalised.normal, role: this.#choose(role) }];
    if (mayBeOther || nothingSaid.has(normalised.problem)) return [];
    throw this.#fault(column, written, normalised);
  }

  /** Undefined where nobody is named: the number alone says nothing. */
  #issuer(system: string, column: string): string | undefined {
    const written = this.#text(column);
    if (written === '' || filler.test(written)) return undefined;
    const normalised = normaliseIssuer(this.#form(system), written);
    if (normalised.kind === 'normal') return normalised.normal;
    throw this.#fault(column, written, normalised);
  }

  #choose<T extends string>(chosen: Chosen<T>): T {
    if (typeof chosen === 'string') return chosen;
    const text = this.#text(chosen.column);
    const found = Object.hasOwn(chosen.cases, text) ? chosen.cases[text] : chosen.otherwise;
    if (found !== undefined) return found;
    const message = `the value is none of ${Object.keys(chosen.cases).join(', ')}`;
    throw this.#fault(chosen.column, text, { problem: 'UNKNOWN_VALUE', message });
  }

  #status({ retired }: Part): 'ACTIVE' | 'RETIRED' {
    return retired?.values.includes(this.#text(retired.column)) ? 'RETIRED' : 'ACTIVE';
  }

  #days({ validity }: Part): { from: string; to: string } {
    const first = validity && this.#values.get(validity.first);
    const last = validity && this.#values.get(validity.last);
    const days = {
      from: typeof first === 'string' ? first : '-infinity',
      to: typeof last === 'string' && last !== lastDayThereIs ? dayAfter(last) : 'infinity',
    };
    if (validity && typeof first === 'string' && typeof last === 'string' && first > last) {
      const message = 'the last day is before the first';
      throw this.#fault(validity.last, this.#text(validity.last), { problem: 'BAD_DATE', message });
    }
    return days;
  }

  #form(system: string): System {
    const form = this.#forms.get(system);
    if (!form) throw new Error(`the profile names the code system ${system}, which was not looked up`);
    return form;
  }

  #fault(column: string, value: string, { problem, message }: { problem: string; message: string }): Fault {
    return new Fault({ kind: 'rejected', column, value, problem, message });
  }
}

/** Lists write it for "without end"; no ISO day comes after it. */
const lastDayThereIs = '9999-12-31';

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
