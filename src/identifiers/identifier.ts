/** Why an identifier was refused. The codes are stable: imports count by them and `docs/errors.md` explains them. */
export const identifierProblemCodes = {
  EMPTY: 'nothing but white space was written',
  BAD_LENGTH: 'too few or too many characters for this identifier',
  BAD_CHARACTER: 'a character this identifier never contains',
  BAD_FORMAT: 'the right characters in an arrangement the standard does not allow',
  CHECK_DIGIT: 'the check digit or check character does not fit the rest',
  PLACEHOLDER: 'all zeros: a filler of the source system, never assigned',
  LOCAL_CODE: 'written like this identifier but numbered by one hospital for itself; names nothing elsewhere',
  SPREADSHEET_NUMBER: 'a spreadsheet rounded the digits to scientific notation; they cannot be recovered',
  WRONG_GRAIN: 'a valid identifier of something coarser, for example an NDC without its package segment',
  NOT_LEVEL_II: 'a CPT code (HCPCS Level I) where a HCPCS Level II code is wanted',
  AMBIGUOUS_READING: 'several readings are equally good; all are listed, none is chosen',
  UNKNOWN_APPLICATION_IDENTIFIER: 'a GS1 application identifier the dictionary does not hold',
  BAD_ASSOCIATION: 'GS1 application identifiers that may not stand together, or one that needs another',
} as const;

export type IdentifierProblemCode = keyof typeof identifierProblemCodes;

/** `message` states what was expected and never repeats the value: values are not logged. */
export type IdentifierProblem = { code: IdentifierProblemCode; message: string };

export type Valid = { kind: 'valid'; normal: string };
export type Invalid = { kind: 'invalid'; problem: IdentifierProblem };
export type Ambiguous = { kind: 'ambiguous'; readings: string[]; problem: IdentifierProblem };
export type Normalised = Valid | Invalid | Ambiguous;

/** One numbering. `normalise` takes what a source system wrote and finds the one form under which the hub keeps it;
 *  `format` prints a normal form for people. Law: `normalise(format(normal))` is `normal` again.
 *  Neither throws: whatever is written is valid, ambiguous, or refused for a named reason. */
export interface IdentifierFormat {
  readonly key: string;
  readonly title: string;
  /** The standard, law or publication the rule was taken from. */
  readonly source: string;
  normalise(written: string): Normalised;
  format(normal: string): string;
}

export function valid(normal: string): Valid {
  return { kind: 'valid', normal };
}

export function invalid(code: IdentifierProblemCode, message: string): Invalid {
  return { kind: 'invalid', problem: { code, message } };
}

export function ambiguous(readings: string[], message: string): Ambiguous {
  return { kind: 'ambiguous', readings, problem: { code: 'AMBIGUOUS_READING', message } };
}

/** One reading is valid, several are ambiguous; the same normal form read twice is one reading. */
export function fromReadings(readings: readonly string[], message: string): Valid | Ambiguous {
  const distinct = [...new Set(readings)];
  return distinct.length === 1 ? valid(distinct[0]!) : ambiguous(distinct, message);
}

/** All normal forms an answer allows: none, one, or the readings of an ambiguous one. */
export function readingsOf(read: Normalised): readonly string[] {
  switch (read.kind) {
    case 'valid':
      return [read.normal];
    case 'ambiguous':
      return read.readings;
    case 'invalid':
      return [];
    default:
      return read satisfies never;
  }
}
