import type { Amount } from '../../units/content.js';
import type { UnitCode } from '../../units/unit-code.js';
import type { Day } from '../day.js';
import type { UnitStatement } from '../packaging/unit-statement.js';

/** One row of a statement as it comes from the database: a part of it, and the revisions between which it is known. */
export interface StatementRow extends Omit<UnitStatement, 'parts'> {
  readonly part: Amount | null;
  /** Revisions: known from the first, no longer at the second. */
  readonly known: { readonly from: number; readonly to: number };
}

interface Kept extends UnitStatement {
  readonly parts: Amount[];
  known: StatementRow['known'];
}

const none: readonly Kept[] = Object.freeze([]);

/** What is said of the units of codes, by the row of the code. Rare beside mappings, so plain objects in a Map. Like the
 *  other rows of the index they are only added and ended: a reader pinned to a revision is never disturbed. */
export class UnitStatements {
  readonly #ofCode = new Map<number, Kept[]>();

  add(code: number, { part, known, ...statement }: StatementRow): void {
    const kept = this.#ofCode.get(code) ?? [];
    this.#ofCode.set(code, kept);
    const there = kept.find(({ id }) => id === statement.id);
    if (!there) {
      kept.push({ ...statement, parts: part ? [part] : [], known });
      return;
    }
    there.known = known;
    if (part && !there.parts.some(({ unit }) => unit.key === part.unit.key)) there.parts.push(part);
  }

  /** What is known at revision `pin` and holds on `day`. */
  of(code: number, { pin, day }: { pin: number; day: Day }): readonly UnitStatement[] {
    return (this.#ofCode.get(code) ?? none).filter(
      ({ known, validFrom, validTo }) =>
        known.from <= pin && pin < known.to && validFrom <= day && day < validTo,
    );
  }

  /** Whether any statement about the code known at revision `pin`, whatever its days, uses the unit. */
  use(code: number, unit: UnitCode, pin: number): boolean {
    return (this.#ofCode.get(code) ?? none).some(
      ({ known, unit: whole, parts }) =>
        known.from <= pin &&
        pin < known.to &&
        (whole.key === unit.key || parts.some((part) => part.unit.key === unit.key)),
    );
  }
}
