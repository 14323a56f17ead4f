import type { Amount } from './content.js';
import { isCounted, isWithdrawn, meaningOf, type UnitMeaning } from './physical-unit.js';
import {
  type DecimalText,
  divide,
  multiply,
  type Rational,
  rational,
  subtract,
  toDecimal,
  toFraction,
  truncate,
} from './rational.js';
import { factorOf, findChain } from './shortest-chain.js';
import type { UnitCode, UnitKey } from './unit-code.js';
import type { Step, UnitGraph } from './unit-graph.js';

export interface ConversionRequest {
  readonly quantity: Rational;
  readonly from: UnitCode;
  readonly to: UnitCode;
  /** Digits after the point beyond which the decimal text is rounded; 12 unless given. */
  readonly maxScale?: number;
}

export type ConversionWarning =
  /** The decimal text was rounded; `fraction` is not. */
  | { readonly kind: 'rounded'; readonly scale: number }
  /** A step's factor is a published figure that may be rounded. */
  | { readonly kind: 'inexact-factor'; readonly step: Step }
  /** The code still means what it meant, but its publisher withdrew it. */
  | { readonly kind: 'withdrawn-unit'; readonly unit: UnitKey };

export interface Converted {
  readonly kind: 'converted';
  readonly value: Rational;
  readonly decimal: DecimalText;
  /** `3/10`: the value without rounding. */
  readonly fraction: string;
  /** True when the decimal text is the value itself and no factor on the way was rounded. */
  readonly exact: boolean;
  /** The shortest chain that leads from one unit to the other; empty for the same unit. */
  readonly steps: readonly Step[];
  /** For a target that is counted: how many are whole (cut toward zero), and what is left over, in the unit asked from. */
  readonly packages: { readonly whole: bigint; readonly remainder: Amount } | null;
  readonly warnings: readonly ConversionWarning[];
}

export type Conversion =
  | Converted
  | { readonly kind: 'unknown-unit'; readonly unit: UnitKey; readonly problem: string }
  | { readonly kind: 'not-linear'; readonly unit: UnitKey; readonly problem: string }
  /** The only way leads through a package that holds different things; `chain` shows it, its factors are contents. */
  | {
      readonly kind: 'assortment';
      readonly package: UnitKey;
      readonly sourceId: string;
      readonly chain: readonly Step[];
    }
  /** Both units are known, and nothing approved on that day joins them. */
  | { readonly kind: 'no-path'; readonly from: UnitKey; readonly to: UnitKey };

const DEFAULT_MAX_SCALE = 12;

/** Converts a quantity exactly by the shortest chain of approved statements and physical factors. Never a guess: every
 *  refusal says which unit or which package stands in the way. */
export function convert(graph: UnitGraph, request: ConversionRequest): Conversion {
  for (const unit of [request.from, request.to]) {
    const refusal = refuseUnit(graph, unit, meaningOf(unit));
    if (refusal) return refusal;
  }
  const chain = findChain(graph, request.from, request.to);
  return chain ? converted(request, chain) : refusePath(graph, request);
}

function refuseUnit(graph: UnitGraph, unit: UnitCode, meaning: UnitMeaning): Conversion | null {
  switch (meaning.kind) {
    case 'physical':
    case 'package':
      return null;
    case 'not-linear':
      return { kind: 'not-linear', unit: unit.key, problem: meaning.problem };
    case 'unknown':
      return graph.units.has(unit.key)
        ? null
        : { kind: 'unknown-unit', unit: unit.key, problem: meaning.problem };
    default:
      return meaning satisfies never;
  }
}

function refusePath(graph: UnitGraph, { from, to }: ConversionRequest): Conversion {
  const chain = findChain(graph, from, to, true);
  for (const step of chain ?? []) {
    const holder = graph.assortments.get(step.source.id);
    if (chain && holder) return { kind: 'assortment', package: holder, sourceId: step.source.id, chain };
  }
  return { kind: 'no-path', from: from.key, to: to.key };
}

function converted(request: ConversionRequest, steps: readonly Step[]): Converted {
  const factor = factorOf(steps);
  const value = multiply(request.quantity, factor);
  const decimal = toDecimal(value, request.maxScale ?? DEFAULT_MAX_SCALE);
  return {
    kind: 'converted',
    value,
    decimal,
    fraction: toFraction(value),
    exact: decimal.exact && steps.every((step) => step.exact),
    steps,
    packages: isCounted(meaningOf(request.to)) ? wholePackages(value, factor, request.from) : null,
    warnings: warningsOf(request, steps, decimal),
  };
}

function wholePackages(
  value: Rational,
  factor: Rational,
  from: UnitCode,
): { whole: bigint; remainder: Amount } {
  const whole = truncate(value);
  return { whole, remainder: { quantity: divide(subtract(value, rational(whole)), factor), unit: from } };
}

function warningsOf(
  { from, to }: ConversionRequest,
  steps: readonly Step[],
  decimal: DecimalText,
): readonly ConversionWarning[] {
  return [
    ...(decimal.exact ? [] : [{ kind: 'rounded', scale: decimal.scale } as const]),
    ...steps.filter((step) => !step.exact).map((step) => ({ kind: 'inexact-factor', step }) as const),
    ...[from, to].filter(isWithdrawn).map((unit) => ({ kind: 'withdrawn-unit', unit: unit.key }) as const),
  ];
}
