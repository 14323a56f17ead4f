import { CSET82, gs1CheckPair, mod10CheckDigit } from './check-digits.js';

/** Judges one component: undefined if good, else what was expected. Input is known to hold only its type's characters. */
export type ComponentCheck = (text: string) => string | undefined;

/** The linters of the GS1 Barcode Syntax Dictionary by name. Those that need a list which is not the format's business are
 *  judged by shape only and named in `shapeOnlyChecks`: countries, currencies, package types and company prefixes change
 *  on their own calendars, and North American coupons are no healthcare data. */
export const componentChecks: Readonly<Record<string, ComponentCheck>> = {
  csum: (text) => {
    const expected = String(mod10CheckDigit(text.slice(0, -1)));
    return text.endsWith(expected) ? undefined : `check digit is ${text.slice(-1)}, expected ${expected}`;
  },
  csumalpha: (text) =>
    text.length > 2 && gs1CheckPair(text.slice(0, -2)) === text.slice(-2)
      ? undefined
      : 'check character pair does not fit',
  gcppos1: (text) => matches(text, /^\d{4}/, 'expected a GS1 company prefix at the start'),
  gcppos2: (text) => matches(text, /^.\d{4}/, 'expected a GS1 company prefix at the second digit'),
  yymmd0: (text) => dateProblem(text, 6, true),
  yymmdd: (text) => dateProblem(text, 6, false),
  yyyymmdd: (text) => dateProblem(text, 8, false),
  hh: (text) => between(text, 0, 23, 'an hour'),
  mi: (text) => between(text, 0, 59, 'a minute'),
  ss: (text) => between(text, 0, 59, 'a second'),
  hhmi: (text) => between(text.slice(0, 2), 0, 23, 'an hour') ?? between(text.slice(2), 0, 59, 'a minute'),
  nonzero: (text) => matches(text, /[1-9]/, 'expected a number above zero'),
  zero: (text) => matches(text, /^0+$/, 'expected zero'),
  nozeroprefix: (text) => matches(text, /^(0$|[1-9])/, 'expected no leading zero'),
  yesno: (text) => matches(text, /^[01]$/, 'expected 0 or 1'),
  winding: (text) => matches(text, /^[019]$/, 'expected 0, 1 or 9'),
  iso5218: (text) => matches(text, /^[0129]$/, 'expected 0, 1, 2 or 9'),
  hyphen: (text) => matches(text, /^-+$/, 'expected a hyphen'),
  hasnondigit: (text) => matches(text, /\D/, 'expected at least one character that is not a digit'),
  mediatype: (text) => matches(text, /^(0[1-9]|10|[89]\d)$/, 'expected an AIDC media type'),
  importeridx: (text) => matches(text, /^[-0-9A-Z_a-z]$/, 'expected an importer index'),
  pcenc: (text) => matches(text, /^(?:[^%]|%[0-9A-Fa-f]{2})*$/, 'expected two hexadecimal digits after %'),
  latitude: (text) => between(text, 0, 1_800_000_000, 'a latitude'),
  longitude: (text) => between(text, 0, 3_600_000_000, 'a longitude'),
  pieceoftotal: (text) => pieceProblem(text.slice(0, 2), text.slice(2)),
  posinseqslash: (text) =>
    matches(text, /^[1-9]\d*\/[1-9]\d*$/, 'expected position/end') ??
    pieceProblem(text.split('/')[0]!, text.split('/')[1]!),
  iban: (text) => ibanProblem(text),
  iso3166: shape3,
  iso3166999: shape3,
  iso4217: shape3,
  iso3166alpha2: (text) => matches(text, /^[A-Z]{2}$/, 'expected two letters'),
  packagetype: (text) => matches(text, /^[0-9A-Z]+$/, 'expected a package type code'),
  couponcode: (text) => matches(text, /^\d/, 'expected a coupon code'),
  couponposoffer: (text) => matches(text, /^\d+$/, 'expected digits'),
};

/** Checked for their shape, not against the list they name. */
export const shapeOnlyChecks: readonly string[] = [
  'gcppos1',
  'gcppos2',
  'iso3166',
  'iso3166999',
  'iso3166alpha2',
  'iso4217',
  'packagetype',
  'couponcode',
  'couponposoffer',
];

function matches(text: string, pattern: RegExp, expected: string): string | undefined {
  return pattern.test(text) ? undefined : expected;
}

function shape3(text: string): string | undefined {
  return matches(text, /^\d{3}$/, 'expected three digits');
}

function between(digits: string, least: number, most: number, what: string): string | undefined {
  const value = Number(digits);
  return value >= least && value <= most ? undefined : `expected ${what} from ${least} to ${most}`;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Two-digit years stand for some year of a sliding century: only the 29th of February of years that cannot be leap years
 *  in any century is refused. Day 00 means the month as a whole, where the element allows it. */
function dateProblem(text: string, length: 6 | 8, dayMayBeZero: boolean): string | undefined {
  const [year, month, day] = [text.slice(0, length - 4), text.slice(-4, -2), text.slice(-2)].map(Number) as [
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12) return 'expected a month from 01 to 12';
  if (day === 0 && dayMayBeZero) return undefined;
  const leap = year % 4 === 0 && (length === 6 || year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && !leap ? 28 : DAYS[month - 1]!;
  return day >= 1 && day <= last ? undefined : `expected a day from 01 to ${last}`;
}

function pieceProblem(piece: string, total: string): string | undefined {
  if (Number(piece) === 0 || Number(total) === 0) return 'expected a piece and a total above zero';
  return Number(piece) <= Number(total) ? undefined : 'the piece exceeds the total';
}

/** ISO 13616: country and check digits moved to the end, letters as 10-35, remainder 1 of 97. */
function ibanProblem(text: string): string | undefined {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{7,30}$/.test(text)) return 'expected an IBAN';
  let remainder = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1 ? undefined : 'check digits of the IBAN do not fit';
}

/** Whether every character belongs to a component's type. */
export function isOfType(text: string, type: 'N' | 'X' | 'Y' | 'Z'): boolean {
  return TYPES[type].test(text);
}

const TYPES = {
  N: /^\d*$/,
  X: new RegExp(`^[${CSET82.replace(/[\]\\^-]/g, '\\$&')}]*$`),
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-0-9A-Z_a-z]*={0,2}$/,
};
