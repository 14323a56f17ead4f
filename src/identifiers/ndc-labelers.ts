import { ndcLabelers } from './ndc-labelers.generated.js';

/** Widths of labeler, product and package in the three layouts FDA lists today. */
export type TenDigitLayout = keyof typeof ndcLabelers;

const LAYOUTS_OF = byLabeler();

/** The ten-digit layouts a labeler code is known to use in FDA's files, empty for a labeler not in them. Of 1,934 labelers
 *  ten use two layouts, every other one uses a single one. Knowledge of a snapshot: it narrows readings, it refuses none. */
export function knownLayouts(labeler: string): readonly TenDigitLayout[] {
  return LAYOUTS_OF.get(labeler) ?? [];
}

function byLabeler(): ReadonlyMap<string, readonly TenDigitLayout[]> {
  const layouts = new Map<string, TenDigitLayout[]>();
  for (const [layout, codes] of Object.entries(ndcLabelers) as [TenDigitLayout, string][]) {
    for (const code of codes.split(' ')) layouts.set(code, [...(layouts.get(code) ?? []), layout]);
  }
  return layouts;
}
