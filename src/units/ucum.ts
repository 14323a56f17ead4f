import { UcumLhcUtils } from '@lhncbc/ucum-lhc';
import type { Measure } from './measure.js';
import { readTradeName } from './trade-units.js';
import { parseUcumExpression } from './ucum-grammar.js';
import { measureOfFactors } from './ucum-symbols.js';

export type UcumReading =
  /** `code` is the UCUM spelling: `[Ch]` for the trade name `Fr`. */
  | { readonly kind: 'measure'; readonly code: string; readonly measure: Measure }
  | { readonly kind: 'not-linear'; readonly code: string; readonly problem: string }
  | { readonly kind: 'unknown-unit'; readonly problem: string };

/** The longest code read; UCUM's own longest examples are below 40. */
const MAX_LENGTH = 64;
const MAX_REMEMBERED = 4_096;
const remembered = new Map<string, UcumReading>();

/** Reads and validates a UCUM code, or a trade name that stands for one (`Fr`, `mcg`, `cc`).
 *
 *  A code must pass two readers: our grammar, from which the exact factor comes, and the validation of
 *  @lhncbc/ucum-lhc, which knows every symbol. Ours goes first because the library writes some bad inputs to the
 *  console, and inputs are never logged. Names (`meter`) are refused: they are not codes. */
export function readUcum(text: string): UcumReading {
  const found = remembered.get(text);
  if (found) return found;
  const reading = readTradeOrCode(text);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(text, reading);
  return reading;
}

function readTradeOrCode(text: string): UcumReading {
  if (text.length > MAX_LENGTH)
    return { kind: 'unknown-unit', problem: `longer than ${MAX_LENGTH} characters` };
  const trade = readTradeName(text);
  switch (trade.kind) {
    case 'none':
      return readCode(text);
    case 'alias':
      return readCode(trade.ucum);
    case 'not-linear':
      return { kind: 'not-linear', code: text, problem: trade.problem };
    default:
      return trade satisfies never;
  }
}

function readCode(code: string): UcumReading {
  const factors = parseUcumExpression(code);
  if (!factors) return { kind: 'unknown-unit', problem: 'not a UCUM expression' };
  const reading = measureOfFactors(factors);
  switch (reading.kind) {
    case 'unknown-symbol':
      return { kind: 'unknown-unit', problem: `UCUM has no unit "${reading.symbol}"` };
    case 'not-linear':
      return {
        kind: 'not-linear',
        code,
        problem: 'a scale with its own zero point or a logarithm has no factor',
      };
    case 'measure':
      if (!isValidToLibrary(code)) return { kind: 'unknown-unit', problem: 'refused by the UCUM validator' };
      return { kind: 'measure', code, measure: reading.measure };
    default:
      return reading satisfies never;
  }
}

function isValidToLibrary(code: string): boolean {
  return UcumLhcUtils.getInstance().validateUnitString(code).status === 'valid';
}
