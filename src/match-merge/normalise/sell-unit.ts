import { PACKAGES } from './package-words.js';

/** How a thing is sold: one by one, or several in a package. */
export type SellUnit = 'each' | 'package';

const EACH: ReadonlySet<string> = new Set(['PC', 'PCE', 'PCS', 'PIECE', 'PIECES', 'UN', 'UNIT', 'UNITS']);
/** Containers whose content may be one thing or several: a roll, a bottle, a kit. */
const CONTAINERS: ReadonlySet<string> = new Set(
  `AM AMP BAG BG BO BOT BOTTLE BT BTL CAN CN CTG DZ DOZEN GR GROSS JR JAR KIT KT PAIR PL PLT PR RL ROLL RO SET ST SLV
   SLEEVE SYR TB TRAY TUBE TY VIAL VL BD BDL BUNDLE PD PAD DP DISPENSER TR CR CRATE SP SPOOL`.split(/\s+/),
);

/** What a cell says of the unit that a thing is sold by; undefined where it says no unit at all, null where the unit says
 *  neither of the two: a bottle may be an each. */
export function sellUnitOf(cell: string): SellUnit | null | undefined {
  const word = cell.trim().toUpperCase().replace(/\.$/, '');
  const packaging = PACKAGES.get(word);
  if (packaging === 'each' || EACH.has(word)) return 'each';
  if (packaging !== undefined) return 'package';
  return CONTAINERS.has(word) ? null : undefined;
}
