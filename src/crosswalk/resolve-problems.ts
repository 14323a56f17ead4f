import { identifierProblemCodes } from '../identifiers/identifier.js';
import type { ProblemMeaning } from '../platform/problem.js';

const outcome = (code: string, retry: ProblemMeaning['retry'], meaning: string): ProblemMeaning => ({
  code,
  meaning,
  http: null,
  retry,
});

const questionProblems: readonly ProblemMeaning[] = [
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
    'The written form can be read as several codes of this system, and not exactly one of them is known.',
  ),
  outcome(
    'BAD_QUANTITY',
    'no',
    'A quantity is no decimal, is out of range, or is missing where a unit stands.',
  ),
  outcome('UNIT_REQUIRED', 'no', 'A quantity stands without its unit.'),
  outcome(
    'UNKNOWN_UNIT',
    'no',
    'The unit’s system does not exist or lists no such unit, and no packaging of the code uses it.',
  ),
  outcome('UNIT_NOT_LINEAR', 'no', 'The unit is a scale without a factor, such as needle gauge or °C.'),
  outcome('BAD_DATE', 'no', '`asOf` is neither a date (2026-03-31) nor an instant with an offset.'),
  outcome(
    'BAD_REF',
    'no',
    '`ref` is longer than 100 characters, holds others than letters, digits and `. _ : -`, is a bare number, or has the form of a person’s number.',
  ),
  outcome('CONTEXT_KEY_UNKNOWN', 'no', 'A context key is not declared.'),
  outcome('CONTEXT_TWICE', 'no', 'One context key is given twice.'),
  outcome('CONTEXT_NO_CODE', 'no', 'A context key that takes words was given a code of a system.'),
  outcome('CONTEXT_OTHER_DOMAIN', 'no', 'The code given for a context key names another kind of thing.'),
  outcome(
    'BAD_CONTEXT_VALUE',
    'no',
    'A context value is empty, too long, or none of the words that its key takes.',
  ),
  outcome('TOO_MUCH_CONTEXT', 'no', 'A question has more context values and dimensions than it may.'),
  outcome('DIMENSION_UNKNOWN', 'no', 'No context key takes codes of the system of a dimension.'),
  outcome('DIMENSION_AMBIGUOUS', 'no', 'Several context keys take codes of the system of a dimension.'),
  outcome(
    'BAD_STATEMENT',
    'no',
    'The parts of a stated mapping do not fit each other; the message says which.',
  ),
  outcome('REASON_REQUIRED', 'no', 'That nothing corresponds is stated without a reason.'),
  outcome('ONE_TARGET_ONLY', 'no', 'The policy lets one code stand for one other only; several were named.'),
  outcome(
    'SECOND_PERSON_NEEDED',
    'after a person decided',
    'The policy asks for two people: one proposes a mapping, another approves it.',
  ),
  outcome('ROLE_MAY_NOT_APPROVE', 'no', 'The policy lets other roles than the caller’s approve mappings.'),
  outcome('BAD_REVISION', 'no', '`minRevision` or `atRevision` is not a whole number.'),
  outcome('REVISION_UNKNOWN', 'no', '`atRevision` has not been published yet.'),
  outcome(
    'REVISION_EXPIRED',
    'no',
    'What the hub knew at `atRevision` is no longer kept; the message names the oldest.',
  ),
  outcome('HISTORY_AWAY', 'yes', '`atRevision` is older than the index, and the database is out of reach.'),
  outcome('REVISION_NOT_REACHED', 'yes', 'The revision asked for was not reached within 2 seconds.'),
  outcome(
    'LEDGER_AWAY',
    'yes',
    'The miss could be put neither on the ledger nor on disk; the question leaves no trace.',
  ),
  outcome(
    'CODE_UNKNOWN',
    'after a person decided',
    'No source has delivered this code and no mapping names it; or there is no golden record of that id.',
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
    'TARGET_BROADER',
    'after a person decided',
    'What it maps to means more than the code asked, and the policy does not let that answer.',
  ),
  outcome(
    'CONTEXT_REQUIRED',
    'no',
    'What it maps to depends on context that was not given; the message names the keys. Leaves no miss.',
  ),
  outcome(
    'CONTEXT_UNKNOWN',
    'after a person decided',
    'What it maps to depends on context whose code points at no one golden record. Leaves no miss.',
  ),
  outcome(
    'NO_MAP_DISPUTED',
    'after a person decided',
    'One approved statement says that nothing corresponds there, another of equal standing names a code.',
  ),
  outcome(
    'SEVERAL_SUCCESSORS',
    'after a person decided',
    'Several things took the place of the code asked; none was chosen.',
  ),
  outcome(
    'SEVERAL_TARGETS',
    'after a person decided',
    'Several codes answer with equal standing; none was chosen.',
  ),
  outcome(
    'SEVERAL_RECORDS',
    'after a person decided',
    'A code on the way points at several golden records, whose codes differ or are missing; none was chosen.',
  ),
  outcome(
    'ROADS_DISAGREE',
    'after a person decided',
    'A mapping and the golden record behind the code lead to different codes; none was chosen.',
  ),
  outcome(
    'NO_CONVERSION',
    'after a person decided',
    'The code has an answer, but nothing on file that day leads from the unit asked to the target’s.',
  ),
  outcome(
    'ASSORTMENT',
    'after a person decided',
    'The package holds different things, so no number of one of them is its content.',
  ),
];

/** Problems inside a `Resolution`; a code that its system’s identifier format refuses carries the format’s problem. */
export const resolveProblems: readonly ProblemMeaning[] = [
  ...questionProblems,
  ...Object.entries(identifierProblemCodes)
    .filter(([code]) => !questionProblems.some((each) => each.code === code))
    .map(([code, meaning]) => outcome(code, 'no', `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`)),
];

/** Warnings of a `Resolution` that answers all the same. */
export const resolveWarnings: readonly ProblemMeaning[] = [
  outcome('STALE', 'yes', 'The database has been out of reach for `ageMs`; newer facts may exist.'),
  outcome('ROUNDED', 'no', 'The decimal `value` is rounded; `fraction` is exact.'),
  outcome('NOT_WHOLE_PACKAGE', 'no', 'The quantity is no whole number of packages: see `remainder`.'),
  outcome('EXPIRES_SOON', 'no', 'What answers stops to hold within 30 days of the day asked about.'),
  outcome('REPLACED', 'no', 'The answer is that of the approved successor of the code asked.'),
  outcome('TARGET_RETIRED', 'no', 'The target is not active that day; the policy lets it answer.'),
  outcome('INEXACT_FACTOR', 'no', 'A factor on the way is a published figure that may be rounded.'),
  outcome('WITHDRAWN_UNIT', 'no', 'The publisher of a unit withdrew it; it is read as it was meant.'),
];

/** Problems of a statement about the units of a code; besides these, those of a question. */
export const packagingProblems: readonly ProblemMeaning[] = [
  outcome('NOT_COUNTED', 'no', 'Packaging counts packages and pieces; litres and grams are a content.'),
  outcome('NOT_PHYSICAL', 'no', 'A content is a physical amount; packages and pieces are packaging.'),
  outcome('DUPLICATE_UNIT', 'no', 'A statement names the same unit twice.'),
  outcome(
    'GTIN_ON_ANOTHER_LEVEL',
    'no',
    'On some of these days the GTIN is that of another package of the code.',
  ),
];
