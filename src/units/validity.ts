/** A calendar day at the place, `2026-03-31`. ISO days compare as text. */
export type Day = string & { readonly day: unique symbol };

/** Half-open in calendar days: true on `validFrom`, no longer true on `validTo`; null means without end. */
export interface Validity {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an ISO day that exists in the Gregorian calendar, else null (`2026-02-30`). */
export function parseDay(text: string): Day | null {
  if (!SHAPE.test(text)) return null;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) ? (text as Day) : null;
}

/** As `parseDay`, for text known to be a day. Throws RangeError otherwise. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new RangeError(`"${text}" is not a calendar day`);
  return parsed;
}

/** validFrom <= on < validTo. */
export function isInForce(validity: Validity, on: Day): boolean {
  return validity.validFrom <= on && (validity.validTo === null || on < validity.validTo);
}

/** The days within `span` on which the set of facts in force can begin to differ: its first day, and the first and
 *  end days of every other fact inside it. Checking these days checks every day of the span. */
export function turningDays(span: Validity, others: readonly Validity[]): readonly Day[] {
  const days = new Set<Day>([span.validFrom]);
  for (const other of others) {
    if (isInForce(span, other.validFrom)) days.add(other.validFrom);
    if (other.validTo !== null && isInForce(span, other.validTo)) days.add(other.validTo);
  }
  return [...days].filter((each) => isInForce(span, each)).sort();
}
