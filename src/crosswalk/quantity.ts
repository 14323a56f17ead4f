import type { Problem } from '../platform/problem.js';
import type { Amount } from '../units/content.js';
import { type Conversion, type ConversionWarning, type Converted, convert } from '../units/conversion.js';
import { meaningOf } from '../units/physical-unit.js';
import { toDecimal, toFraction, ZERO } from '../units/rational.js';
import type { UnitCode } from '../units/unit-code.js';
import { buildUnitGraph, type Step, type UnitFacts } from '../units/unit-graph.js';
import type { Day } from './day.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { type StatementKind, unitFacts } from './packaging/unit-statement.js';

/** One step of a conversion: 1 `from` = `factor` `to`, and what says so. */
export interface ConversionStep {
  readonly from: string;
  readonly to: string;
  readonly factor: string;
  readonly exact: boolean;
  readonly source: StatementKind | 'MEASURE';
  /** The statement, or the table of physical units; null for a statement that is not on file. */
  readonly id: string | null;
}

export interface ResolvedQuantity {
  readonly value: string;
  readonly scale: number;
  readonly exact: boolean;
  readonly fraction: string;
  readonly unit: string;
  readonly wholePackages: string | null;
  readonly remainder: { readonly value: string; readonly fraction: string; readonly unit: string } | null;
  readonly chain: readonly ConversionStep[];
}

/** What a caller should know of an answer that stands all the same. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** What became of a quantity on the way to one target. */
export type Measured =
  | { readonly kind: 'measured'; readonly quantity: ResolvedQuantity; readonly warnings: readonly Warning[] }
  | { readonly kind: 'unresolved'; readonly problem: Problem };

/** The two ends of an answer as rows of the index, whose packaging counts, and when. */
export interface QuantityScope {
  readonly code: number;
  readonly target: number;
  /** Identifier format of the target’s system. */
  readonly targetFormat: string | null;
  /** Whose packaging counts: the first that has any on that day, else the manufacturer’s. */
  readonly suppliers: readonly string[];
  readonly day: Day;
  readonly pin: number;
}

/** Digits after the point beyond which a decimal text is rounded. */
const longestScale = 12;

/** Converts a quantity into the target’s unit by what is said of the asked code and of the target on that day. Never a
 *  guess: a target whose unit nobody stated has none. Pure. */
export function measure(index: ResolveIndex, amount: Amount, scope: QuantityScope): Measured {
  const { facts, targetUnit } = factsOf(index, scope);
  const candidates = targetUnit ? [targetUnit] : lowestUnits(facts, scope.targetFormat);
  const graph = buildUnitGraph(facts);
  const conversions = candidates.map((to) => convert(graph, { ...amount, from: amount.unit, to }));
  const [only] = conversions;
  if (candidates.length === 1 && only?.kind === 'converted') {
    return { kind: 'measured', quantity: shown(only, candidates[0] as UnitCode), warnings: warningsOf(only) };
  }
  const mixed = conversions.find(({ kind }) => kind === 'assortment');
  return { kind: 'unresolved', problem: problemOf(candidates.length, mixed ?? only) };
}

/** The unit the target is stated to be counted in: its billing unit, or the level whose package carries it as GTIN. */
export function statedUnit(index: ResolveIndex, scope: QuantityScope): UnitCode | undefined {
  return factsOf(index, scope).targetUnit;
}

/** Why a unit has no meaning at all for a code (row -1: unknown): no table lists it and nothing said of the code uses it,
 *  or it is a scale without a factor. */
export function unitProblem(
  index: ResolveIndex,
  { code, pin }: { code: number; pin: number },
  unit: UnitCode,
): Problem | undefined {
  const meaning = meaningOf(unit);
  if (meaning.kind === 'not-linear') return { code: 'UNIT_NOT_LINEAR', message: meaning.problem };
  if (meaning.kind !== 'unknown' || index.units.use(code, unit, pin)) return undefined;
  return {
    code: 'UNKNOWN_UNIT',
    message: 'its system lists no such unit and no packaging of the code uses it',
  };
}

/** What holds on the day, the links narrowed as `linksInForce` of the pure layer does: a supplier’s own packaging replaces
 *  the manufacturer’s as a whole. */
