import { identifierFormat } from '../identifiers/formats.js';

/** How a system’s codes are brought to their normal form. */
export interface NormalForm {
  readonly format: string | null;
  readonly foldCase: boolean;
  readonly stripLeadingZeros: boolean;
}

export type Normalised =
  | { kind: 'normal'; normal: string }
  /** `readings`: the normal forms that an ambiguous written form may mean. */
  | { kind: 'invalid'; problem: string; message: string; readings?: readonly string[] };

export const longestCode = 255;
/** As written, with padding and uncomposed accents. Bringing text to NFC is quadratic in a run of accents: one of
 *  240,000 took 15 s. */
const longestWritten = 4 * longestCode;
const plainText = /^[\x20-\x7E]*$/;

/** The normal form of a code as a caller or a file wrote it: NFC, outer white space trimmed, case and leading zeros
 *  kept unless the system says otherwise; a system with an identifier format is checked and normalised by it.
 *  Messages never repeat the value. */
export function normaliseCode(system: NormalForm, written: string): Normalised {
  if (written.length > longestWritten) return badLength;
  // Plain ASCII, as nearly every code is, is its own NFC.
  const isPlain = plainText.test(written);
  if (!isPlain && (!written.isWellFormed() || written.includes('\0'))) {
    return invalid('BAD_CHARACTER', 'a code is Unicode text without NUL');
  }
  const text = (isPlain ? written : written.normalize('NFC')).trim();
  if (text.length === 0 || text.length > longestCode) return badLength;
  if (system.format !== null) return byFormat(system.format, text);
  const folded = system.foldCase ? text.toUpperCase() : text;
  if (folded.length > longestCode) return badLength; // ŉ in upper case is two characters
  return {
    kind: 'normal',
    normal: system.stripLeadingZeros ? folded.replace(/^0+(?=.)/, '') : folded,
  };
}

function byFormat(key: string, text: string): Normalised {
  const format = identifierFormat(key);
  if (!format) throw new Error(`no identifier format "${key}"`);
  const result = format.normalise(text);
  switch (result.kind) {
    case 'valid':
      return { kind: 'normal', normal: result.normal };
    case 'invalid':
      return invalid(result.problem.code, result.problem.message);
    case 'ambiguous': {
      const { problem, readings } = result;
      const message = `${readings.length} readings are equally good: ${problem.message}`;
      return { kind: 'invalid', problem: problem.code, message, readings };
    }
    default:
      return result satisfies never;
  }
}

function invalid(problem: string, message: string): Normalised {
  return { kind: 'invalid', problem, message };
}

const badLength = invalid('BAD_LENGTH', `a code has 1 to ${longestCode} characters`);
