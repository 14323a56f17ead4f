import type { PackageLevel } from './record.graphql.js';

export interface Rung {
  /** From the package down to the smallest thing in it, one step a part: `1 CA`, `10 BX`, `100 EA`. */
  readonly parts: readonly string[];
  readonly gtin: string | null;
}

/** Each package as a line that goes down as far as it is known, the largest first: 1 CA = 10 BX = 100 EA. */
export function rungsOf(levels: readonly PackageLevel[]): readonly Rung[] {
  return levels
    .map((level) => ({ parts: ['1'.concat(' ', level.unit), ...below(level, levels)], gtin: level.gtin }))
    .sort((one, other) => other.parts.length - one.parts.length);
}

function below(top: PackageLevel, levels: readonly PackageLevel[]): string[] {
  const parts: string[] = [];
  const passed = new Set<string>([top.unit]);
  let level: PackageLevel | undefined = top;
  let total = '1';
  while (level) {
    const product = times(total, level.quantity);
    if (product === undefined) break;
    total = product;
    const { contains }: PackageLevel = level;
    parts.push(`${total} ${contains}`);
    if (passed.has(contains)) break;
    passed.add(contains);
    const next: PackageLevel[] = levels.filter(({ unit }) => unit === contains);
    // A unit that comes in two sizes leads nowhere certain.
    level = next.length === 1 ? next[0] : undefined;
  }
  return parts;
}

/** Exactly or not at all; a single step is the text itself. */
function times(total: string, quantity: string): string | undefined {
  if (total === '1') return quantity;
  if (!/^\d+$/.test(total) || !/^\d+$/.test(quantity)) return undefined;
  return String(BigInt(total) * BigInt(quantity));
}
