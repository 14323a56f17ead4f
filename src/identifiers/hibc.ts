import { MOD43_ALPHABET, mod43CheckCharacter } from './check-digits.js';
import { fromReadings, type IdentifierFormat, type Invalid, invalid, type Normalised } from './identifier.js';
import { plain } from './written.js';

/** HIBC primary (supplier labeling): labeler code of 4 characters, a letter first, product or catalog number of 1-18, one
 *  digit of unit of measure (0 unit, 1-8 packages in no fixed order, 9 variable), then a mod-43 check character over all of
 *  it and the leading `+`. The normal form is the device identifier: 6-23 characters without `+` and check character,
 *  as the FDA defines it for GUDID.
 *
 *  The check character may be a space, which a caption prints as `_`; so a trailing space after `+…` is first tried as
 *  the check character and only then trimmed. A symbol with secondary data (`+…/$$…`) is checked whole and gives its
 *  device identifier.
 *
 *  Without `+` nothing says whether the last character is the check character: of the 1,056 good HIBC identifiers of the
 *  GUDID sample 655 surely and 151 more probably carry one, against FDA's rule. Not a digit last: it must be the check
 *  character. A digit that does not fit as one: there is none. A digit that fits: both readings stand, AMBIGUOUS_READING.
 *  Refuses: EMPTY, BAD_CHARACTER, BAD_FORMAT, CHECK_DIGIT. */
export const hibc: IdentifierFormat = {
  key: 'hibc',
  title: 'HIBC primary data (UDI-DI of HIBCC)',
  source:
    'ANSI/HIBC 2.6 Supplier Labeling Standard; GUDID Data Elements Reference Table (DI without check character)',
  normalise: normaliseHibc,
  format: formatHibc,
};

const DEVICE_IDENTIFIER = /^[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]$/;
const AMBIGUOUS = 'the last digit may be the check character or the unit of measure';

/** The unit-of-measure digit, 0-9. Says nothing about quantity or level beyond 0 = unit of use and 9 = variable. */
export function hibcUnitDigit(normal: string): number {
  return normal.charCodeAt(normal.length - 1) - 48;
}

function normaliseHibc(written: string): Normalised {
  const text = plain(written).trimStart().toUpperCase();
  const asterisks = /^\*(\+.*)\*\s*$/.exec(text);
  if (asterisks) return readSymbols([asterisks[1]!]);
  if (text.startsWith('+')) return readSymbols([text, text.trimEnd()]);
  return text.trim() === '' ? invalid('EMPTY', 'nothing is written') : readBare(text.trim());
}

/** `formatted` carries its check character, a space as `_` so that no trimming can lose it. */
function formatHibc(normal: string): string {
  const check = mod43CheckCharacter(`+${normal}`);
  return `+${normal}${check === ' ' ? '_' : check}`;
}

function readSymbols(symbols: string[]): Normalised {
  const reads = symbols.map(readSymbol);
  const good = reads.flatMap((read) => (read.kind === 'di' ? [read.di] : []));
  if (good.length > 0)
    return fromReadings(good, 'the last space may be the check character or a stray space');
  return reads.findLast((read) => read.kind === 'invalid')!;
}

type Read = { kind: 'di'; di: string } | Invalid;

function readSymbol(symbol: string): Read {
  const body = symbol.slice(0, -1);
  if (/^\+[0-9$]/.test(symbol)) {
    return invalid('BAD_FORMAT', 'secondary data (lot, date, quantity) carry no device identifier');
  }
  const di = body.slice(1).split('/', 1)[0]!;
  const problem = shapeProblem(di) ?? checkProblem(body, symbol.charAt(symbol.length - 1));
  return problem ?? { kind: 'di', di };
}

function readBare(text: string): Normalised {
  const body = text.slice(0, -1);
  const check = text.charAt(text.length - 1);
  const readings: string[] = [];
  if (DEVICE_IDENTIFIER.test(text)) readings.push(text);
  if (DEVICE_IDENTIFIER.test(body) && !checkProblem(`+${body}`, check)) readings.push(body);
  if (readings.length > 0) return fromReadings(readings, AMBIGUOUS);
  // Without a reading it is one character too long or too odd: judge it as what its last character makes it.
  return /[0-9]/.test(check) ? shapeProblem(text)! : (shapeProblem(body) ?? checkProblem(`+${body}`, check)!);
}

function shapeProblem(di: string): Invalid | undefined {
  if (DEVICE_IDENTIFIER.test(di)) return undefined;
  if (!/^[A-Z0-9]*$/.test(di))
    return invalid('BAD_CHARACTER', 'only letters and digits are allowed before the check character');
  if (!/^[A-Z]/.test(di)) return invalid('BAD_FORMAT', 'a labeler code begins with a letter');
  if (di.length < 6 || di.length > 23) {
    return invalid('BAD_LENGTH', `${di.length} characters without check character, expected 6 to 23`);
  }
  return invalid('BAD_FORMAT', 'the unit of measure, last before the check character, is a digit');
}

function checkProblem(body: string, written: string): Invalid | undefined {
  const found = written === '_' ? ' ' : written;
  const expected = mod43CheckCharacter(body);
  if (expected === undefined || !MOD43_ALPHABET.includes(found)) {
    return invalid('BAD_CHARACTER', 'a character outside the 43 of Code 39');
  }
  if (found === expected) return undefined;
  return invalid('CHECK_DIGIT', `check character is ${named(found)}, expected ${named(expected)}`);
}

function named(character: string): string {
  return character === ' ' ? 'a space' : character;
}
