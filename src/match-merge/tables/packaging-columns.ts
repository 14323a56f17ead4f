import { type SellUnit, sellUnitOf } from '../normalise/sell-unit.js';
import { numberOf } from './cell-values.js';

/** What a column says of the package that a record is sold by: its unit (`EA`, `Box`), or how many are in it. */
export type PackagingRole = 'unit' | 'count';

const nearlyAll = 0.95;
/** Of the rows that a package is named in, how many must count more than one. */
const mostly = 0.8;
/** Fewer rows by the each, or by the package, prove nothing. */
const fewest = 5;

/** Which columns say the package, by their values: units are words out of a closed list, and a count beside them is 1
 *  where the unit is an each, more where it is a package. */
export function packagingRoles(columns: readonly (readonly string[])[]): ReadonlyMap<number, PackagingRole> {
  const roles = new Map<number, PackagingRole>();
  for (const [place, cells] of columns.entries()) {
    const units = unitsOf(cells);
    if (units === undefined) continue;
    roles.set(place, 'unit');
    for (const [other, counts] of columns.entries())
      if (other !== place && countsIn(counts, units)) roles.set(other, 'count');
  }
  return roles;
}

type Unit = SellUnit | null | undefined;

/** The unit of every row, where the column is one of units. */
function unitsOf(cells: readonly string[]): readonly Unit[] | undefined {
  const known = new Map<string, Unit>();
  let filled = 0;
  let said = 0;
  const units = cells.map((cell) => {
    if (!known.has(cell)) known.set(cell, sellUnitOf(cell));
    const unit = known.get(cell);
    if (cell.trim() !== '') {
      filled++;
      if (unit !== undefined) said++;
    }
    return unit;
  });
  return filled > 0 && said >= nearlyAll * filled ? units : undefined;
}

function countsIn(cells: readonly string[], units: readonly Unit[]): boolean {
  const rows = { each: 0, package: 0 };
  const right = { each: 0, package: 0 };
  for (const [row, unit] of units.entries()) {
    const cell = cells[row]!;
    if (!unit || cell.trim() === '') continue;
    const count = numberOf(cell);
    rows[unit]++;
    if (unit === 'each' ? count === 1 : count !== undefined && Number.isInteger(count) && count > 1)
      right[unit]++;
  }
  return (
    Math.min(rows.each, rows.package) >= fewest &&
    right.each >= nearlyAll * rows.each &&
    right.package >= mostly * rows.package
  );
}
