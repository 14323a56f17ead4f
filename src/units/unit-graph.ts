import type { BillingUnit, ContentStatement } from './content.js';
import type { Measure } from './measure.js';
import { isAssortment, type PackagingLink } from './packaging.js';
import { meaningOf } from './physical-unit.js';
import { divide, ONE, type Rational, rational } from './rational.js';
import type { UnitCode, UnitKey } from './unit-code.js';

/** Why a step may be taken: which statement, or which table of physical units. */
export interface StepSource {
  readonly kind: 'packaging' | 'content' | 'billing-unit' | 'measure';
  /** The statement's id, or the system whose table gave the factor. */
  readonly id: string;
}

/** 1 `from` = `factor` `to`. */
export interface Step {
  readonly from: UnitKey;
  readonly to: UnitKey;
  readonly factor: Rational;
  /** False when the factor is a published, rounded figure. */
  readonly exact: boolean;
  readonly source: StepSource;
}

/** The statements that hold for one item, supplier and day. */
export interface UnitFacts {
  readonly links: readonly PackagingLink[];
  readonly contents: readonly ContentStatement[];
  readonly billingUnits: readonly BillingUnit[];
}

export const NO_FACTS: UnitFacts = { links: [], contents: [], billingUnits: [] };

/** A physical unit that some statement of the item uses. */
export interface PhysicalUnit {
  readonly unit: UnitCode;
  readonly measure: Measure;
  readonly source: string;
}

/** The units of one item on one day as a graph: statements are edges in both directions; physical units of one
 *  dimension are all neighbours of each other without an edge being stored. */
export interface UnitGraph {
  readonly steps: ReadonlyMap<UnitKey, readonly Step[]>;
  /** Steps into and out of assortments: they say what is inside, never a factor, and no conversion takes them. */
  readonly assortmentSteps: ReadonlyMap<UnitKey, readonly Step[]>;
  /** Statement id → the assortment package it describes. */
  readonly assortments: ReadonlyMap<string, UnitKey>;
  readonly physical: ReadonlyMap<string, readonly PhysicalUnit[]>;
  readonly units: ReadonlyMap<UnitKey, UnitCode>;
}

/** Builds the graph. The result depends on the facts only, not on their order. */
export function buildUnitGraph(facts: UnitFacts): UnitGraph {
  const steps = new Map<UnitKey, Step[]>();
  const assortmentSteps = new Map<UnitKey, Step[]>();
  const units = new Map<UnitKey, UnitCode>();
  for (const link of facts.links) {
    for (const step of stepsOfLink(link)) connect(isAssortment(link) ? assortmentSteps : steps, step);
    for (const unit of [link.unit, ...link.contents.map((content) => content.unit)])
      units.set(unit.key, unit);
  }
  for (const [step, ...both] of [
    ...facts.contents.flatMap(amountSteps),
    ...facts.billingUnits.map(billingStep),
  ]) {
    connect(steps, step);
    for (const unit of both) units.set(unit.key, unit);
  }
  for (const list of [...steps.values(), ...assortmentSteps.values()]) list.sort(bySourceThenUnit);
  const assortments = new Map(facts.links.filter(isAssortment).map((link) => [link.id, link.unit.key]));
  return { steps, assortmentSteps, assortments, physical: physicalUnits(units), units };
}

/** One step per content of a link, from the package down to what it holds. */
export function stepsOfLink(link: PackagingLink): readonly Step[] {
  return link.contents.map(({ unit, quantity }) => ({
    from: link.unit.key,
    to: unit.key,
    factor: rational(quantity),
    exact: true,
    source: { kind: 'packaging', id: link.id },
  }));
}

/** One step per amount of a content statement. */
export function stepsOfContent(statement: ContentStatement): readonly Step[] {
  return amountSteps(statement).map(([step]) => step);
}

type StepBetween = readonly [step: Step, from: UnitCode, to: UnitCode];

function amountSteps({ id, unit, amounts }: ContentStatement): readonly StepBetween[] {
  return amounts.map((amount) => [
    {
      from: unit.key,
      to: amount.unit.key,
      factor: amount.quantity,
      exact: true,
      source: { kind: 'content', id },
    },
    unit,
    amount.unit,
  ]);
}

function billingStep({ id, unit, amount }: BillingUnit): StepBetween {
  const source = { kind: 'billing-unit', id } as const;
  return [
    { from: unit.key, to: amount.unit.key, factor: amount.quantity, exact: true, source },
    unit,
    amount.unit,
  ];
}

function connect(into: Map<UnitKey, Step[]>, step: Step): void {
  const back = { ...step, from: step.to, to: step.from, factor: divide(ONE, step.factor) };
  for (const each of [step, back]) {
    const list = into.get(each.from);
    if (list) list.push(each);
    else into.set(each.from, [each]);
  }
}

function bySourceThenUnit(a: Step, b: Step): number {
  const left = `${a.source.id} ${a.to}`;
  const right = `${b.source.id} ${b.to}`;
  return left < right ? -1 : left > right ? 1 : 0;
}

function physicalUnits(units: ReadonlyMap<UnitKey, UnitCode>): ReadonlyMap<string, readonly PhysicalUnit[]> {
  const byDimension = new Map<string, PhysicalUnit[]>();
  for (const [, unit] of [...units].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const meaning = meaningOf(unit);
    if (meaning.kind !== 'physical') continue;
    const { measure, source } = meaning;
    byDimension.set(measure.dimensionKey, [
      ...(byDimension.get(measure.dimensionKey) ?? []),
      { unit, measure, source },
    ]);
  }
  return byDimension;
}
