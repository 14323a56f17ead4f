import { refusal } from './format-error.js';

/** Text a caller gave, as PostgreSQL can hold it: Unicode without NUL. */
export function readText(name: string, text: string, most: number): string {
  if (text.length > most || text.includes('\0') || !text.isWellFormed()) {
    throw refusal('BAD_ARGUMENT', `${name} is text of at most ${most} characters.`);
  }
  return text;
}
