import { identifierFormat } from '../identifiers/formats.js';

/** What a rule expects of a text, in words that follow "the value is not"; undefined where the text keeps it. Pure. */
export type ValidationRule = (text: string) => string | undefined;

const pattern =
  (shape: RegExp, expected: string): ValidationRule =>
  (text) =>
    shape.test(text) ? undefined : expected;

const oneOf = (...words: readonly string[]): ValidationRule => {
  const known = new Set(words);
  return (text) => (known.has(text) ? undefined : `one of ${words.join(', ')}`);
};

/** The texts that a format of `src/identifiers` takes, whatever their form. */
const identifier =
  (key: string): ValidationRule =>
  (text) => {
    const format = identifierFormat(key);
    if (!format) throw new Error(`no identifier format "${key}"`);
    const read = format.normalise(text);
    return read.kind === 'invalid' ? `a ${format.title}: ${read.problem.message}` : undefined;
  };

/** DEA numbers: two letters, or a letter and a 9, and seven digits, of which the last is the last digit of
 *  (1st + 3rd + 5th) + 2 × (2nd + 4th + 6th). 21 CFR 1301; DEA Diversion Control Division. */
function dea(text: string): string | undefined {
  const expected = 'a DEA number such as AB1234563, check digit and all';
  if (!/^[A-Z][A-Z9]\d{7}$/.test(text)) return expected;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, check = 0] = [...text.slice(2)].map(Number);
  return (a + c + e + 2 * (b + d + f)) % 10 === check ? undefined : expected;
}

/** Prefixes that the Internal Revenue Service has given out to nobody. */
const noEinPrefix = new Set([
  '00',
  '07',
  '08',
  '09',
  '17',
  '18',
  '19',
  '28',
  '29',
  '49',
  '69',
  '70',
  '78',
  '79',
  '89',
  '96',
  '97',
]);

function ein(text: string): string | undefined {
  const digits = /^(\d{2})-?\d{7}$/.exec(text);
  return digits && !noEinPrefix.has(digits[1] ?? '')
    ? undefined
    : 'an employer identification number such as 12-3456789';
}

const labelerForms: Readonly<Record<string, ValidationRule>> = {
  GS1: pattern(/^\d{4,12}$/, 'a GS1 company prefix after `GS1:`, 4 to 12 digits'),
  LIC: pattern(
    /^[A-Z][A-Z0-9]{3}$/,
    'a labeler identification code of HIBCC after `LIC:`, a letter and three of A-Z or 0-9',
  ),
  FDA: pattern(/^\d{4,6}$/, 'a labeler code of the FDA after `FDA:`, 4 to 6 digits'),
  UEI: identifier('uei'),
  DUNS: identifier('duns'),
};

function labelerKey(text: string): string | undefined {
  const at = text.indexOf(':');
  const form = labelerForms[text.slice(0, at)];
  return at < 0 || !form ? `a key after ${Object.keys(labelerForms).join(':, ')}:` : form(text.slice(at + 1));
}

function timeZone(text: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    // Node also takes offsets, which know no summer time.
    return /^[A-Za-z]/.test(text) ? undefined : 'an IANA time zone such as America/New_York';
  } catch {
    return 'an IANA time zone such as America/New_York';
  }
}

/** Every validation rule by the name under which declarations call it. */
export const validationRules: Readonly<Record<string, ValidationRule>> = {
  'account-use': oneOf('SHIP_TO', 'BILL_TO', 'PAID_BY'),
  'balance-side': oneOf('DEBIT', 'CREDIT'),
  // State, then type and sequence; the third place may be a letter. CMS State Operations Manual, 2779A.
  ccn: pattern(
    /^\d{2}[0-9A-Z]\d{3}$|^\d{2}[A-Z]\d{7}$|^\d{2}D\d{7}$/,
    'a CMS certification number, such as 330101',
  ),
  currency: pattern(/^[A-Z]{3}$/, 'a currency of ISO 4217, such as USD'),
  dea,
  ein,
  'gl-account-kind': oneOf('ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE', 'STATISTICAL'),
  gtin: identifier('gtin'),
  hin: pattern(/^[0-9A-Z]{7}[0-9A-Z]{2}$/, 'a Health Industry Number of nine digits and capital letters'),
  'labeler-key': labelerKey,
  modifiers: pattern(
    /^[0-9A-Z]{2}( [0-9A-Z]{2}){0,3}$/,
    'one to four modifiers of two characters, a blank between two',
  ),
  'not-negative': pattern(/^[^-]/, 'zero or more'),
  'patient-class': oneOf('INPATIENT', 'OUTPATIENT', 'EMERGENCY', 'OBSERVATION', 'RECURRING'),
  positive: pattern(/^(?!-)(?=.*[1-9])/, 'more than zero'),
  'procedure-code': pattern(/^[0-9A-Z]\d{3}[0-9A-Z]$/, 'a HCPCS code of five characters'),
  'revenue-code': identifier('revenue-code'),
  succession: oneOf('ACQUIRED', 'MERGED', 'RENAMED', 'SPUN_OFF'),
  'time-zone': timeZone,
};
