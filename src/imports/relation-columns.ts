import { normaliseCode } from '../crosswalk/normal-form.js';
import type { System } from '../crosswalk/system-directory.js';
import type { Entry, Value } from '../golden-records/attribute.js';
import type { RelationKind } from '../golden-records/relations/relation-kind.js';

/** Headers of the columns with the first day on which something holds, and with the last or the first on which it no
 *  longer does. */
export interface DayColumns {
  readonly first: string;
  readonly last?: string;
  readonly end?: string;
}

/** A relation of a row’s record to another, which a column names by its code: an empty cell says nothing. */
export interface RelationColumns {
  readonly kind: RelationKind;
  /** Key of the code system in which the other is named. */
  readonly system: string;
  /** Header of the column with the other’s code, or that code itself after `=`. */
  readonly code: string;
  /** Attribute of the relation → header. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Attribute that holds entries → field → header; rows of the same key fill it together. Of an entry whose first field
   *  is empty nothing is said. */
  readonly entries?: Readonly<
    Record<string, { readonly fields: Readonly<Record<string, string>>; readonly days?: DayColumns }>
  >;
  readonly days?: DayColumns;
}

/** A relation as a row says it, on its way in: what rows of one key say of one relation is put together. */
export interface StagedRelation {
  readonly kind: RelationKind;
  readonly system: string;
  readonly issuer: string;
  readonly code: string;
  readonly condition: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly lists: Readonly<Record<string, readonly Entry[]>>;
}

/** The cells of one row, by the headers of its profile. */
interface Cells {
  text(at: number): string;
  readonly values: readonly (Value | undefined)[];
}

/** What of a profile and its code systems the readers need. */
export interface RelationCourt {
  readonly placeOf: (header: string) => number;
  readonly formOf: (system: string) => System;
  readonly dayAfter: (day: string) => string;
  readonly fault: (
    header: string,
    value: string,
    fault: { readonly problem: string; readonly message: string },
  ) => Error | object;
}

/** Headers that the relations of a part name. */
export function relationHeaders(relations: readonly RelationColumns[]): string[] {
  const ofDays = ({ first, last, end }: DayColumns) =>
    [first, last, end].filter((each) => each !== undefined);
  return relations.flatMap(({ code, attributes = {}, entries = {}, days }) => [
    ...(code.startsWith('=') ? [] : [code]),
    ...Object.values(attributes),
    ...Object.values(entries).flatMap(({ fields, days: own }) => [
      ...Object.values(fields),
      ...(own ? ofDays(own) : []),
    ]),
    ...(days ? ofDays(days) : []),
  ]);
}

/** Makes the reader of the relations that rows of a part say. */
export function relationReader(
  relations: readonly RelationColumns[],
  court: RelationCourt,
): (row: Cells) => readonly StagedRelation[] | null {
  if (relations.length === 0) return () => null;
  const readers = relations.map((columns) => readerOf(columns, court));
  return (row) => {
    const said = readers.map((read) => read(row)).filter((relation) => relation !== undefined);
    return said.length > 0 ? said : null;
  };
}

function readerOf(
  { kind, system, code, attributes = {}, entries = {}, days }: RelationColumns,
  court: RelationCourt,
): (row: Cells) => StagedRelation | undefined {
  const fixed = code.startsWith('=') ? code.slice(1) : undefined;
  const codeAt = court.placeOf(code);
  const valuesOf = namedReader(attributes, court);
  const daysOf = dayReader(days, court);
  const lists = Object.entries(entries).map(([attribute, { fields, days: own }]) => ({
    attribute,
    first: court.placeOf(Object.values(fields)[0] ?? ''),
    fieldsOf: namedReader(fields, court),
    daysOf: dayReader(own, court),
  }));
  return (row) => {
    const written = fixed ?? row.text(codeAt);
    if (written === '') return undefined;
    const read = normaliseCode(court.formOf(system), written);
    if (read.kind !== 'normal') throw court.fault(code, written, read);
    const { from, to } = daysOf(row);
    const filled = lists
      .filter(({ first }) => row.values[first] !== undefined)
      .map(({ attribute, fieldsOf, daysOf: entryDays }) => {
        const held = entryDays(row);
        const entry = {
          ...(fieldsOf(row) as Entry),
          ...(held.from !== undefined && { starts: held.from }),
          ...(held.to !== undefined && { ends: held.to }),
        };
        return [attribute, [entry]] as const;
      });
    return {
      ...{ kind, system, issuer: '', code: read.normal, condition: '' },
      ...{ validFrom: from ?? '-infinity', validTo: to ?? 'infinity', attributes: valuesOf(row) },
      lists: Object.fromEntries(filled),
    };
  };
}

function namedReader(
  columns: Readonly<Record<string, string>>,
  { placeOf }: RelationCourt,
): (row: Cells) => Readonly<Record<string, Value>> {
  const places = Object.entries(columns).map(([name, header]) => ({ name, at: placeOf(header) }));
  return (row) =>
    Object.fromEntries(
      places.flatMap(({ name, at }) => {
        const value = row.values[at];
        return value === undefined ? [] : [[name, value]];
      }),
    );
}

/** Lists write it for "without end"; no ISO day comes after it. */
const lastDayThereIs = '9999-12-31';

function dayReader(
  days: DayColumns | undefined,
  { placeOf, dayAfter, fault }: RelationCourt,
): (row: Cells) => { readonly from?: string | undefined; readonly to?: string | undefined } {
  if (!days) return () => ({});
  const firstAt = placeOf(days.first);
  const last = days.last ?? days.end ?? '';
  const lastAt = placeOf(last);
  return (row) => {
    const day = (at: number) => {
      const value = row.values[at];
      return typeof value === 'string' ? value : undefined;
    };
    const [from, until] = [day(firstAt), day(lastAt)];
    const to =
      until === undefined || until === lastDayThereIs
        ? undefined
        : days.last === undefined
          ? until
          : dayAfter(until);
    if (from !== undefined && to !== undefined && to <= from) {
      const message = 'the last day is before the first';
      throw fault(last, row.text(lastAt), { problem: 'BAD_DATE', message });
    }
    return { from, to };
  };
}
