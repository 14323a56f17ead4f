import { v7 } from 'uuid';
import { normaliseGtin } from '../../identifiers/gtin.js';
import type { Problem } from '../../platform/problem.js';
import { type Amount, amountAtStrength } from '../../units/content.js';
import { meaningOf } from '../../units/physical-unit.js';
import type { UnitCode, UnitSystem } from '../../units/unit-code.js';
import { readAmount, readUnit } from '../amount.js';
import { firstDay, lastDay, parseDay } from '../day.js';
import type { System } from '../system-directory.js';
import type { UnitStatement } from './unit-statement.js';

export interface StatedQuantity {
  readonly quantity: string;
  readonly unit: string;
}

interface Days {
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}

export interface StatedPackaging extends Days {
  readonly supplier?: string | null;
  readonly unit: string;
  readonly contents: readonly StatedQuantity[];
  readonly gtin?: string | null;
}

export interface StatedContent extends Days {
  readonly unit: string;
  readonly amounts: readonly StatedQuantity[];
  /** 50 mg per 1 mL: with the volume among the amounts it gives one more amount. */
  readonly strength?: (StatedQuantity & { readonly per: StatedQuantity }) | null;
}

export interface StatedBillingUnit extends Days {
  readonly unit?: string | null;
  readonly amount?: StatedQuantity | null;
}

export type StatementReading =
  | { readonly kind: 'statement'; readonly statement: UnitStatement }
  | { readonly kind: 'invalid'; readonly problem: Problem };

/** Why a statement cannot be read; caught where it began, so that the readers below can be read as what they read. */
class Unreadable extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

function reading(read: () => Omit<UnitStatement, 'id'>): StatementReading {
  try {
    return { kind: 'statement', statement: { id: v7(), ...read() } };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'invalid', problem: error.problem };
    throw error;
  }
}

function refuse(code: string, message: string): never {
  throw new Unreadable({ code, message });
}

/** Reads "1 CA holds 10 BX" as a caller states it. A unit that names no system is of X12. */
export function readPackaging(stated: StatedPackaging): StatementReading {
  return reading(() => ({
    kind: 'PACKAGING',
    supplier: readSupplier(stated.supplier),
    unit: readPackageUnit(stated.unit),
    parts: distinct(stated.contents.map((content) => whole(readPart(content, 'x12')))),
    gtin: stated.gtin == null ? null : readGtin(stated.gtin),
    ...readDays(stated),
  }));
}

/** Reads "1 VI holds 10 mL at 50 mg per 1 mL". A physical unit that names no system is of UCUM. */
export function readContent(stated: StatedContent): StatementReading {
  return reading(() => {
    const amounts = stated.amounts.map((amount) => readPart(amount, 'ucum'));
    const byStrength = stated.strength ? [readStrength(amounts, stated.strength)] : [];
    const parts = distinct([...amounts, ...byStrength].map(storable));
    return {
      ...withoutPackaging,
      kind: 'CONTENT',
      unit: readPackageUnit(stated.unit),
      parts,
      ...readDays(stated),
    };
  });
}

/** Reads the unit a code is counted in: one that packaging knows, or what one billing unit of a HCPCS code is. */
export function readBillingUnit(stated: StatedBillingUnit, system: System, normal: string): StatementReading {
  return reading(() => {
    const { unit, amount } = stated;
    const common = { ...withoutPackaging, kind: 'BILLING_UNIT' as const, ...readDays(stated) };
    if (unit != null && amount == null) return { ...common, unit: readPackageUnit(unit), parts: [] };
    if (unit != null || amount == null || system.format !== 'hcpcs')
      refuse('UNIT_REQUIRED', 'give `unit`, or `amount` if the code is of HCPCS');
    return {
      ...common,
      unit: known(`hcpcs:${normal}`, 'hcpcs'),
      parts: [storable(readPart(amount, 'ucum'))],
    };
  });
}

const withoutPackaging = { supplier: '', gtin: null };
const longestSupplier = 255;

function readSupplier(text: string | null | undefined): string {
  const supplier = (text ?? '').normalize('NFC').trim();
  if (supplier.length > longestSupplier || supplier.includes('\0') || !supplier.isWellFormed())
    refuse('BAD_LENGTH', `a supplier is text of at most ${longestSupplier} characters`);
  return supplier;
}

/** A unit of packages or pieces. Billing units of HCPCS belong to their own code, not to an item’s packaging. */
function readPackageUnit(text: string): UnitCode {
  const unit = known(text, 'x12');
  if (unit.system === 'hcpcs') refuse('NOT_COUNTED', 'a billing unit of HCPCS is stated of its own code');
  return unit;
}

/** The lists of UCUM and Rec 20 are complete here; of the others an item’s own packaging may use any code. */
function known(text: string, system: UnitSystem): UnitCode {
  const read = readUnit(text, system);
  if (read.kind === 'invalid') throw new Unreadable(read.problem);
  const meaning = meaningOf(read.unit);
  if (meaning.kind === 'not-linear') refuse('UNIT_NOT_LINEAR', meaning.problem);
  if (meaning.kind === 'unknown' && ['ucum', 'rec20'].includes(read.unit.system))
    refuse('UNKNOWN_UNIT', meaning.problem);
  return read.unit;
}

function readPart({ quantity, unit }: StatedQuantity, system: UnitSystem): Amount {
  const read = readAmount(quantity, unit, system);
  if (read.kind === 'invalid') throw new Unreadable(read.problem);
  const amount = { ...read.amount, unit: known(read.amount.unit.key, system) };
  if (amount.quantity.numerator <= 0n) refuse('BAD_QUANTITY', 'a package holds more than nothing');
  if (amount.unit.system === 'hcpcs')
    refuse('NOT_COUNTED', 'a billing unit of HCPCS is stated of its own code');
  return amount;
}

const largest = 2n ** 63n - 1n;

function storable(amount: Amount): Amount {
  const { numerator, denominator } = amount.quantity;
  if (numerator > largest || denominator > largest)
    refuse('BAD_QUANTITY', 'as a fraction the quantity has over 18 digits above or below');
  return amount;
}

function whole(amount: Amount): Amount {
  if (amount.quantity.denominator !== 1n) refuse('BAD_QUANTITY', 'a package holds a whole number of units');
  return storable(amount);
}

function distinct(parts: readonly Amount[]): readonly Amount[] {
  if (parts.length === 0) refuse('BAD_QUANTITY', 'nothing is said to be in the package');
  if (new Set(parts.map(({ unit }) => unit.key)).size < parts.length)
    refuse('DUPLICATE_UNIT', 'the same unit is named twice: state one quantity of it');
  return parts;
}

function readStrength(amounts: readonly Amount[], stated: StatedQuantity & { per: StatedQuantity }): Amount {
  const dose = readPart(stated, 'ucum');
  const per = readPart(stated.per, 'ucum');
  for (const volume of amounts) {
    const read = amountAtStrength(volume, dose, per);
    if (read.kind === 'amount') return read.amount;
  }
  return refuse('NO_CONVERSION', 'no amount can be brought to the unit the strength is stated per');
}

function readGtin(text: string): string {
  const read = normaliseGtin(text);
  return read.kind === 'valid' ? read.normal : refuse(read.problem.code, read.problem.message);
}

function readDays({ validFrom, validTo }: Days) {
  const from = validFrom == null ? firstDay : parseDay(validFrom);
  const to = validTo == null ? lastDay : parseDay(validTo);
  if (from === undefined || to === undefined || from >= to)
    refuse('BAD_DATE', 'validFrom and validTo are dates, the first before the second');
  return { validFrom: from, validTo: to };
}
