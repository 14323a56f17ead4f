import type { ProblemMeaning } from '../platform/problem.js';

const row = (code: string, meaning: string): ProblemMeaning => ({
  code,
  meaning,
  http: null,
  retry: 'after the data changed',
});

/** Problems of a rejected row; besides these, a row carries the problem of the code that did not fit its system. */
export const importProblems: readonly ProblemMeaning[] = [
  row('ROW_WIDTH', 'The row has more or fewer columns than the header.'),
  row('MISSING', 'A column that every row needs is empty.'),
  row('BAD_CHARACTER', 'The value holds NUL or bytes that are no text in the file’s encoding.'),
  row('TOO_LONG', 'The value has over 10,000 characters.'),
  row('BAD_PRICE', 'The value is not a price such as 39.38 or 1,141.40.'),
  row('BAD_NUMBER', 'The value is not a number such as 1,200, or a package is said to hold nothing.'),
  row('BAD_FLAG', 'The value is neither yes nor no.'),
  row(
    'BAD_DATE',
    'The value is no day such as 2026-03-31, 20260331 or 3/31/2026, or the last day is before the first.',
  ),
  row('UNKNOWN_VALUE', 'The value is none of those that the profile knows.'),
  row('BREAKS_RULE', 'The value breaks a validation rule of its attribute, which the message names.'),
  row('CONTRADICTION', 'An earlier row of the same file says something else of the same code.'),
];