function factsOf(index: ResolveIndex, { code, target, targetFormat, suppliers, day, pin }: QuantityScope) {
  const own = index.units.of(code, { pin, day }).filter(({ kind }) => kind !== 'BILLING_UNIT');
  const billing = index.units.of(target, { pin, day }).filter(({ kind }) => kind === 'BILLING_UNIT');
  const said = unitFacts([...own, ...billing]);
  const supplier = suppliers.find((each) => said.links.some((link) => link.supplier === each)) ?? null;
  const links = said.links.filter((link) => link.supplier === supplier);
  const facts: UnitFacts = { ...said, links };
  if (targetFormat !== 'gtin' || billing[0]) return { facts, targetUnit: billing[0]?.unit };
  const gtin = index.codes.normalOf(target);
  const level = own.find((each) => each.gtin === gtin && links.some(({ id }) => id === each.id));
  return { facts, targetUnit: level?.unit };
}

/** What packages hold that holds no package itself, or else what contents are stated of. A charge in HCPCS units is
 *  never assumed to count packages. */
function lowestUnits({ links, contents }: UnitFacts, targetFormat: string | null): readonly UnitCode[] {
  if (targetFormat === 'hcpcs') return [];
  const packages = new Set(links.map(({ unit }) => unit.key));
  const held = links.flatMap((link) => link.contents.map(({ unit }) => unit));
  const lowest =
    links.length > 0 ? held.filter(({ key }) => !packages.has(key)) : contents.map(({ unit }) => unit);
  return [...new Map(lowest.map((unit) => [unit.key, unit])).values()];
}

function problemOf(candidates: number, refused: Conversion | undefined): Problem {
  if (refused?.kind === 'assortment') {
    const message = 'the package holds different things, so no number of one of them is its content';
    return { code: 'ASSORTMENT', message };
  }
  const message =
    candidates === 0
      ? 'nothing says in which unit the target is counted: state its billing unit, or packaging of the code'
      : candidates > 1
        ? 'packaging of the code ends in several units, and nothing says in which the target is counted'
        : 'no packaging or content on file that day leads from the unit asked to that of the target';
  return { code: 'NO_CONVERSION', message };
}

function shown(conversion: Converted, unit: UnitCode): ResolvedQuantity {
  const { decimal, exact, fraction, packages, steps } = conversion;
  const { text: value, scale } = decimal;
  const rest = packages?.remainder;
  return {
    value,
    scale,
    exact,
    fraction,
    unit: unit.key,
    wholePackages: packages ? packages.whole.toString() : null,
    remainder: rest
      ? {
          value: toDecimal(rest.quantity, longestScale).text,
          fraction: toFraction(rest.quantity),
          unit: rest.unit.key,
        }
      : null,
    chain: steps.map(shownStep),
  };
}

const sources = {
  packaging: 'PACKAGING',
  content: 'CONTENT',
  'billing-unit': 'BILLING_UNIT',
  measure: 'MEASURE',
} as const;

/** A step of the pure layer as callers see it. */
export function shownStep({ from, to, factor, exact, source }: Step): ConversionStep {
  return { from, to, factor: toFraction(factor), exact, source: sources[source.kind], id: source.id };
}

function warningsOf({ packages, warnings }: Converted): readonly Warning[] {
  const whole = !packages || packages.remainder.quantity.numerator === ZERO.numerator;
  const broken: Warning = {
    code: 'NOT_WHOLE_PACKAGE',
    message: 'the quantity is no whole number of packages: what is left over is in `remainder`',
  };
  return [...warnings.map(warningOf), ...(whole ? [] : [broken])];
}

function warningOf(warning: ConversionWarning): Warning {
  switch (warning.kind) {
    case 'rounded':
      return {
        code: 'ROUNDED',
        message: `the value is rounded to ${warning.scale} digits; \`fraction\` is exact`,
      };
    case 'inexact-factor':
      return {
        code: 'INEXACT_FACTOR',
        message: `the factor to ${warning.step.to} is a published, rounded figure`,
      };
    case 'withdrawn-unit':
      return {
        code: 'WITHDRAWN_UNIT',
        message: `its publisher withdrew ${warning.unit}; it is read as it was meant`,
      };
    default:
      return warning satisfies never;
  }
}
