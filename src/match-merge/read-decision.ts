import { longestReason } from '../crosswalk/mapping.model.js';
import { refusal } from '../platform/graphql/format-error.js';
import { readText } from '../platform/graphql/read-text.js';

/** A person’s reason, checked; null where none is given. */
export function readReason(reason: string | null | undefined): string | null {
  return reason ? readText('reason', reason, longestReason) : null;
}

/** The revision a person has looked at. */
export function readSeenRevision(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw refusal('BAD_ARGUMENT', 'seenRevision is a whole number.');
  return Number(text);
}

/** The id of a source record, a whole number. */
export function readRecordId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw refusal('BAD_ARGUMENT', 'The id of a source record is a whole number.');
  return Number(text);
}
