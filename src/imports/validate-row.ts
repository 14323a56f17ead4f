import { normaliseIssuer } from '../crosswalk/issuer.js';
import { normaliseCode } from '../crosswalk/normal-form.js';
import type { System } from '../crosswalk/system-directory.js';
import type { Value, Values } from '../golden-records/attribute.js';
import { nameOf } from '../golden-records/record-name.js';
import type { CarriedCode } from '../golden-records/source-record.table.js';
import type { Header } from './header.js';
import { rulesOf } from './kept-rules.js';
import type { CarriedCodeColumn, Chosen, Column, PackageColumns, Part, Profile } from './profile.js';
import { faultOfRaw, faultOfText, readCell } from './read-cell.js';
import { relationReader, type StagedRelation } from './relation-columns.js';

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
  readonly relations: readonly StagedRelation[] | null;
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
  /** Keys of the records it speaks of, as `[part, normal form]`; null where one of them cannot be read. */
  readonly keys: readonly (readonly [number, string])[] | null;
}

/** Each code system that the profile speaks of, by its key. */
export type Forms = ReadonlyMap<string, System>;

/** Judges one row. */
export type JudgeRow = (cells: readonly string[]) => TakenRow | RejectedRow;

/** Judges one row by itself; what only shows among rows is judged in SQL (`contradictions.store.ts`). Pure. */
export function validateRow(
  profile: Profile,
  header: Header,
  forms: Forms,
  cells: readonly string[],
): TakenRow | RejectedRow {
  return compileRow(profile, header, forms)(cells);
}

/** `validateRow` for all rows of a file: what profile, header and code systems say of every row alike is worked out once. */
export function compileRow(profile: Profile, header: Header, forms: Forms): JudgeRow {
  const compiler = new Compiler(profile, forms);
  const places = profile.columns.map((column) => header.place.get(column.header) ?? -1);
  const parts = profile.parts.map((part, at) => compiler.part(part, at));
  const row = new Row(profile.columns.length);
  const { width } = header;
  return (cells) => {
    if (cells.length !== width) {
      const message = `the row has ${cells.length} columns, the header ${width}`;
      return { kind: 'rejected', column: '', value: '', problem: 'ROW_WIDTH', message, keys: null };
    }
    try {
      for (const [at, column] of profile.columns.entries())
        row.read(at, column, cells[places[at] ?? -1] ?? '');
      const said: PartRow[] = [];
      for (const part of parts) {
        const read = part(row);
        if (read) said.push(read);
      }
      return { kind: 'taken', parts: said };
    } catch (error) {
      if (error instanceof Fault) return { ...error.rejected, keys: compiler.keysOf(cells, places) };
      throw error;
    }
  };
}

/** Thrown out of a row on its first fault and caught by whoever judges it, so that every reader may simply return a
 *  value. */
class Fault {
  constructor(readonly rejected: Omit<RejectedRow, 'keys'>) {}
}

function faultOf(
  column: string,
  value: string,
  { problem, message }: { problem: string; message: string },
): Fault {
  return new Fault({ kind: 'rejected', column, value, problem, message });
}

const plainText = /^[\x20-\x7E]*$/;

/** The cells of the row that is being judged, by the place of their columns in the profile; one place more, always empty,
 *  stands for columns that there are not. */
class Row {
  readonly texts: string[];
  readonly values: (Value | undefined)[];

  constructor(columns: number) {
    this.texts = Array.from({ length: columns + 1 }, () => '');
    this.values = Array.from({ length: columns + 1 }, () => undefined);
  }

  text(at: number): string {
    return this.texts[at] ?? '';
  }

  read(at: number, { header, required, kind }: Column, raw: string): void {
    const tooLong = faultOfRaw(raw);
    if (tooLong) throw faultOf(header, raw, tooLong);
    // Nearly every cell is plain ASCII, which is its own NFC and text for certain.
    const plain = plainText.test(raw);
    const text = (plain ? raw : raw.normalize('NFC')).trim();
    this.texts[at] = text;
    this.values[at] = undefined;
    if (text === '') {
      if (required) throw faultOf(header, text, { problem: 'MISSING', message: 'the value is missing' });
      return;
    }
    const notText = plain ? undefined : faultOfText(text);
    if (notText) throw faultOf(header, text, notText);
    if (kind === 'text') {
      this.values[at] = text;
      return;
    }
    const read = readCell(kind, text);
    if (read.kind === 'fault') throw faultOf(header, text, read);
    this.values[at] = read.value;
  }
}

