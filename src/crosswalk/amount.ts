import type { Problem } from '../platform/problem.js';
import type { Amount } from '../units/content.js';
import { parseRational, type Rational } from '../units/rational.js';
import { parseUnitCode, type UnitCode, type UnitSystem } from '../units/unit-code.js';

type Refused = { readonly kind: 'invalid'; readonly problem: Problem };
export type AmountReading = { readonly kind: 'amount'; readonly amount: Amount } | Refused;
export type UnitReading = { readonly kind: 'unit'; readonly unit: UnitCode } | Refused;

const decimal = /^[+-]?\d+(\.\d+)?$/;

/** Reads a quantity with its unit as a caller gives them: a decimal, and a unit code that names its system or is one of
 *  `system`. Whether the unit’s system lists it is asked where the item’s own units are known. */
export function readAmount(
  quantity: string | null | undefined,
  unit: string | null | undefined,
  system: UnitSystem,
): AmountReading {
  if (quantity == null)
    return invalid('BAD_QUANTITY', 'a unit stands without a quantity: give both or neither');
  const value = readDecimal(quantity);
  if (!value)
    return invalid('BAD_QUANTITY', 'a quantity is a decimal like 12 or 0.25 of at most 128 characters');
  if (unit == null)
    return invalid('UNIT_REQUIRED', 'a quantity stands without its unit: give both or neither');
  const read = readUnit(unit, system);
  return read.kind === 'unit' ? { kind: 'amount', amount: { quantity: value, unit: read.unit } } : read;
}

function readDecimal(text: string): Rational | null {
  const trimmed = text.trim();
  return decimal.test(trimmed) ? parseRational(trimmed) : null;
}

/** Reads a unit code by its shape. */
export function readUnit(text: string, system: UnitSystem): UnitReading {
  const read = parseUnitCode(text, system);
  switch (read.kind) {
    case 'unit':
      return read;
    case 'unknown-system':
      return invalid('UNKNOWN_UNIT', 'no unit system has the name before the colon');
    case 'malformed':
      return invalid('UNKNOWN_UNIT', read.problem);
    default:
      return read satisfies never;
  }
}

function invalid(code: string, message: string): Refused {
  return { kind: 'invalid', problem: { code, message } };
}
