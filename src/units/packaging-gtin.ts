import type { UnitCode } from './unit-code.js';
import { type Day, isInForce, type Validity } from './validity.js';

/** "This GTIN is on that packaging level of the item." The level is never read from the digits: the indicator digit of a
 *  GTIN-14 has no meaning and no order (GS1 General Specifications). */
export interface LevelGtin extends Validity {
  readonly id: string;
  readonly item: string;
  readonly supplier: string | null;
  readonly unit: UnitCode;
  /** 14 digits, as the identifiers layer normalises them. */
  readonly gtin: string;
}

export type LevelReading =
  | { readonly kind: 'level'; readonly unit: UnitCode; readonly id: string }
  | { readonly kind: 'unknown-gtin' }
  /** The same GTIN stands on several levels: a contradiction in what is on file. */
  | { readonly kind: 'several-levels'; readonly levels: readonly LevelGtin[] };

/** The GTINs of one level of an item on a day, of every supplier. */
export function gtinsOfLevel(
  all: readonly LevelGtin[],
  item: string,
  unit: UnitCode,
  on: Day,
): readonly LevelGtin[] {
  return all.filter((each) => each.item === item && each.unit.key === unit.key && isInForce(each, on));
}

/** The packaging level of an item that carries `gtin` on a day. */
export function levelOfGtin(all: readonly LevelGtin[], item: string, gtin: string, on: Day): LevelReading {
  const found = all.filter((each) => each.item === item && each.gtin === gtin && isInForce(each, on));
  const [first] = found;
  if (!first) return { kind: 'unknown-gtin' };
  if (found.some((each) => each.unit.key !== first.unit.key))
    return { kind: 'several-levels', levels: found };
  return { kind: 'level', unit: first.unit, id: first.id };
}
