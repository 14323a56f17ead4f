import { normaliseCode } from '../crosswalk/normal-form.js';
import type { Header } from './header.js';
import type { Forms, JudgeRow, PartRow, RejectedRow, TakenRow } from './judged-row.js';
import type { Part, Profile } from './profile.js';
import { readPart } from './read-part.js';
import { Fault, Row } from './row.js';
import { Columns } from './row-columns.js';

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
  const columns = new Columns(profile, forms);
  const places = profile.columns.map((column) => header.place.get(column.header) ?? -1);
  const parts = profile.parts.map((part, at) => readPart(columns, part, at));
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
      if (error instanceof Fault)
        return { ...error.rejected, keys: keysOf({ columns, parts: profile.parts, places }, cells) };
      throw error;
    }
  };
}

/** The keys of the records in a row that is rejected, whatever else is wrong with it: they are not missing from the
 *  file. `places` are those of the profile’s columns among the cells. */
function keysOf(
  { columns, parts, places }: { columns: Columns; parts: readonly Part[]; places: readonly number[] },
  cells: readonly string[],
): RejectedRow['keys'] {
  const keys: (readonly [number, string])[] = [];
  for (const [at, { system, key, says, optional }] of parts.entries()) {
    if (says === 'code') continue;
    const written = key.map((header) => (cells[places[columns.place(header)] ?? -1] ?? '').trim()).join(':');
    if (optional && written === '') continue;
    const read = normaliseCode(columns.formOf(system), written);
    if (read.kind !== 'normal') return null;
    keys.push([at, read.normal]);
  }
  return keys;
}
