import { type DateParts, dateLevels } from '../measure/date-measure.js';
import { dayOf, yearOf } from '../tables/cell-values.js';
import { Growing, sharedDoubles } from '../text/flat-lists.js';
import { GrowingTexts } from '../text/flat-texts.js';
import { Comparator, type GrowingComparator, type Sides, written } from './comparator.js';
import { ValueNumbers } from './value-numbers.js';

/** Dates and years: the distance in days, or one or two characters mistyped. */
export class DateComparator extends Comparator implements GrowingComparator {
  override readonly levels = dateLevels;
  readonly #texts = new GrowingTexts();
  readonly #days = new Growing(sharedDoubles);
  readonly #years = new Growing(sharedDoubles);
  readonly #values: ValueNumbers;

  constructor(private readonly sides: Sides) {
    super();
    this.#values = new ValueNumbers(
      sides,
      (cell) => readDay(cell).text,
      (text, cell) => {
        const { day, year } = readDay(cell);
        this.#texts.push(text);
        this.#days.push(day ?? Number.NaN);
        this.#years.push(year ?? Number.NaN);
      },
    );
  }

  override parts(): DateParts {
    return {
      kind: 'date',
      values: this.#values.flat(),
      texts: this.#texts.flat(),
      days: this.#days.values(),
      years: this.#years.values(),
      oneTable: this.sides.oneTable,
    };
  }

  append(cell: string): void {
    this.#values.append(cell);
    this.changed();
  }

  cut(records: number): void {
    this.#values.cut(records);
    this.changed();
  }

  override values(left: number, right: number): readonly [string, string] {
    return written(this.sides, left, right);
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
  // However it is divided: equal digits say the same day.
  if (text !== cell && (yearOf(text) !== undefined || dayOf(text) !== undefined)) return readDay(text);
  const first = /(?<!\d)(1[0-9]{3}|20[0-9]{2})/.exec(cell)?.[1];
  return { text, year: first === undefined ? undefined : Number(first) };
}
