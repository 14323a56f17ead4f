import { type IdentifierFormat, invalid, type Normalised, valid } from './identifier.js';
import { badLength, plain } from './written.js';

/** SAM.gov Unique Entity ID, which replaced DUNS in federal awards in April 2022: twelve letters and digits in any case,
 *  never O or I, never zero first, never nine digits in a row (so that it cannot be taken for a DUNS or tax number).
 *  Its twelfth character is a checksum, but GSA does not publish the algorithm: it cannot be checked here.
 *  Refuses: EMPTY, BAD_LENGTH, BAD_CHARACTER, BAD_FORMAT. */
export const uei: IdentifierFormat = {
  key: 'uei',
  title: 'SAM.gov Unique Entity ID',
  source: 'GSA, Unique Entity ID Technical Specifications and API Information',
  normalise: normaliseUei,
  format: (normal) => normal,
};

function normaliseUei(written: string): Normalised {
  const text = plain(written).trim().toUpperCase();
  if (text === '') return invalid('EMPTY', 'nothing is written');
  if (text.length !== 12) return badLength(text.length, '12 letters and digits');
  if (!/^[A-HJ-NP-Z0-9]+$/.test(text)) {
    return invalid('BAD_CHARACTER', 'only digits and letters other than O and I are allowed');
  }
  if (text.startsWith('0')) return invalid('BAD_FORMAT', 'a UEI never begins with zero');
  if (/\d{9}/.test(text)) return invalid('BAD_FORMAT', 'a UEI never holds nine digits in a row');
  return valid(text);
}
