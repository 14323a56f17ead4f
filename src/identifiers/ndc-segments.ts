import { knownLayouts, type TenDigitLayout } from './ndc-labelers.js';

/** Widths of labeler, product and package. The three ten-digit layouts are what FDA lists today; 5-4-2 is the HIPAA claim
 *  form; 6-4-2 becomes the only FDA layout on 2033-03-07 (labels until 2036-03-06), existing codes gaining leading zeros. */
export const ndcLayouts = {
  '4-4-2': [4, 4, 2],
  '5-3-2': [5, 3, 2],
  '5-4-1': [5, 4, 1],
  '5-4-2': [5, 4, 2],
  '6-4-2': [6, 4, 2],
} as const;

export type NdcLayout = keyof typeof ndcLayouts;
export const tenDigitLayouts: readonly TenDigitLayout[] = ['4-4-2', '5-3-2', '5-4-1'];

/** The segments as they were written, digits only. */
export type NdcSegments = { layout: NdcLayout; labeler: string; product: string; package: string };

/** Ten, eleven or twelve digits cut to the widths of `layout`. */
export function cutNdc(digits: string, layout: NdcLayout): NdcSegments {
  const [labeler, product] = ndcLayouts[layout];
  return {
    layout,
    labeler: digits.slice(0, labeler),
    product: digits.slice(labeler, labeler + product),
    package: digits.slice(labeler + product),
  };
}

/** What FDA's numbering leaves of several ten-digit readings. A five-digit labeler code never begins with 0, so a leading 0
 *  means 4-4-2; then the readings count that the labeler-layout table vouches for, or all, if it knows none of the labelers. */
export function narrowByLabeler(readings: readonly NdcSegments[]): NdcSegments[] {
  const possible = readings.filter(({ layout, labeler }) => layout === '4-4-2' || !labeler.startsWith('0'));
  const known = possible.filter(({ layout, labeler }) =>
    (knownLayouts(labeler) as readonly NdcLayout[]).includes(layout),
  );
  return known.length > 0 ? known : possible;
}

/** `LLLLLL-PPPP-KK`: each segment padded with zeros at its left. */
export function ndcNormal(segments: NdcSegments): string {
  return [
    segments.labeler.padStart(6, '0'),
    segments.product.padStart(4, '0'),
    segments.package.padStart(2, '0'),
  ].join('-');
}
