import type { UnitCode } from './unit-code.js';
import { type Day, isInForce, type Validity } from './validity.js';

/** How many of which unit a package holds. */
export interface PackagedContent {
  readonly unit: UnitCode;
  readonly quantity: bigint;
}

/** An approved statement "1 `unit` of `item`, as `supplier` packs it, holds `contents`". With one content it is a link
 *  (1 CA = 10 BX) and converts both ways; with several different ones it is an assortment (5 of one device and 5 of
 *  another in one package), which has a content but no factor. */
export interface PackagingLink extends Validity {
  readonly id: string;
  readonly item: string;
  /** Null: as its manufacturer packs it. */
  readonly supplier: string | null;
  readonly unit: UnitCode;
  readonly contents: readonly PackagedContent[];
}

/** Whose packaging is meant, on which day at the place. */
export interface PackagingScope {
  readonly item: string;
  readonly supplier: string | null;
  readonly on: Day;
}

/** The links that hold for `scope`. A supplier's own packaging replaces the manufacturer's as a whole: mixing one link
 *  of each could tell two different stories about the same case. Without any of its own on that day, the
 *  manufacturer's holds. */
export function linksInForce(
  links: readonly PackagingLink[],
  scope: PackagingScope,
): readonly PackagingLink[] {
  const ofItem = links.filter((link) => link.item === scope.item && isInForce(link, scope.on));
  const own = ofItem.filter((link) => link.supplier === scope.supplier);
  return own.length > 0 ? own : ofItem.filter((link) => link.supplier === null);
}

export function isAssortment(link: PackagingLink): boolean {
  return link.contents.length > 1;
}

/** One row of a device list: `packageUnit` contains `quantity` of `contained`. */
export interface PackageRow {
  readonly packageUnit: UnitCode;
  readonly contained: UnitCode;
  readonly quantity: bigint;
}

/** Gathers package rows into the content of each package. GUDID names an assortment only by giving the same package
 *  on the records of different devices, so rows must be gathered over all of them before any becomes a link: taken one
 *  by one, "holds 5 A" and "holds 5 B" would make an A the same as a B. Equal rows count once. */
export function gatherContents(
  rows: readonly PackageRow[],
): ReadonlyMap<UnitCode, readonly PackagedContent[]> {
  const byKey = new Map<string, { unit: UnitCode; contents: Map<string, PackagedContent> }>();
  for (const { packageUnit, contained, quantity } of rows) {
    const entry = byKey.get(packageUnit.key) ?? { unit: packageUnit, contents: new Map() };
    entry.contents.set(`${contained.key} ${quantity}`, { unit: contained, quantity });
    byKey.set(packageUnit.key, entry);
  }
  return new Map([...byKey.values()].map(({ unit, contents }) => [unit, [...contents.values()]]));
}
