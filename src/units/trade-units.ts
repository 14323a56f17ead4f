/** How a name used on labels and in price files stands to UCUM. */
export type TradeReading =
  | { readonly kind: 'alias'; readonly ucum: string }
  | { readonly kind: 'not-linear'; readonly problem: string }
  | { readonly kind: 'none' };

/** Spellings in use, each of them not UCUM (a test asks the library): letter case must stay, for `Gm` is a gigametre.
 *  1 Fr is one third of a millimetre of outer diameter, which UCUM calls Charrière. ISMP asks for `mcg` in place of the
 *  easily misread µg; labels follow it. */
export const TRADE_ALIASES: ReadonlyMap<string, string> = new Map([
  ...['Fr', 'FR', 'fr', 'French', 'FRENCH', 'french'].map((name): [string, string] => [name, '[Ch]']),
  ...['mcg', 'MCG'].map((name): [string, string] => [name, 'ug']),
  ...['cc', 'CC'].map((name): [string, string] => [name, 'mL']),
  ...['IU', 'iu'].map((name): [string, string] => [name, '[iU]']),
  ...['gm', 'GM'].map((name): [string, string] => [name, 'g']),
]);

/** Needle gauge follows the Birmingham wire table (ISO 9626): a larger number is a thinner needle, and no factor leads
 *  from it to millimetres. `GA` is refused although UCUM reads a giga-ampere in it, which no hospital buys; `G` alone
 *  stays UCUM's gauss. */
const GAUGE: ReadonlySet<string> = new Set(['ga', 'Ga', 'GA', 'gauge', 'Gauge', 'GAUGE']);

/** Reads a name as labels and price files spell it. */
export function readTradeName(text: string): TradeReading {
  const ucum = TRADE_ALIASES.get(text);
  if (ucum) return { kind: 'alias', ucum };
  if (GAUGE.has(text))
    return { kind: 'not-linear', problem: 'needle gauge is a table, not a scale: it has no factor' };
  return { kind: 'none' };
}
