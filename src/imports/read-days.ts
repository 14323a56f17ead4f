import type { Part } from './profile.js';
import { faultOf, type Reader } from './row.js';
import type { Columns } from './row-columns.js';

const always = { from: '-infinity', to: 'infinity' } as const;

/** The days on which what a row says holds. */
export function readDays(
  columns: Columns,
  { validity }: Part,
): Reader<{ readonly from: string; readonly to: string }> {
  if (!validity) return () => always;
  const firstAt = columns.place(validity.first);
  const lastAt = columns.place(validity.last);
  return (row) => {
    const first = row.values[firstAt];
    const last = row.values[lastAt];
    if (typeof first === 'string' && typeof last === 'string' && first > last) {
      const message = 'the last day is before the first';
      throw faultOf(validity.last, row.text(lastAt), { problem: 'BAD_DATE', message });
    }
    return {
      from: typeof first === 'string' ? first : always.from,
      to: typeof last === 'string' && last !== lastDayThereIs ? dayAfter(last) : always.to,
    };
  };
}

/** Lists write it for "without end"; no ISO day comes after it. */
const lastDayThereIs = '9999-12-31';

export function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
