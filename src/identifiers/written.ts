import { type Invalid, invalid } from './identifier.js';

const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g;
const SCIENTIFIC = /^\d([.,]\d+)?E\+?\d+$/i;
const SEPARATORS = /[\s\-\u2010-\u2015\u2212]+/g;

/** What a person would say was written: full-width and compatibility forms become plain ones (NFKC, which also turns
 *  a no-break space into a space), invisible characters that web pages and PDFs leave behind are gone. Not trimmed. */
export function plain(written: string): string {
  return isPrintableAscii(written) ? written : written.normalize('NFKC').replace(INVISIBLE, '');
}

/** NFKC is the costly part of reading an identifier, and nearly every identifier is plain ASCII already. */
function isPrintableAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

export function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
}

export function isAllZeros(text: string): boolean {
  return /^0+$/.test(text);
}

export type ReadDigits = { kind: 'digits'; digits: string } | Invalid;

/** The digits of an all-numeric identifier whose spaces and hyphens only group them.
 *  Refuses EMPTY, SPREADSHEET_NUMBER, BAD_CHARACTER and PLACEHOLDER, in that order; the length is the caller's. */
export function readDigits(written: string): ReadDigits {
  if (isDigits(written)) return notAllZeros(written);
  const text = plain(written).trim();
  if (text === '') return invalid('EMPTY', 'nothing is written');
  if (SCIENTIFIC.test(text)) return spreadsheetNumber();
  const digits = text.replace(SEPARATORS, '');
  if (!isDigits(digits))
    return invalid('BAD_CHARACTER', 'only digits are allowed, grouped by spaces or hyphens');
  return notAllZeros(digits);
}

export function spreadsheetNumber(): Invalid {
  return invalid('SPREADSHEET_NUMBER', 'a spreadsheet rounded this number; export the column as text');
}

function notAllZeros(digits: string): ReadDigits {
  return isAllZeros(digits)
    ? invalid('PLACEHOLDER', 'all zeros is a filler, not an assigned number')
    : { kind: 'digits', digits };
}

/** `expected` in words ("13 digits"); the count found is a fact about the input, not the input. */
export function badLength(found: number, expected: string): Invalid {
  return invalid('BAD_LENGTH', `${found} characters, expected ${expected}`);
}
