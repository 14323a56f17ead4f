import type { EntryField } from '../attribute.js';

/** First day of an entry, in every domain. */
export const starts: EntryField = {
  type: 'date',
  description: 'First day on which it holds; always held where nothing is said.',
};

/** Day after the last of an entry, in every domain. */
export const ends: EntryField = {
  type: 'date',
  description: 'First day on which it no longer holds; without end where nothing is said.',
};
