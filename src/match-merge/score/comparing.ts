import { type MeasureParts, measureOf } from '../measure/measures.js';
import { type Portions, portions } from '../threads/portions.js';
import type { Evidence } from './evidence.js';

/** Measuring a list of pairs by every comparator, with the places kept. All lists are shared between threads. */
export interface Comparing {
  readonly kind: 'comparing';
  readonly portions: Portions;
  readonly parts: readonly MeasureParts[];
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly evidence: Evidence;
}

const portion = 4_096;

export function comparingOf(
  parts: readonly MeasureParts[],
  pairs: { readonly left: Int32Array; readonly right: Int32Array },
  evidence: Evidence,
): Comparing {
  const { left, right } = pairs;
  return {
    kind: 'comparing',
    portions: portions(Math.ceil(left.length / portion)),
    parts,
    left,
    right,
    evidence,
  };
}

export function workOnComparing(comparing: Comparing): (portion: number) => void {
  const { left, right, evidence } = comparing;
  const measures = comparing.parts.map((each) => measureOf(each));
  return (at) => {
    const from = at * portion;
    const to = Math.min(from + portion, left.length);
    measures.forEach((measure, c) => {
      const places = evidence.places[c]!;
      const surprises = evidence.surprises[c]!;
      for (let p = from; p < to; p++) {
        places[p] = measure.place(left[p]!, right[p]!);
        surprises[p] = measure.surprise(left[p]!, right[p]!);
      }
    });
  };
}
