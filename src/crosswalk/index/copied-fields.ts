import { parseDay } from '../day.js';
import { never } from './fact-rows.js';

/** The columns of a COPY in the order of the statements below; `\N` is null. */
export type Fields = readonly string[];

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Undoes the backslash escapes of COPY’s text format. */
export function unescapeCopy(field = ''): string {
  if (!field.includes('\\')) return field;
  return field.replace(/\\(.)/gs, (_, char: string) => escapes[char] ?? char);
}

/** Days and revisions out of their texts. */
export function span(
  validFrom: string | undefined,
  validTo: string | undefined,
  began: string | number | undefined,
  ended: string | number | null | undefined,
) {
  const from = parseDay(validFrom ?? '');
  const to = parseDay(validTo ?? '');
  if (from === undefined || to === undefined)
    throw new Error('a validity that is no day came from the database');
  return {
    validFrom: from,
    validTo: to,
    known: { from: Number(began), to: ended == null ? never : Number(ended) },
  };
}