/** Reads one thing out of a row. */
type Reader<T> = (row: Row) => T;

/** A house code or a CPT number where a standard code may stand: no code of that system, and no fault of the row. */
const nothingSaid: ReadonlySet<string> = new Set(['LOCAL_CODE', 'NOT_LEVEL_II']);

/** What people write where there is nothing to write. Taken for a code, it would make one thing of all that carry it. */
const filler = /^(?:N\/?A|N\.A\.?|NONE|NULL|NIL|UNK(?:NOWN)?|TB[AD]|VARIOUS|MISC|X{2,}|0+|[-.?*#/]+)$/i;

const always = { from: '-infinity', to: 'infinity' } as const;

/** Makes readers of what a profile declares. */
class Compiler {
  readonly #forms: Forms;
  readonly #places: ReadonlyMap<string, number>;
  readonly #parts: readonly Part[];

  constructor(profile: Profile, forms: Forms) {
    this.#forms = forms;
    this.#parts = profile.parts;
    this.#places = new Map(profile.columns.map(({ header }, at) => [header, at]));
  }

  /** The keys of the records in a row that is rejected, whatever else is wrong with it: they are not missing from the
   *  file. `places` are those of the profile’s columns among the cells. */
  keysOf(cells: readonly string[], places: readonly number[]): RejectedRow['keys'] {
    const keys: (readonly [number, string])[] = [];
    for (const [at, { system, key, says, optional }] of this.#parts.entries()) {
      if (says === 'code') continue;
      const written = key.map((header) => (cells[places[this.#place(header)] ?? -1] ?? '').trim()).join(':');
      if (optional && written === '') continue;
      const read = normaliseCode(this.#formOf(system), written);
      if (read.kind !== 'normal') return null;
      keys.push([at, read.normal]);
    }
    return keys;
  }

  part(part: Part, at: number): Reader<PartRow | undefined> {
    const keyOf = this.#key(part);
    const valuesOf = part.says === 'code' ? this.#written(part.attributes) : this.#named(part.attributes);
    const displayOf = this.#display(part);
    const listsOf = this.#lists(part);
    const codesOf = this.#codes(part.codes ?? []);
    const relationsOf = relationReader(part.relations ?? [], {
      placeOf: (header) => this.#place(header),
      formOf: (system) => this.#formOf(system),
      ...{ dayAfter, fault: faultOf },
    });
    const statusOf = this.#status(part);
    const daysOf = this.#days(part);
    const keepRules = this.#rules(part);
    return (row) => {
      const key = keyOf(row);
      if (key === undefined) return undefined;
      const values = valuesOf(row);
      const lists = listsOf(row);
      keepRules(row, values, lists);
      const days = daysOf(row);
      const status = statusOf(row);
      return {
        part: at,
        issuer: '',
        normal: key.normal,
        written: key.written,
        display: displayOf(row, values),
        values,
        lists,
        codes: codesOf(row),
        // What is retired stands to nothing any more.
        relations: status === 'RETIRED' ? null : relationsOf(row),
        status,
        validFrom: days.from,
        validTo: days.to,
      };
    };
  }

  #place(header: string): number {
    return this.#places.get(header) ?? this.#places.size;
  }

  #key({
    system,
    key,
    optional,
  }: Part): Reader<{ readonly normal: string; readonly written: string } | undefined> {
    const [column = ''] = key;
    const places = key.map((header) => this.#place(header));
    const [first = this.#places.size] = places;
    const form = this.#form(system);
    return (row) => {
      const written = places.length === 1 ? row.text(first) : places.map((at) => row.text(at)).join(':');
      if (optional && written === '') return undefined;
      const normalised = normaliseCode(form(), written);
      if (normalised.kind === 'normal') return { normal: normalised.normal, written };
      if (optional && nothingSaid.has(normalised.problem)) return undefined;
      throw faultOf(column, row.text(first), normalised);
    };
  }

  /** Throws out a row whose record breaks a rule that its domain declares. */
  #rules(part: Part): (row: Row, values: Readonly<Record<string, Value>>, lists: PartRow['lists']) => void {
    if (part.says === 'code') return () => {};
    const judge = rulesOf(part.says, part);
    return (row, values, lists) => {
      const broken = judge(lists ? { ...values, ...(lists as Values) } : values);
      if (!broken) return;
      const { attribute, field, value, problem, message } = broken;
      const column = part.attributes[attribute] ?? part.lists?.[attribute]?.column;
      throw faultOf(column ?? field, column === undefined ? value : row.text(this.#place(column)), {
        problem,
        message,
      });
    };
  }

  /** Properties of a code stay as they are written. */
  #written(columns: Readonly<Record<string, string>>): Reader<Readonly<Record<string, string>>> {
    const places = Object.entries(columns).map(([name, header]) => ({ name, at: this.#place(header) }));
    return (row) => {
      const written: Record<string, string> = {};
      for (const { name, at } of places) {
        const text = row.text(at);
        if (text !== '') written[name] = text;
      }
      return written;
    };
  }

  #named(columns: Readonly<Record<string, string>>): Reader<Readonly<Record<string, Value>>> {
    const places = Object.entries(columns).map(([name, header]) => ({ name, at: this.#place(header) }));
    return (row) => {
      const named: Record<string, Value> = {};
      for (const { name, at } of places) {
        const value = row.values[at];
        if (value !== undefined) named[name] = value;
      }
      return named;
    };
  }

  #display({ says, display }: Part): (row: Row, values: Readonly<Record<string, Value>>) => string | null {
    if (says !== 'code') return (_, values) => nameOf(says, values);
    const at = display === undefined ? this.#places.size : this.#place(display);
    return (row) => row.text(at) || null;
  }

  #lists({ lists = {}, packages = [] }: Part): Reader<PartRow['lists']> {
    const lines = Object.entries(lists).map(([attribute, { column, prefix = '', per }]) => ({
      attribute,
      prefix,
      at: this.#place(column),
      perAt: per === undefined ? this.#places.size : this.#place(per),
    }));
    const levelsOf = packages.map((columns) => this.#package(columns));
    if (lines.length === 0 && levelsOf.length === 0) return () => null;
    return (row) => {
      const said: Record<string, readonly unknown[]> = {};
      for (const { attribute, prefix, at, perAt } of lines) {
        const value = row.values[at];
        if (value === undefined) continue;
        const texts = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
        const per = row.text(perAt);
        const suffix = per && ` per ${per}`;
        said[attribute] = texts.map((text) => prefix + text + suffix);
      }
      const levels = levelsOf.map((level) => level(row)).filter((level) => level !== undefined);
      if (levels.length > 0) said['packages'] = levels;
      return Object.keys(said).length > 0 ? said : null;
    };
  }

  #package({ unit, quantity, contains, gtin, unitPrefix = '' }: PackageColumns): Reader<object | undefined> {
    const fixed = contains.startsWith('=') ? contains.slice(1) : undefined;
    const insideAt = this.#place(contains);
    const outsideAt = this.#place(unit);
    const countAt = this.#place(quantity);
    const gtinAt = gtin === undefined ? this.#places.size : this.#place(gtin);
    const form = this.#form('gtin');
    return (row) => {
      const inside = fixed ?? row.text(insideAt);
      const outside = row.text(outsideAt);
      const count = row.values[countAt];
      if (outside === '' || inside === '' || count === undefined || outside === inside) return undefined;
      if (count === 0) {
        throw faultOf(quantity, row.text(countAt), {
          problem: 'BAD_NUMBER',
          message: 'a package holds at least one of something',
        });
      }
      const code = row.text(gtinAt) === '' ? undefined : normaliseCode(form(), row.text(gtinAt));
      const level = { unit: unitPrefix + outside, quantity: String(count), contains: unitPrefix + inside };
      return code?.kind === 'normal' ? { ...level, gtin: code.normal } : level;
    };
  }

  #codes(columns: readonly CarriedCodeColumn[]): Reader<readonly CarriedCode[] | null> {
    if (columns.length === 0) return () => null;
    const codeOf = columns.map((column) => this.#code(column));
    return (row) => {
      const carried: CarriedCode[] = [];
      for (const read of codeOf) {
        const code = read(row);
        if (code && !carried.some((other) => isSame(other, code))) carried.push(code);
      }
      return carried;
    };
  }

  #code({
    system: chosen,
    column,
    role,
    issuer,
    mayBeOther = false,
  }: CarriedCodeColumn): Reader<CarriedCode | undefined> {
    const at = this.#place(column);
    const systemOf = this.#choose(chosen);
    const roleOf = this.#choose(role);
    const issuerOf = issuer === undefined ? () => '' : this.#issuer(issuer);
    return (row) => {
      const written = row.text(at);
      if (written === '') return undefined;
      const system = systemOf(row);
      const from = issuerOf(row, system);
      if (from === undefined) return undefined;
      const form = this.#formOf(system);
      if ((mayBeOther || form.format === null) && filler.test(written)) return undefined;
      const normalised = normaliseCode(form, written);
      if (normalised.kind === 'normal')
        return { system, issuer: from, code: normalised.normal, role: roleOf(row) };
      if (mayBeOther || nothingSaid.has(normalised.problem)) return undefined;
      throw faultOf(column, written, normalised);
    };
  }

  /** Undefined where nobody is named: the number alone says nothing. A list names the same few thousand again and again. */
  #issuer(column: string): (row: Row, system: string) => string | undefined {
    const at = this.#place(column);
    const seen = new Map<string, string>();
    return (row, system) => {
      const written = row.text(at);
      if (written === '' || filler.test(written)) return undefined;
      const identity = `${system} ${written}`;
      const known = seen.get(identity);
      if (known !== undefined) return known;
      const normalised = normaliseIssuer(this.#formOf(system), written);
      if (normalised.kind !== 'normal') throw faultOf(column, written, normalised);
      if (seen.size >= mostIssuersKept) seen.clear();
      seen.set(identity, normalised.normal);
      return normalised.normal;
    };
  }

  #choose<T extends string>(chosen: Chosen<T>): Reader<T> {
    if (typeof chosen === 'string') return () => chosen;
    const { column, cases, otherwise } = chosen;
    const at = this.#place(column);
    const found = new Map(Object.entries(cases) as [string, T][]);
    return (row) => {
      const text = row.text(at);
      const choice = found.get(text) ?? otherwise;
      if (choice !== undefined) return choice;
      const message = `the value is none of ${Object.keys(cases).join(', ')}`;
      throw faultOf(column, text, { problem: 'UNKNOWN_VALUE', message });
    };
  }

  #status({ retired }: Part): Reader<'ACTIVE' | 'RETIRED'> {
    if (!retired) return () => 'ACTIVE';
    const at = this.#place(retired.column);
    return (row) => (retired.values.includes(row.text(at)) ? 'RETIRED' : 'ACTIVE');
  }

  #days({ validity }: Part): Reader<{ readonly from: string; readonly to: string }> {
    if (!validity) return () => always;
    const firstAt = this.#place(validity.first);
    const lastAt = this.#place(validity.last);
    return (row) => {
      const first = row.values[firstAt];
      const last = row.values[lastAt];
      if (typeof first === 'string' && typeof last === 'string' && first > last) {
        const message = 'the last day is before the first';
        throw faultOf(validity.last, row.text(lastAt), { problem: 'BAD_DATE', message });
      }
      return {
        from: typeof first === 'string' ? first : always.from,
        to: typeof last === 'string' && last !== lastDayThereIs ? dayAfter(last) : always.to,
      };
    };
  }

  /** Looked up when the first row asks: a profile may name a system of which no row speaks. */
  #form(key: string): () => System {
    let form: System | undefined;
    return () => {
      form ??= this.#formOf(key);
      return form;
    };
  }

  #formOf(key: string): System {
    const form = this.#forms.get(key);
    if (!form) throw new Error(`the profile names the code system ${key}, which was not looked up`);
    return form;
  }
}

const mostIssuersKept = 10_000;

function isSame(one: CarriedCode, other: CarriedCode): boolean {
  return (
    one.code === other.code &&
    one.role === other.role &&
    one.system === other.system &&
    one.issuer === other.issuer
  );
}

/** Lists write it for "without end"; no ISO day comes after it. */
const lastDayThereIs = '9999-12-31';

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
