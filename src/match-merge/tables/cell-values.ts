const money = /^\(?[-+]?[$€£¥]?\s?[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?\)?\s?(usd|eur|gbp|%)?$/i;
const isoDay = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const plainDay = /^(\d{4})(\d{2})(\d{2})$/;
const slashedDay = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})$/;
const year = /^\D{0,2}(1[0-9]{3}|20[0-9]{2})\D{0,2}$/;

/** The number that a cell says, without currency and thousands separators; undefined for anything else. */
export function numberOf(cell: string): number | undefined {
  const text = cell.trim();
  if (!/\d/.test(text) || !money.test(text)) return undefined;
  const value = Number(text.replace(/[^\d.]/g, ''));
  return /^\(|-/.test(text) ? -value : value;
}

/** Days since 1970-01-01 of a date that exists; undefined for anything else. `03/04/2020` is read month first. */
export function dayOf(cell: string): number | undefined {
  const text = cell.trim();
  const iso = isoDay.exec(text) ?? plainDay.exec(text);
  if (iso) return existingDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashed = slashedDay.exec(text);
  if (!slashed) return undefined;
  const [first, second, third] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
  const full = third < 100 ? third + (third < 50 ? 2000 : 1900) : third;
  return first > 12 ? existingDay(full, second, first) : existingDay(full, first, second);
}

/** The year that a cell says and nothing else (`1994`, `(1994).`). */
export function yearOf(cell: string): number | undefined {
  const found = year.exec(cell.trim());
  return found ? Number(found[1]) : undefined;
}

function existingDay(y: number, m: number, d: number): number | undefined {
  if (y < 1000 || m < 1 || m > 12 || d < 1 || d > 31) return undefined;
  const time = Date.UTC(y, m - 1, d);
  return new Date(time).getUTCDate() === d ? time / 86_400_000 : undefined;
}
