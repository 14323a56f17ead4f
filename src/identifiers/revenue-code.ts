import { type IdentifierFormat, invalid, type Normalised, valid } from './identifier.js';
import { badLength, isAllZeros, isDigits, plain } from './written.js';

/** UB-04 revenue code: four digits, form locator 42. Three digits are the same code without its leading zero, as most charge
 *  masters write it; 0001 is the total line. Fewer digits are refused: the lost zeros could stand at either end.
 *  The texts belong to NUBC and are not shipped. Refuses: EMPTY, BAD_CHARACTER, BAD_LENGTH, PLACEHOLDER. */
export const revenueCode: IdentifierFormat = {
  key: 'revenue-code',
  title: 'UB-04 revenue code',
  source: 'NUBC Official UB-04 Data Specifications, form locator 42; CMS-1450',
  normalise: normaliseRevenueCode,
  format: (normal) => normal,
};

function normaliseRevenueCode(written: string): Normalised {
  const text = plain(written).trim();
  if (text === '') return invalid('EMPTY', 'nothing is written');
  if (!isDigits(text)) return invalid('BAD_CHARACTER', 'only digits are allowed');
  if (text.length !== 3 && text.length !== 4)
    return badLength(text.length, '4 digits, or 3 without the leading zero');
  return isAllZeros(text)
    ? invalid('PLACEHOLDER', 'all zeros is a filler, not a revenue code')
    : valid(text.padStart(4, '0'));
}
