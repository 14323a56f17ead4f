import type { ProblemMeaning } from '../platform/problem.js';

const outcome = (code: string, retry: ProblemMeaning['retry'], meaning: string): ProblemMeaning => ({
  code,
  meaning,
  http: null,
  retry,
});

/** Problems inside a `Resolution`. */
export const resolveProblems: readonly ProblemMeaning[] = [
  outcome('UNKNOWN_SYSTEM', 'no', 'No code system has this key (`system` or `target`).'),
  outcome('SYSTEM_NOT_OPEN', 'no', 'The caller’s key is confined to other code systems.'),
  outcome('ISSUER_REQUIRED', 'no', 'Codes of this system are unique only per issuer, and none was given.'),
  outcome('ISSUER_NOT_ALLOWED', 'no', 'Codes of this system have no issuer, and one was given.'),
  outcome('BAD_CHARACTER', 'no', 'The code holds a character that no code of this system may hold.'),
  outcome('BAD_LENGTH', 'no', 'The code is empty or longer or shorter than codes of this system are.'),
  outcome('BAD_FORMAT', 'no', 'The code does not have the form of this identifier.'),
  outcome('CHECK_DIGIT', 'no', 'The check digit is wrong; the message names the one expected.'),
  outcome(
    'AMBIGUOUS_READING',
    'no',
    'The written form can be read as several different codes of this system.',
  ),
  outcome('BAD_DATE', 'no', '`asOf` is neither a date (2026-03-31) nor an instant with an offset.'),
  outcome('BAD_REVISION', 'no', '`minRevision` is not a whole number.'),
  outcome('REVISION_NOT_REACHED', 'yes', 'The revision asked for was not reached within 2 seconds.'),
  outcome('LEDGER_AWAY', 'yes', 'The miss could not be put on the ledger; the question leaves no trace.'),
  outcome(
    'CODE_UNKNOWN',
    'after a person decided',
    'No source has delivered this code and no mapping names it.',
  ),
  outcome('CODE_INACTIVE', 'after a person decided', 'The code is known but not active on that date.'),
  outcome(
    'NO_MAPPING',
    'after a person decided',
    'The code is known; nothing says what it is in the target system.',
  ),
  outcome(
    'TARGET_INACTIVE',
    'after a person decided',
    'The only codes it maps to are not active on that date.',
  ),
  outcome(
    'SEVERAL_TARGETS',
    'after a person decided',
    'Several codes answer with equal standing; none was chosen.',
  ),
];
