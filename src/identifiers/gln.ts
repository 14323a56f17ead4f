import { checkMod10 } from './gtin.js';
import { type IdentifierFormat, type Normalised, valid } from './identifier.js';
import { badLength, readDigits } from './written.js';

/** Global Location Number: a legal, functional or physical location, 13 digits with the mod-10 check digit.
 *  Twelve digits are refused, not padded: a GLN has no shorter form, so the missing zero is a damaged export.
 *  Refuses: EMPTY, BAD_CHARACTER, SPREADSHEET_NUMBER, PLACEHOLDER, BAD_LENGTH, CHECK_DIGIT. */
export const gln: IdentifierFormat = {
  key: 'gln',
  title: 'Global Location Number',
  source: 'GS1 General Specifications, sections 2.4 and 7.9.1',
  normalise: normaliseGln,
  format: (normal) => normal,
};

function normaliseGln(written: string): Normalised {
  const read = readDigits(written);
  if (read.kind === 'invalid') return read;
  if (read.digits.length !== 13) return badLength(read.digits.length, '13 digits');
  return checkMod10(read.digits) ?? valid(read.digits);
}
