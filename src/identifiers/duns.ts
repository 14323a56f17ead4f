import { type IdentifierFormat, type Normalised, valid } from './identifier.js';
import { badLength, readDigits } from './written.js';

/** D-U-N-S number: nine digits without a meaning and without a check digit (Dun & Bradstreet dropped the mod-10 rule for
 *  numbers assigned since December 2006), so a mistyped one cannot be told from a right one.
 *  Refuses: EMPTY, BAD_CHARACTER, SPREADSHEET_NUMBER, PLACEHOLDER, BAD_LENGTH. */
export const duns: IdentifierFormat = {
  key: 'duns',
  title: 'D-U-N-S number',
  source: 'Dun & Bradstreet D-U-N-S number; GUDID element dunsNumber (nine digits)',
  normalise: normaliseDuns,
  format: (normal) => `${normal.slice(0, 2)}-${normal.slice(2, 5)}-${normal.slice(5)}`,
};

function normaliseDuns(written: string): Normalised {
  const read = readDigits(written);
  if (read.kind === 'invalid') return read;
  return read.digits.length === 9 ? valid(read.digits) : badLength(read.digits.length, '9 digits');
}
