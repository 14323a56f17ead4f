import { dayOf, yearOf } from '../tables/cell-values.js';
import { editDistance } from '../text/edit-distance.js';
import { type Comparator, type Sides, ValueNumbers } from './comparator.js';

/** Days that a right date is after a left one, at most: the levels between. Of two tables the sign counts (one books
 *  after the other); of one table it does not. */
const daysApart = [-365, -31, -7, -3, -1, 0, 1, 3, 7, 31, 365];

/** Dates and years: the distance in days, or one or two characters mistyped. */
export class DateComparator implements Comparator {
  readonly levels = [
    'differ',
    'years apart',
    ...daysApart.map((days) => `up to ${days} days after`),
    'same year',
    'a year apart',
    'two edits',
    'one edit',
    'equal',
  ];
  readonly graded = false;
  readonly derived = false;
  readonly #left: readonly Day[];
  readonly #right: readonly Day[];
  readonly #values: ValueNumbers;

  constructor(private readonly sides: Sides) {
    const days = new Map<string, Day>();
    const read = (cell: string) => {
      const known = days.get(cell) ?? readDay(cell);
      days.set(cell, known);
      return known;
    };
    this.#left = sides.left.map(read);
    this.#right = sides.oneTable ? this.#left : sides.right.map(read);
    this.#values = new ValueNumbers(sides, (cell) => read(cell).text);
  }

  place(left: number, right: number): number {
    const a = this.#left[left]!;
    const b = this.#right[right]!;
    if (a.text === '' || b.text === '') return -1;
    return this.#level(a, b) + 0.5;
  }

  surprise(left: number, right: number): number {
    return this.#values.surprise(left, right);
  }

  values(left: number, right: number): readonly [string, string] {
    return [this.sides.left[left]!, this.sides.right[right]!];
  }

  #level(a: Day, b: Day): number {
    const top = this.levels.length - 1;
    if (a.text === b.text) return top;
    const apart = a.day !== undefined && b.day !== undefined ? b.day - a.day : undefined;
    if (apart !== undefined && Math.abs(apart) <= 7) return this.#withinDays(apart);
    if (a.text.length >= 8 && b.text.length >= 8) {
      const edits = editDistance(a.text, b.text, 2);
      if (edits === 1) return top - 1;
      if (edits === 2) return top - 2;
    }
    if (apart !== undefined && a.year === b.year && Math.abs(apart) <= 31) return this.#withinDays(apart);
    if (a.year === undefined || b.year === undefined) return 0;
    const years = Math.abs(a.year - b.year);
    return years === 0 ? top - 4 : years === 1 ? top - 3 : years <= 5 ? 1 : 0;
  }

  #withinDays(apart: number): number {
    const days = this.sides.oneTable ? Math.abs(apart) : apart;
    let at = 0;
    while (at < daysApart.length - 1 && days > daysApart[at]!) at++;
    return 2 + at;
  }
}

interface Day {
  /** Digits only; '' for no value. */
  readonly text: string;
  readonly day?: number | undefined;
  readonly year?: number | undefined;
}

function readDay(cell: string): Day {
  const year = yearOf(cell);
  if (year !== undefined) return { text: String(year), year };
  const day = dayOf(cell);
  if (day !== undefined) {
    const date = new Date(day * 86_400_000);
    return { text: date.toISOString().slice(0, 10).replaceAll('-', ''), day, year: date.getUTCFullYear() };
  }
  const text = cell.replace(/\D+/g, '');
  const first = /(?<!\d)(1[0-9]{3}|20[0-9]{2})/.exec(cell)?.[1];
  return { text, year: first === undefined ? undefined : Number(first) };
}
