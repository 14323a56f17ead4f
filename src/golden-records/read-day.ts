import { refusal } from '../platform/graphql/format-error.js';
import { isDay } from './value-fault.js';

/** A day that a caller gave, as `2026-03-31`; null where none is given. */
export function readDay(name: string, text: string | null | undefined): string | null {
  if (text == null) return null;
  if (!isDay(text) || text < '0001') throw refusal('BAD_ARGUMENT', `${name} is a day, as in 2026-03-31.`);
  return text;
}
