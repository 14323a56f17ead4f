import { fromReadings, type IdentifierFormat, type Invalid, invalid, type Normalised } from './identifier.js';
import {
  cutNdc,
  type NdcLayout,
  type NdcSegments,
  narrowByLabeler,
  ndcLayouts,
  ndcNormal,
  tenDigitLayouts,
} from './ndc-segments.js';
import { badLength, isAllZeros, isDigits, plain, spreadsheetNumber } from './written.js';

/** National Drug Code of a package. The normal form is `LLLLLL-PPPP-KK`, the 6-4-2 form every other one pads to, so that
 *  one package has one normal form however it was written, and it is still the official one after 2033.
 *
 *  With hyphens, or with 11 or 12 digits, the segments are certain. Ten bare digits have up to three readings: a leading 0
 *  means 4-4-2 (no five-digit labeler begins with 0), then the labeler-layout table decides; what is left over is
 *  AMBIGUOUS_READING with its readings. Padding is not quite injective: see `ndc-label-forms.ts`.
 *  Refuses: EMPTY, SPREADSHEET_NUMBER, BAD_CHARACTER, BAD_LENGTH, BAD_FORMAT, WRONG_GRAIN, PLACEHOLDER, LOCAL_CODE. */
export const ndc: IdentifierFormat = {
  key: 'ndc',
  title: 'National Drug Code',
  source: '21 CFR 207.33; 45 CFR 162.1002 (11 digits on claims); 91 FR 10749 of 2026-03-05 (12 digits)',
  normalise: normaliseNdc,
  format: (normal) => (normal.startsWith('0') ? normal.slice(1) : normal),
};

export type NdcReading = { kind: 'segments'; readings: NdcSegments[] } | Invalid;

function normaliseNdc(written: string): Normalised {
  const read = readNdc(written);
  if (read.kind === 'invalid') return read;
  return fromReadings(
    read.readings.map(ndcNormal),
    `ten digits without hyphens have ${read.readings.length} readings`,
  );
}

/** The segments of a written NDC with their layout, for storing beside the normal form; several for ten bare digits
 *  whose labeler does not decide. Refuses like `ndc.normalise`. */
export function readNdc(written: string): NdcReading {
  const text = isDigits(written)
    ? written
    : plain(written)
        .trim()
        .replace(/^NDC[:#\s]*/i, '');
  if (text === '') return invalid('EMPTY', 'nothing is written');
  if (/^\d([.,]\d+)?E\+?\d+$/i.test(text)) return spreadsheetNumber();
  const parts = text.split(/\s*[-\u2010-\u2015\u2212]\s*/);
  if (!parts.every(isDigits))
    return invalid('BAD_CHARACTER', 'only digits are allowed, segments joined by hyphens');
  const read = parts.length === 1 ? readBare(text) : readSegments(parts);
  return read.kind === 'invalid' ? read : (unassignedProblem(read.readings) ?? read);
}

function readSegments(parts: string[]): NdcReading {
  if (parts.length > 3)
    return invalid('BAD_FORMAT', 'expected the three segments labeler, product and package');
  const widths = parts.map((part) => part.length).join('-');
  if (/^(4-4|5-3|5-4|6-4)$/.test(widths)) {
    return invalid('WRONG_GRAIN', 'labeler and product only: the package segment is missing');
  }
  if (!(widths in ndcLayouts)) {
    return invalid(
      'BAD_FORMAT',
      `segments of ${widths} digits, expected ${Object.keys(ndcLayouts).join(', ')}`,
    );
  }
  const [labeler, product, pack] = parts as [string, string, string];
  return { kind: 'segments', readings: [{ layout: widths as NdcLayout, labeler, product, package: pack }] };
}

function readBare(digits: string): NdcReading {
  switch (digits.length) {
    case 10:
      return {
        kind: 'segments',
        readings: narrowByLabeler(tenDigitLayouts.map((layout) => cutNdc(digits, layout))),
      };
    case 11:
      return { kind: 'segments', readings: [cutNdc(digits, '5-4-2')] };
    case 12:
      return { kind: 'segments', readings: [cutNdc(digits, '6-4-2')] };
    default:
      return badLength(digits.length, '10, 11 or 12 digits');
  }
}

/** FDA assigns no labeler code of zeros. Hospitals number their own compounds and kits under it, each for itself: taken for
 *  NDCs, the house codes of two hospitals would join different drugs. */
function unassignedProblem(readings: readonly NdcSegments[]): Invalid | undefined {
  if (!readings.every((reading) => isAllZeros(reading.labeler))) return undefined;
  return readings.every((reading) => isAllZeros(reading.product + reading.package))
    ? invalid('PLACEHOLDER', 'all zeros is a filler, not an assigned number')
    : invalid('LOCAL_CODE', 'a labeler code of zeros is assigned to nobody: a house code of one hospital');
}

/** The eleven digits of a claim, or undefined: a labeler code of 100000 or more has no 11-digit form. */
export function ndcClaimForm(normal: string): string | undefined {
  return normal.startsWith('0') ? normal.slice(1).replaceAll('-', '') : undefined;
}

/** Labeler and product of a normal form, `LLLLLL-PPPP`: the coarser of the two grains drugs are mapped at. */
export function ndcProduct(normal: string): string {
  return normal.slice(0, 11);
}
