import { type Context, noContext } from './context/context.js';
import { upwards } from './context/places.js';
import { contextAt, type SaidValue } from './context/said-context.js';
import { dayIn } from './day.js';
import type { Clock } from './question.js';
import type { Reading } from './reading.js';

type DayOf = (instant: Date) => number;

/** Tells which day it is where a question is asked: in the time zone of its facility, of what that lies in, else the
 *  hub’s. Making a formatter is dear, so one a zone is kept; there are some hundred zones. */
export class PlaceClocks {
  readonly #dayHere: DayOf;
  readonly #dayIn = new Map<string, DayOf>();

  constructor(timeZone: string) {
    this.#dayHere = dayIn(timeZone);
  }

  here(now: Date): Clock {
    return { today: this.#dayHere(now), dayAtPlace: this.#dayHere };
  }

  /** Which place a code names may have changed over the days: that of the hub’s own day decides. */
  at({ index, pin }: Pick<Reading, 'index' | 'pin'>, said: readonly SaidValue[], now: Date): Clock {
    const places = said.filter(({ key }) => key.domain === 'LOCATION');
    const zoneOn = (instant: Date) => {
      const when = { pin, day: this.#dayHere(instant) };
      const context = places.length === 0 ? noContext : contextAt(index, inOrder(places), when);
      return this.#ofZone(zoneOf({ index, pin }, context, when.day));
    };
    return {
      get today() {
        return zoneOn(now)(now);
      },
      dayAtPlace: (instant) => zoneOn(instant)(instant),
    };
  }

  #ofZone(zone: string | undefined): DayOf {
    if (zone === undefined) return this.#dayHere;
    const known = this.#dayIn.get(zone);
    if (known) return known;
    const made = dayIn(zone);
    this.#dayIn.set(zone, made);
    return made;
  }
}

/** The facility first, then whatever else was named, in the order of the caller. */
function inOrder(places: readonly SaidValue[]): readonly SaidValue[] {
  return [...places].sort((a, b) => Number(b.key.key === 'facility') - Number(a.key.key === 'facility'));
}

function zoneOf(
  { index, pin }: Pick<Reading, 'index' | 'pin'>,
  context: Context,
  day: number,
): string | undefined {
  for (const { record } of context) {
    if (record === -1) continue;
    for (const place of upwards(index, record, { pin, day })) {
      const zone = index.records.zoneOf(place, pin);
      if (zone !== null) return zone;
    }
  }
  return undefined;
}
