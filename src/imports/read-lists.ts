import { normaliseCode } from '../crosswalk/normal-form.js';
import type { PartRow } from './judged-row.js';
import type { PackageColumns, Part } from './profile.js';
import { faultOf, type Reader } from './row.js';
import type { Columns } from './row-columns.js';

/** What a row adds to the lists of its record, packages among them. */
export function readLists(columns: Columns, { lists = {}, packages = [] }: Part): Reader<PartRow['lists']> {
  const lines = Object.entries(lists).map(([attribute, { column, prefix = '', per }]) => ({
    attribute,
    prefix,
    at: columns.place(column),
    perAt: per === undefined ? columns.none : columns.place(per),
  }));
  const levelsOf = packages.map((level) => readPackage(columns, level));
  if (lines.length === 0 && levelsOf.length === 0) return () => null;
  return (row) => {
    const said: Record<string, readonly unknown[]> = {};
    for (const { attribute, prefix, at, perAt } of lines) {
      const value = row.values[at];
      if (value === undefined) continue;
      const texts = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
      const per = row.text(perAt);
      const suffix = per && ` per ${per}`;
      said[attribute] = texts.map((text) => prefix + text + suffix);
    }
    const levels = levelsOf.map((level) => level(row)).filter((level) => level !== undefined);
    if (levels.length > 0) said['packages'] = levels;
    return Object.keys(said).length > 0 ? said : null;
  };
}

function readPackage(
  columns: Columns,
  { unit, quantity, contains, gtin, unitPrefix = '' }: PackageColumns,
): Reader<object | undefined> {
  const fixed = contains.startsWith('=') ? contains.slice(1) : undefined;
  const insideAt = columns.place(contains);
  const outsideAt = columns.place(unit);
  const countAt = columns.place(quantity);
  const gtinAt = gtin === undefined ? columns.none : columns.place(gtin);
  const form = columns.form('gtin');
  return (row) => {
    const inside = fixed ?? row.text(insideAt);
    const outside = row.text(outsideAt);
    const count = row.values[countAt];
    if (outside === '' || inside === '' || count === undefined || outside === inside) return undefined;
    if (count === 0) {
      throw faultOf(quantity, row.text(countAt), {
        problem: 'BAD_NUMBER',
        message: 'a package holds at least one of something',
      });
    }
    const code = row.text(gtinAt) === '' ? undefined : normaliseCode(form(), row.text(gtinAt));
    const level = { unit: unitPrefix + outside, quantity: String(count), contains: unitPrefix + inside };
    return code?.kind === 'normal' ? { ...level, gtin: code.normal } : level;
  };
}
