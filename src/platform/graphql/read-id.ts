import { validate } from 'uuid';
import { refusal } from './format-error.js';

/** An id a caller gave, which in this hub is always a UUID. */
export function readId(id: string): string {
  if (!validate(id)) throw refusal('BAD_ARGUMENT', 'An id is a UUID.');
  return id.toLowerCase();
}
