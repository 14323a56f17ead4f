import { luhnCheckDigit } from './check-digits.js';
import { type IdentifierFormat, invalid, type Normalised, valid } from './identifier.js';
import { badLength, readDigits } from './written.js';

/** National Provider Identifier: ten digits, the first 1 or 2, the last a Luhn check digit computed with the card issuer
 *  prefix 80840 in front. A fifteen-digit card number with that prefix is read as its NPI.
 *  Refuses: EMPTY, BAD_CHARACTER, SPREADSHEET_NUMBER, PLACEHOLDER, BAD_LENGTH, BAD_FORMAT, CHECK_DIGIT. */
export const npi: IdentifierFormat = {
  key: 'npi',
  title: 'National Provider Identifier',
  source: '45 CFR 162.406; CMS, Requirements for National Provider Identifier and NPI Check Digit',
  normalise: normaliseNpi,
  format: (normal) => normal,
};

const CARD_PREFIX = '80840';

function normaliseNpi(written: string): Normalised {
  const read = readDigits(written);
  if (read.kind === 'invalid') return read;
  const digits = withoutCardPrefix(read.digits);
  if (digits.length !== 10) return badLength(read.digits.length, '10 digits');
  if (!/^[12]/.test(digits)) return invalid('BAD_FORMAT', 'an NPI begins with 1 or 2');
  const expected = String(luhnCheckDigit(CARD_PREFIX + digits.slice(0, 9)));
  const found = digits.charAt(9);
  return found === expected
    ? valid(digits)
    : invalid('CHECK_DIGIT', `check digit is ${found}, expected ${expected}`);
}

function withoutCardPrefix(digits: string): string {
  return digits.length === 15 && digits.startsWith(CARD_PREFIX) ? digits.slice(5) : digits;
}
