import { mod10CheckDigit } from './check-digits.js';
import { type IdentifierFormat, invalid, type Normalised, valid } from './identifier.js';
import { badLength, readDigits } from './written.js';

/** GTIN-8, GTIN-12 (UPC), GTIN-13 (EAN) and GTIN-14; the normal form is always 14 digits, padded with zeros at the left,
 *  as GUDID keeps it. Padding changes no check digit: the weights count from the right.
 *
 *  The packaging level is NOT in the digits. The indicator (first of 14) is handed out freely by the labeler from 1 to 8:
 *  3 may be the box and 1 the case, and regulated healthcare items carry an indicator even below the retail unit. A level
 *  is known from the row's unit or from GUDID, else unknown; two GTINs contradict each other only at one known level.
 *  Refuses: EMPTY, BAD_CHARACTER, SPREADSHEET_NUMBER, PLACEHOLDER, BAD_LENGTH, CHECK_DIGIT. */
export const gtin: IdentifierFormat = {
  key: 'gtin',
  title: 'Global Trade Item Number',
  source:
    'GS1 General Specifications, sections 2.1 and 7.9.1; GUDID Data Elements Reference Table (padding to 14)',
  normalise: normaliseGtin,
  format: (normal) => normal,
};

const LENGTHS = new Set([8, 12, 13, 14]);

export function normaliseGtin(written: string): Normalised {
  const read = readDigits(written);
  if (read.kind === 'invalid') return read;
  if (!LENGTHS.has(read.digits.length)) return badLength(read.digits.length, '8, 12, 13 or 14 digits');
  return checkMod10(read.digits) ?? valid(read.digits.padStart(14, '0'));
}

/** The CHECK_DIGIT problem of digits that end in a mod-10 check digit, or undefined if it fits. */
export function checkMod10(digits: string) {
  const found = digits.charAt(digits.length - 1);
  const expected = String(mod10CheckDigit(digits.slice(0, -1)));
  return found === expected
    ? undefined
    : invalid('CHECK_DIGIT', `check digit is ${found}, expected ${expected}`);
}

/** The indicator of a 14-digit GTIN, 0-9. 0: the number was assigned as a GTIN-8, -12 or -13; 1-8: a further package of
 *  some base, in no order and with no meaning; 9: variable measure. It says nothing about level or quantity. */
export function indicatorDigit(normal: string): number {
  return normal.charCodeAt(0) - 48;
}

/** The twelve digits between indicator and check digit: what the packages of one base usually, not necessarily, share.
 *  Good for finding candidates, never for a decision. */
export function gtinBase(normal: string): string {
  return normal.slice(1, 13);
}
