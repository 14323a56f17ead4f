import type { Measure } from './measure.js';
import { CMS_UNITS, type ListedUnit, REC21_UNITS, X12_UNITS } from './package-units.js';
import { findRec20 } from './rec20.js';
import { readUcum } from './ucum.js';
import type { UnitCode } from './unit-code.js';

/** What a unit code means by itself, before any packaging of an item is known. */
export type UnitMeaning =
  | { readonly kind: 'physical'; readonly measure: Measure; readonly source: string }
  /** A package, a piece or a billing unit: how much it holds only an item's packaging or content can say. */
  | { readonly kind: 'package' }
  | { readonly kind: 'not-linear'; readonly problem: string }
  | { readonly kind: 'unknown'; readonly problem: string };

/** Reads the meaning of `unit` from its system's table. */
export function meaningOf(unit: UnitCode): UnitMeaning {
  switch (unit.system) {
    case 'ucum':
      return ucumMeaning(unit.code, 'ucum');
    case 'rec20':
      return rec20Meaning(unit.code);
    case 'x12':
      return listedMeaning(X12_UNITS, unit);
    case 'rec21':
      return listedMeaning(REC21_UNITS, unit);
    case 'cms':
      return listedMeaning(CMS_UNITS, unit);
    case 'hibc':
    case 'hcpcs':
    case 'di':
      return { kind: 'package' };
    default:
      return unit.system satisfies never;
  }
}

/** Rec 20 counting words (one, dozen, hundred) are measured in this annotation. */
const COUNT_DIMENSION = '{one}1';

/** True for units that come in pieces, so that whole ones and a remainder make sense: packages, billing units, counts;
 *  also for a code no table lists, which only an item's packaging can give a meaning. */
export function isCounted(meaning: UnitMeaning): boolean {
  if (meaning.kind === 'physical') return meaning.measure.dimensionKey === COUNT_DIMENSION;
  return meaning.kind !== 'not-linear';
}

/** True where the code exists but its publisher says to use another one (`rec20:CA`, a can, moved to Rec 21). */
export function isWithdrawn(unit: UnitCode): boolean {
  return unit.system === 'rec20' && findRec20(unit.code)?.status === 'withdrawn';
}

function ucumMeaning(code: string, source: string): UnitMeaning {
  const reading = readUcum(code);
  switch (reading.kind) {
    case 'measure':
      return { kind: 'physical', measure: reading.measure, source };
    case 'not-linear':
      return { kind: 'not-linear', problem: reading.problem };
    case 'unknown-unit':
      return { kind: 'unknown', problem: reading.problem };
    default:
      return reading satisfies never;
  }
}

function rec20Meaning(code: string): UnitMeaning {
  const unit = findRec20(code);
  if (!unit) return { kind: 'unknown', problem: 'not a code of UN/ECE Recommendation 20' };
  switch (unit.conversion.kind) {
    case 'measure':
      return { kind: 'physical', measure: unit.conversion.measure, source: 'rec20' };
    case 'not-linear':
      return { kind: 'not-linear', problem: 'a scale with its own zero point has no factor' };
    case 'none':
    case 'contradicted':
      return { kind: 'package' };
    default:
      return unit.conversion satisfies never;
  }
}

function listedMeaning(table: Readonly<Record<string, ListedUnit>>, unit: UnitCode): UnitMeaning {
  const listed = Object.hasOwn(table, unit.code) ? table[unit.code] : undefined;
  if (!listed) return { kind: 'unknown', problem: `${unit.key} is neither listed nor used by this item` };
  return listed.ucum === null ? { kind: 'package' } : ucumMeaning(listed.ucum, unit.system);
}
