import { refusal } from '../../platform/graphql/format-error.js';
import { readInstantToCome } from '../../platform/graphql/read-instant.js';

const yearMs = 366 * 24 * 3_600_000;
const mostPeople = 20;

/** Until when something is put away: an instant to come, at most a year away. */
export function readUntil(text: string): Date {
  const until = readInstantToCome(text, yearMs);
  if (!until)
    throw refusal('BAD_ARGUMENT', 'until is an instant to come with its offset, at most a year away.');
  return until;
}

/** Names of people that a caller gave, as keys are made for. */
export function readPeople(name: string, people: readonly string[]): string[] {
  if (people.length > mostPeople || people.some((person) => !isPerson(person)))
    throw refusal('BAD_ARGUMENT', `${name} holds names of people, at most ${mostPeople}.`);
  return [...people];
}

export function isPerson(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9 ._@-]{0,126}$/.test(name);
}
