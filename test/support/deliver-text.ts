import type { Profile } from '../../src/imports/profile.js';
import { profiles } from '../../src/imports/profiles.js';
import { deliver, type ImportOutcome } from '../../src/imports/run-import.js';
import type { Db } from '../../src/platform/db/db.js';

export function profileOf(key: string): Profile {
  const profile = profiles.get(key);
  if (!profile) throw new Error(`no profile ${key}`);
  return profile;
}

/** Rows of a file by the headers of its profile; a column that is not said is empty. */
export type RowCells = Readonly<Record<string, string>>;

/** The file that a profile would read as these rows. */
export function fileOf({ columns, delimiter, quote }: Profile, rows: readonly RowCells[]): string {
  const headers = columns.map(({ header }) => header);
  const cell = (text: string) =>
    quote === null ? text : `${quote}${text.replaceAll(quote, quote + quote)}${quote}`;
  for (const row of rows)
    for (const header of Object.keys(row))
      if (!headers.includes(header)) throw new Error(`the profile has no column ${header}`);
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))]
    .map((cells) => `${cells.map(cell).join(delimiter)}\n`)
    .join('');
}

/** Takes rows the whole way of a file, by the real profile. */
export function deliverRows(db: Db, profile: string, rows: readonly RowCells[]): Promise<ImportOutcome> {
  return deliverText(db, profile, fileOf(profileOf(profile), rows));
}

export function deliverText(db: Db, profile: string, text: string): Promise<ImportOutcome> {
  const stream = (async function* () {
    yield Buffer.from(text, 'utf8');
  })();
  return deliver(db, { profile: profileOf(profile), fileName: `${profile}.csv`, actor: 'test', stream });
}
