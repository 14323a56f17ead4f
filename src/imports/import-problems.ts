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

/** Problems of a record that was sent at once; besides these, those of a row, and of the code that did not fit its
 *  system. */
export const recordProblems: readonly ProblemMeaning[] = [
  row('WRONG_TYPE', 'A field is missing or not of its type.'),
  row('UNKNOWN_FIELD', 'The record has a field, or its values an attribute, that is not declared.'),
  row('UNKNOWN_SYSTEM', 'There is no such code system, or it is none of the source’s own keys.'),
  row('ROLE_OF_KEYS', 'Only codes by which a source names things of the record’s domain have the role KEY.'),
  row('ISSUER_REQUIRED', 'Codes of the system are told apart by issuer, and none is named.'),
  row('NO_ISSUERS', 'Codes of the system have no issuer, and one is named.'),
  row(
    'BAD_VERSION',
    'The version is neither a whole number nor a moment, or a moment more than a day ahead.',
  ),
  row(
    'KEY_OF_ANOTHER_SYSTEM',
    'The feed has a record of the same domain and key already, whose key lies in another code system.',
  ),
];
