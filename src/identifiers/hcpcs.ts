import { type IdentifierFormat, invalid, type Normalised, valid } from './identifier.js';
import { badLength, plain } from './written.js';

/** HCPCS Level II procedure code: one letter A-V and four digits. No check digit; whether a code exists on a date is the
 *  terminology's business (it changes every quarter). Level I codes are CPT, licensed by the AMA, and get their own reason
 *  (NOT_LEVEL_II) because a "HCPCS" column of a price list often holds both. A modifier is a separate element.
 *  Refuses: EMPTY, NOT_LEVEL_II, BAD_LENGTH, BAD_FORMAT. */
export const hcpcs: IdentifierFormat = {
  key: 'hcpcs',
  title: 'HCPCS Level II code',
  source: 'CMS HCPCS Level II record layout (HCPC2016_CONTR_ANWEB), columns 1-5; 45 CFR 162.1002',
  normalise: normaliseHcpcs,
  format: (normal) => normal,
};

function normaliseHcpcs(written: string): Normalised {
  const text = plain(written).trim().toUpperCase();
  if (text === '') return invalid('EMPTY', 'nothing is written');
  if (isCpt(text)) return invalid('NOT_LEVEL_II', 'a CPT code (HCPCS Level I), not a Level II code');
  if (/^[A-V]\d{4}[\s-]?[A-Z0-9]{2}$/.test(text)) {
    return invalid('BAD_FORMAT', 'a code with a modifier: give the modifier separately');
  }
  if (text.length !== 5) return badLength(text.length, 'a letter and 4 digits');
  if (/^[W-Z]\d{4}$/.test(text)) {
    return invalid('BAD_FORMAT', 'W to Z were local Level III codes, abolished at the end of 2003');
  }
  return /^[A-V]\d{4}$/.test(text)
    ? valid(text)
    : invalid('BAD_FORMAT', 'expected a letter A to V and 4 digits');
}

/** Category I (five digits), and the four digits with a letter of category II (F), III (T), administrative (M)
 *  and proprietary laboratory (U) codes. */
function isCpt(text: string): boolean {
  return /^\d{4}[0-9FMTU]$/.test(text);
}
