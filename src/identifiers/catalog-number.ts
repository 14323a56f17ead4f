import { type IdentifierFormat, invalid, type Normalised, valid } from './identifier.js';
import { badLength, plain, spreadsheetNumber } from './written.js';

/** A manufacturer's catalog number as a source wrote it and in the two forms the hub compares. */
export type CatalogNumber = {
  readonly raw: string;
  /** Upper case, one hyphen for every dash, no white space; leading zeros and separators kept: 1-23 is not 12-3. */
  readonly normal: string;
  /** Letters and digits only: finds candidates "ignoring special characters", never decides. */
  readonly searchKey: string;
};

/** Manufacturer catalog (part, reference) number. Unique at best within one manufacturer, and often not there: it links
 *  only where it names exactly one golden record. No check digit. Leading zeros are significant; so are the separators
 *  `- . / + , ( ) _ " # & * :` as separate parts of the number. Words in front ("REF", "P/N", "Cat. No.") are not part
 *  of it. Refuses: EMPTY, BAD_LENGTH (over 60), SPREADSHEET_NUMBER, BAD_CHARACTER, BAD_FORMAT (no letter or digit). */
export const catalogNumber: IdentifierFormat = {
  key: 'catalog-number',
  title: 'Manufacturer catalog number',
  source: 'SAS QKB Part Number standardisation (alphanumerics and - / . are kept); GUDID catalogNumber',
  normalise: normaliseCatalogNumber,
  format: (normal) => normal,
};

const MAX_LENGTH = 60;
const TRADE_MARKS = /[®™©℠]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
/** A label counts only with a delimiter and something after it: `REF` alone, `CAT-100` and `PN100` are catalog numbers. */
const LABEL =
  /^(?:(?:CATALOG(?:UE)?|CAT|REF(?:ERENCE)?|ITEM|PART|MODEL|MFR|MFG|P\s*\/\s*N)\b(?:[.\s]*(?:NUMBER|NUM|NO|NR)\b)?[.:#\s]+|#\s*)(?=\S)/;

function normaliseCatalogNumber(written: string): Normalised {
  const text = withoutLabels(
    plain(written.replace(TRADE_MARKS, '')).replace(DASHES, '-').trim().toUpperCase(),
  );
  if (text === '') return invalid('EMPTY', 'nothing is written');
  if (/^\d[.,]\d+E\+\d+$/.test(text)) return spreadsheetNumber();
  // Once more: taking out the spaces can make a label whole, and a second reading must change nothing.
  const normal = withoutLabels(text.replace(/\s+/g, ''));
  if (normal.length > MAX_LENGTH) return badLength(normal.length, `at most ${MAX_LENGTH}`);
  if (!/^[\p{L}\p{N}\-./+,()_"#&*:=%']+$/u.test(normal)) {
    return invalid('BAD_CHARACTER', 'only letters, digits and common separators are allowed');
  }
  return /[\p{L}\p{N}]/u.test(normal)
    ? valid(normal)
    : invalid('BAD_FORMAT', 'no letter and no digit is written');
}

/** "MFR REF NO: X" carries two labels: strip until none is left, so that a second reading changes nothing. */
function withoutLabels(text: string): string {
  const stripped = text.replace(LABEL, '').trimStart();
  return stripped === text ? text : withoutLabels(stripped);
}

/** Both forms of a written catalog number, or undefined where it is refused. */
export function readCatalogNumber(written: string): CatalogNumber | undefined {
  const read = normaliseCatalogNumber(written);
  return read.kind === 'valid'
    ? { raw: written, normal: read.normal, searchKey: catalogSearchKey(read.normal) }
    : undefined;
}

/** Letters and digits of a normal form, in order. */
export function catalogSearchKey(normal: string): string {
  return normal.replace(/[^\p{L}\p{N}]/gu, '');
}
