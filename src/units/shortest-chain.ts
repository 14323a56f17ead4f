import { type Measure, ratioOf } from './measure.js';
import { meaningOf } from './physical-unit.js';
import { multiply, ONE, type Rational } from './rational.js';
import type { UnitCode, UnitKey } from './unit-code.js';
import type { PhysicalUnit, Step, UnitGraph } from './unit-graph.js';

/** 1 first.from = this many last.to; 1 for the empty chain. */
export function factorOf(chain: readonly Step[]): Rational {
  return chain.reduce((product, step) => multiply(product, step.factor), ONE);
}

/** The shortest chain of steps from one unit to another, or null; empty when they are the same unit. Between chains of
 *  equal length the one whose statement ids sort first is taken, so that an answer never depends on the order in which
 *  facts were loaded. Breadth-first. `throughAssortments` also takes steps that have no factor: only to explain. */
export function findChain(
  graph: UnitGraph,
  from: UnitCode,
  to: UnitCode,
  throughAssortments = false,
): readonly Step[] | null {
  if (from.key === to.key) return [];
  const arrivedBy = new Map<UnitKey, Step | null>([[from.key, null]]);
  let frontier: UnitCode[] = [from];
  while (frontier.length > 0) {
    const next: UnitCode[] = [];
    for (const unit of frontier) {
      for (const [step, reached] of neighbours(graph, unit, to, throughAssortments)) {
        if (arrivedBy.has(step.to)) continue;
        arrivedBy.set(step.to, step);
        if (step.to === to.key) return walkBack(arrivedBy, to.key);
        next.push(reached);
      }
    }
    frontier = next;
  }
  return null;
}

function walkBack(arrivedBy: ReadonlyMap<UnitKey, Step | null>, end: UnitKey): readonly Step[] {
  const chain: Step[] = [];
  for (let step = arrivedBy.get(end); step; step = arrivedBy.get(step.from)) chain.push(step);
  return chain.reverse();
}

function* neighbours(
  graph: UnitGraph,
  unit: UnitCode,
  target: UnitCode,
  throughAssortments: boolean,
): Generator<readonly [Step, UnitCode]> {
  for (const step of graph.steps.get(unit.key) ?? []) yield [step, graph.units.get(step.to) ?? target];
  if (throughAssortments) {
    for (const step of graph.assortmentSteps.get(unit.key) ?? [])
      yield [step, graph.units.get(step.to) ?? target];
  }
  const meaning = meaningOf(unit);
  if (meaning.kind !== 'physical') return;
  for (const other of commensurable(graph, meaning.measure, target)) {
    const ratio = ratioOf(meaning.measure, other.measure);
    if (!ratio || other.unit.key === unit.key) continue;
    const id = meaning.source === other.source ? meaning.source : `${meaning.source}+${other.source}`;
    yield [{ from: unit.key, to: other.unit.key, ...ratio, source: { kind: 'measure', id } }, other.unit];
  }
}

function* commensurable(graph: UnitGraph, measure: Measure, target: UnitCode): Generator<PhysicalUnit> {
  const meaning = meaningOf(target);
  if (meaning.kind === 'physical' && meaning.measure.dimensionKey === measure.dimensionKey) {
    yield { unit: target, measure: meaning.measure, source: meaning.source };
  }
  yield* graph.physical.get(measure.dimensionKey) ?? [];
}
