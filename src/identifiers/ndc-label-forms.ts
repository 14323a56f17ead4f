import type { TenDigitLayout } from './ndc-labelers.js';
import {
  cutNdc,
  type NdcSegments,
  narrowByLabeler,
  ndcLayouts,
  ndcNormal,
  tenDigitLayouts,
} from './ndc-segments.js';

/** The ten-digit forms a label may show for a normal form, hyphenated: exactly one padding zero undone. The labeler table
 *  narrows them as it narrows readings. Two for the codes of the few labelers who use two layouts; those two may even be
 *  two listings (FDA's unfinished-drug file has two such pairs among 35,420 codes). Empty: none has ten digits. */
export function ndcLabelForms(normal: string): string[] {
  return narrowByLabeler(formalLabelForms(normal)).map((form) =>
    [form.labeler, form.product, form.package].join('-'),
  );
}

/** As `ndcLabelForms`, but by the arithmetic of the zeros alone. */
export function formalLabelForms(normal: string): NdcSegments[] {
  const digits = normal.replaceAll('-', '');
  if (!digits.startsWith('0')) return [];
  return tenDigitLayouts.map((layout) => narrow(digits, layout)).filter((form) => form !== undefined);
}

function narrow(digits: string, layout: TenDigitLayout): NdcSegments | undefined {
  const wide = cutNdc(digits, '6-4-2');
  const [labeler, product, pack] = ndcLayouts[layout];
  const segments = {
    layout,
    labeler: wide.labeler.slice(-labeler),
    product: wide.product.slice(-product),
    package: wide.package.slice(-pack),
  };
  return ndcNormal(segments) === ndcNormal(wide) ? segments : undefined;
}
