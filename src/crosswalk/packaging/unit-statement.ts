import type { Amount, BillingUnit, ContentStatement } from '../../units/content.js';
import type { PackagingLink } from '../../units/packaging.js';
import { parseUnitCode, type UnitCode } from '../../units/unit-code.js';
import type { UnitFacts } from '../../units/unit-graph.js';
import { day as unitDay, type Validity } from '../../units/validity.js';
import { type Day, formatDay } from '../day.js';

export const statementKinds = ['PACKAGING', 'CONTENT', 'BILLING_UNIT'] as const;
export type StatementKind = (typeof statementKinds)[number];

/** An approved statement about the units of one code: what a package holds (`PACKAGING`), what is in it (`CONTENT`), or
 *  the unit the code is billed, sold or stocked by (`BILLING_UNIT`). */
export interface UnitStatement {
  readonly kind: StatementKind;
  readonly id: string;
  /** Empty: as the manufacturer packs it. Packaging only. */
  readonly supplier: string;
  readonly unit: UnitCode;
  /** What 1 `unit` holds or is. Several in packaging make an assortment; none is a billing unit that packaging knows. */
  readonly parts: readonly Amount[];
  /** GTIN of the package. */
  readonly gtin: string | null;
  readonly validFrom: Day;
  readonly validTo: Day;
}

/** The day before every day, as the pure layer writes days. */
const beforeAll = unitDay('0000-01-01');

/** The statements of one code in the words of the pure layer. All are of one item: the code. */
export function unitFacts(statements: readonly UnitStatement[]): UnitFacts {
  const of = (kind: StatementKind) => statements.filter((each) => each.kind === kind);
  return {
    links: of('PACKAGING').map(packagingLinkOf),
    contents: of('CONTENT').map(contentOf),
    billingUnits: of('BILLING_UNIT').flatMap(billingUnitOf),
  };
}

/** All statements are read one code at a time, so the pure layer needs no more of its name. */
const itemOfCode = 'the code';

export function packagingLinkOf(statement: UnitStatement): PackagingLink {
  const { id, supplier, unit, parts } = statement;
  const contents = parts.map((part) => ({ unit: part.unit, quantity: part.quantity.numerator }));
  return {
    id,
    item: itemOfCode,
    supplier: supplier === '' ? null : supplier,
    unit,
    contents,
    ...validityOf(statement),
  };
}

export function contentOf(statement: UnitStatement): ContentStatement {
  const { id, unit, parts } = statement;
  const approval = { by: 'the hub', on: beforeAll }; // nothing is on file that was not approved
  return { id, item: itemOfCode, unit, amounts: parts, approval, ...validityOf(statement) };
}

/** None where the unit is one that packaging knows: it brings no factor of its own. */
export function billingUnitOf(statement: UnitStatement): readonly BillingUnit[] {
  const [amount] = statement.parts;
  return amount ? [{ id: statement.id, unit: statement.unit, amount, ...validityOf(statement) }] : [];
}

function validityOf({ validFrom, validTo }: UnitStatement): Validity {
  const from = formatDay(validFrom);
  const to = formatDay(validTo);
  return { validFrom: from === null ? beforeAll : unitDay(from), validTo: to === null ? null : unitDay(to) };
}

/** A day of the pure layer as callers see it; null for the day before every day. */
export function shownDay(day: string): string | null {
  return day === beforeAll ? null : day;
}

/** A unit as it stands in the database. */
export function storedUnit(key: string): UnitCode {
  const read = parseUnitCode(key, 'x12');
  if (read.kind !== 'unit') throw new Error(`the unit ${key} in the database is no unit code`);
  return read.unit;
}
