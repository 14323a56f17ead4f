import { editDistanceOfCodes } from '../text/edit-distance.js';
import type { FlatTexts } from '../text/flat-texts.js';
import { type FlatValues, type Measure, surpriseOf } from './measure.js';

/** Days that a right date is after a left one, at most: the levels between. Of two tables the sign counts (one books
 *  after the other); of one table it does not. */
const daysApart = [-365, -31, -7, -3, -1, 0, 1, 3, 7, 31, 365];

export const dateLevels = [
  'differ',
  'years apart',
  ...daysApart.map((days) => `up to ${days} days after`),
  'same year',
  'a year apart',
  'two edits',
  'one edit',
  'equal',
];

const top = dateLevels.length - 1;

export interface DateParts {
  readonly kind: 'date';
  readonly values: FlatValues;
  /** Digits of each value. */
  readonly texts: FlatTexts;
  /** Of each value, days since 1970 and the year; NaN where it does not say. */
  readonly days: Float64Array;
  readonly years: Float64Array;
  readonly oneTable: boolean;
}

/** Dates and years: the distance in days, or one or two characters mistyped. */
export class DateMeasure implements Measure {
  readonly #left: Int32Array;
  readonly #right: Int32Array;

  constructor(private readonly parts: DateParts) {
    this.#left = parts.values.left;
    this.#right = parts.values.right;
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (a === 0 || b === 0) return -1;
    return (a === b ? top : this.#level(a, b)) + 0.5;
  }

  surprise(left: number, right: number): number {
    return surpriseOf(this.parts.values, left, right);
  }

  #level(a: number, b: number): number {
    const { days, years, texts } = this.parts;
    const { starts, codes } = texts;
    const apart = days[b]! - days[a]!;
    if (Math.abs(apart) <= 7) return this.#withinDays(apart);
    const [startA, endA, startB, endB] = [starts[a]!, starts[a + 1]!, starts[b]!, starts[b + 1]!];
    if (endA - startA >= 8 && endB - startB >= 8) {
      const edits = editDistanceOfCodes(codes, startA, endA, startB, endB, 2);
      if (edits === 1) return top - 1;
      if (edits === 2) return top - 2;
    }
    const yearsApart = Math.abs(years[a]! - years[b]!);
    if (yearsApart === 0 && Math.abs(apart) <= 31) return this.#withinDays(apart);
    if (Number.isNaN(yearsApart)) return 0;
    return yearsApart === 0 ? top - 4 : yearsApart === 1 ? top - 3 : yearsApart <= 5 ? 1 : 0;
  }

  #withinDays(apart: number): number {
    const days = this.parts.oneTable ? Math.abs(apart) : apart;
    let at = 0;
    while (at < daysApart.length - 1 && days > daysApart[at]!) at++;
    return 2 + at;
  }
}
