import { type IdentifierFormat, invalid, type Normalised, valid } from './identifier.js';
import { badLength, plain } from './written.js';

/** Device identifier of ICCBBA (ISBT 128): 16 characters of a human tissue or cellular device, printed after `=/`
 *  (processor 5, facility product code 6, product description code: a letter and 4 digits), or 10 characters of a blood
 *  container, printed after `=)`. A compound message (`=+06000=/…=,…`) gives its device identifier.
 *  It carries no check character: the one of ISBT 128 (ISO 7064 mod 37-2) belongs to the donation number.
 *  Refuses: EMPTY, BAD_CHARACTER, BAD_LENGTH, BAD_FORMAT. */
export const iccbba: IdentifierFormat = {
  key: 'iccbba',
  title: 'ISBT 128 device identifier (UDI-DI of ICCBBA)',
  source:
    'FDA, UDI formats by FDA-accredited issuing agency 1.3; ISBT 128 data structures 034 and 003 (ST-001, ST-011)',
  normalise: normaliseIccbba,
  format: (normal) => (normal.length === 16 ? `=/${normal}` : `=)${normal}`),
};

const TISSUE = /^[A-Z0-9]{11}[A-Z]\d{4}$/;
const CONTAINER = /^[A-Z0-9]{10}$/;

function normaliseIccbba(written: string): Normalised {
  const text = plain(written).trim().toUpperCase();
  if (text === '') return invalid('EMPTY', 'nothing is written');
  if (!/^[=&]/.test(text)) return check(text, '10 or 16 characters');
  const field = /=([/)])([A-Z0-9]*)/.exec(text);
  if (!field) return invalid('BAD_FORMAT', 'no device identifier (=/ or =) ) in the message');
  const length = field[1] === '/' ? 16 : 10;
  return field[2]!.length === length
    ? check(field[2]!, '')
    : badLength(field[2]!.length, `${length} after =${field[1]}`);
}

function check(di: string, expected: string): Normalised {
  if (!/^[A-Z0-9]+$/.test(di)) return invalid('BAD_CHARACTER', 'only letters and digits are allowed');
  if (di.length !== 10 && di.length !== 16) return badLength(di.length, expected);
  return TISSUE.test(di) || CONTAINER.test(di)
    ? valid(di)
    : invalid('BAD_FORMAT', 'the last five of 16, the product description code, are a letter and 4 digits');
}
