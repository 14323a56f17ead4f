import { type NormalForm, normaliseCode } from '../crosswalk/normal-form.js';
import type { Header } from './header.js';
import type { CodePart, Profile } from './profile.js';

/** A row that can be taken. */
export interface ValidRow {
  readonly normal: string;
  readonly written: string;
  readonly display: string | null;
  readonly properties: Readonly<Record<string, string>>;
}

export interface TakenRow {
  readonly kind: 'taken';
  readonly code: ValidRow;
  readonly target: ValidRow | null;
}

/** Why a row cannot be taken: which column, the value as it stands there, and what is wrong with it. */
export interface RejectedRow {
  readonly kind: 'rejected';
  readonly column: string;
  readonly value: string;
  readonly problem: string;
  readonly message: string;
}

export interface Forms {
  readonly code: NormalForm;
  readonly target: NormalForm | null;
}

const longestText = 10_000;
/** A price as price lists write it: `39.38`, `1,141.40`, `$19,750.00`. */
const price = /^\$?\s?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,4})?$/;

/** Judges one row by itself; what only shows among rows is judged in SQL (`apply-import.ts`). Pure. */
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
  const raw = (name: string) => cells[header.place.get(name) ?? -1] ?? '';
  const cell = (name: string) => clean(raw(name));
  for (const column of profile.columns) {
    if (raw(column.header).length > longestText)
      return { kind: 'rejected', column: column.header, value: raw(column.header), ...tooLong };
    const fault = faultOf(cell(column.header), column);
    if (fault) return { kind: 'rejected', column: column.header, value: cell(column.header), ...fault };
  }
  const code = readCode(profile.code, forms.code, cell);
  if (code.kind === 'rejected') return code;
  if (!profile.target || !forms.target) return { kind: 'taken', code: code.row, target: null };
  const target = readCode(profile.target, forms.target, cell);
  return target.kind === 'rejected' ? target : { kind: 'taken', code: code.row, target: target.row };
}

/** Judged before a cell is brought to NFC, which is quadratic in a run of accents. */
const tooLong = { problem: 'TOO_LONG', message: `the value has over ${longestText} characters` };

function clean(cell: string): string {
  return cell.normalize('NFC').trim();
}

function faultOf(value: string, { required, kind }: Profile['columns'][number]) {
  if (value === '') return required ? { problem: 'MISSING', message: 'the value is missing' } : undefined;
  if (value.includes('\0') || !value.isWellFormed() || value.includes('\uFFFD')) {
    return { problem: 'BAD_CHARACTER', message: 'the value holds a character that is no text' };
  }
  if (kind === 'price' && !price.test(value))
    return { problem: 'BAD_PRICE', message: 'the value is not a price' };
  return undefined;
}

function readCode(part: CodePart, form: NormalForm, cell: (header: string) => string) {
  const written = cell(part.code);
  const normalised = normaliseCode(form, written);
  if (normalised.kind === 'invalid') {
    const { problem, message } = normalised;
    return { kind: 'rejected', column: part.code, value: written, problem, message } as const;
  }
  const properties = Object.fromEntries(
    Object.entries(part.properties)
      .map(([name, header]) => [name, cell(header)] as const)
      .filter(([, value]) => value !== ''),
  );
  const display = part.display ? cell(part.display) || null : null;
  return { kind: 'row', row: { normal: normalised.normal, written, display, properties } } as const;
}
