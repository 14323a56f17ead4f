import { type LhcUnit, UcumLhcUtils, UnitTables } from '@lhncbc/ucum-lhc';
import {
  baseMeasure,
  type Measure,
  measure,
  multiplyMeasures,
  raiseMeasure,
  scaleMeasure,
  UNITY,
} from './measure.js';
import { ONE, parseRational, type Rational, rational, scaleByTen } from './rational.js';
import { parseUcumExpression, type UcumFactor } from './ucum-grammar.js';

/** What a symbol such as `mL` or `[in_i]` stands for. */
export type SymbolReading =
  | { readonly kind: 'measure'; readonly measure: Measure }
  | { readonly kind: 'not-linear' }
  | { readonly kind: 'unknown-symbol'; readonly symbol: string };

/** SI prefixes and the four binary ones of UCUM, as exact factors. */
const PREFIXES: ReadonlyMap<string, Rational> = new Map([
  ...Object.entries({
    Y: 24,
    Z: 21,
    E: 18,
    P: 15,
    T: 12,
    G: 9,
    M: 6,
    k: 3,
    h: 2,
    da: 1,
    d: -1,
    c: -2,
    m: -3,
    u: -6,
    n: -9,
    p: -12,
    f: -15,
    a: -18,
    z: -21,
    y: -24,
  }).map(([code, exponent]): [string, Rational] => [code, scaleByTen(ONE, exponent)]),
  ...['Ki', 'Mi', 'Gi', 'Ti'].map((code, i): [string, Rational] => [code, rational(1024n ** BigInt(i + 1))]),
]);

/** Units that UCUM reduces to a pure number but that count different things: kept apart, so that an equivalent never
 *  turns into a mole without its valence, nor a mole into 6.02·10^23 of anything. */
const OWN_DIMENSION: ReadonlySet<string> = new Set(['mol', 'eq', 'osm']);

/** Definitions in which the library's table has lost the leading operator or a power of ten ("/[pi].A/m" became
 *  "A/m", "10*-13.s" became "s"); found by comparing every definition with the
 *  table's own magnitude, and by its mark `inv` for units that are one over another. */
const CORRECTED: ReadonlyMap<string, { readonly factor: string; readonly unit: string }> = new Map([
  ['Oe', { factor: '250', unit: '/[pi].A/m' }],
  ['[mu_0]', { factor: '4', unit: '[pi].10*-7.N/A2' }],
  ['[S]', { factor: '1', unit: '10*-13.s' }],
  ['[diop]', { factor: '1', unit: '/m' }],
  ['[mesh_i]', { factor: '1', unit: '/[in_i]' }],
  ['Bd', { factor: '1', unit: '/s' }],
]);

const known = new Map<string, SymbolReading>();

/** Reads one symbol, with or without prefix. Factors are exact rationals computed down the definition table of
 *  @lhncbc/ucum-lhc (1 [ft_i] = 12 [in_i], 1 [in_i] = 2.54 cm, 1 cm = 10^-2 m); its floating-point magnitudes are not
 *  used. Degrees Celsius, pH and other units with a zero point or a logarithm are `not-linear`. */
export function readSymbol(symbol: string): SymbolReading {
  const cached = known.get(symbol);
  if (cached) return cached;
  const reading = readAtom(symbol) ?? readPrefixed(symbol) ?? { kind: 'unknown-symbol', symbol };
  // Only what exists is remembered: at most the table's atoms times the prefixes, whatever callers ask.
  if (reading.kind !== 'unknown-symbol') known.set(symbol, reading);
  return reading;
}

/** The product of all factors, or the first factor that has none. */
export function measureOfFactors(factors: readonly UcumFactor[]): SymbolReading {
  let product = UNITY;
  for (const factor of factors) {
    const reading = readFactor(factor);
    if (reading.kind !== 'measure') return reading;
    product = multiplyMeasures(product, raiseMeasure(reading.measure, factor.exponent));
  }
  return { kind: 'measure', measure: product };
}

function readFactor(factor: UcumFactor): SymbolReading {
  switch (factor.kind) {
    case 'number': {
      const value = rational(BigInt(factor.digits));
      if (value.numerator === 0n) return { kind: 'unknown-symbol', symbol: factor.digits };
      return { kind: 'measure', measure: scaleMeasure(UNITY, value) };
    }
    case 'annotation':
      return { kind: 'measure', measure: baseMeasure(factor.text) };
    case 'symbol':
      return readSymbol(factor.symbol);
    default:
      return factor satisfies never;
  }
}

function readPrefixed(symbol: string): SymbolReading | null {
  for (const length of [2, 1]) {
    const prefix = PREFIXES.get(symbol.slice(0, length));
    const unit = prefix && lookUp(symbol.slice(length));
    // The library marks base units as not metric, though UCUM gives every one of them prefixes.
    if (!prefix || !unit || !(unit.isMetric_ || unit.isBase_)) continue;
    const atom = readSymbol(String(unit.csCode_));
    return atom.kind === 'measure' ? { kind: 'measure', measure: scaleMeasure(atom.measure, prefix) } : atom;
  }
  return null;
}

function readAtom(symbol: string): SymbolReading | null {
  const unit = lookUp(symbol);
  if (!unit) return null;
  if (unit.isSpecial_) return { kind: 'not-linear' };
  if (symbol === '[pi]') return { kind: 'measure', measure: measure(ONE, new Map(), 1) };
  if (unit.isBase_ || OWN_DIMENSION.has(symbol)) return { kind: 'measure', measure: baseMeasure(symbol) };
  // Arbitrary units are not commensurable with any other unit (UCUM), unless defined as another one ([IU] = [iU]).
  if (unit.isArbitrary_ && unit.csUnitString_ === '1')
    return { kind: 'measure', measure: baseMeasure(symbol) };
  const { factor, unit: definition } = CORRECTED.get(symbol) ?? {
    factor: unit.baseFactorStr_,
    unit: unit.csUnitString_,
  };
  return readDefinition(symbol, factor, definition);
}

function readDefinition(symbol: string, factorText: string | null, unitText: string | null): SymbolReading {
  const factor = parseRational(factorText ?? '');
  const factors = parseUcumExpression(unitText ?? '');
  if (!factor || !factors)
    throw new UcumTableError(`no exact definition of ${symbol}: "${factorText}" × "${unitText}"`);
  const reading = measureOfFactors(factors);
  if (reading.kind !== 'measure') return reading;
  return { kind: 'measure', measure: scaleMeasure(reading.measure, factor) };
}

/** Only UCUM's own atoms: the table also holds ready-made combinations (`mL`, `mg/dL`), which we compose ourselves. */
function lookUp(symbol: string): LhcUnit | null {
  UcumLhcUtils.getInstance(); // fills the table on first use
  const unit = UnitTables.getInstance().getUnitByCode(symbol);
  return unit && unit.source_ === 'UCUM' ? unit : null;
}

/** The definition table of the library changed in a way this reader does not understand. */
export class UcumTableError extends Error {
  override readonly name = 'UcumTableError' as const;
}
