import type { Condition } from '../index/condition-sets.js';
import type { ResolveIndex } from '../index/resolve-index.js';
import { contextOf, type Question, rulesOf, type When } from '../walk-question.js';
import { covers } from './places.js';

/** Whether all conditions of a mapping hold. What the caller did not say never holds (`missing`); what he said in a way the
 *  hub does not know neither holds nor fails (`unknown`). */
export type Fit = 'holds' | 'fails' | 'missing' | 'unknown';

/** Keys that stood in the way of mappings that would have answered. */
export class Hindrances {
  missing: Set<number> | undefined;
  unknown: Set<number> | undefined;
  broader = false;
  inactive = false;

  get any(): boolean {
    return this.missing !== undefined || this.unknown !== undefined || this.broader || this.inactive;
  }
}

/** Judges a set of conditions by the context of a question, noting the keys that stand in the way. */
export function fitOf(index: ResolveIndex, set: number, question: Question, hindrances: Hindrances): Fit {
  const context = contextOf(question);
  const missing: number[] = [];
  const unknown: number[] = [];
  for (const condition of index.conditions.of(set)) {
    const said = context.find(({ key }) => key === condition.key);
    if (!said) missing.push(condition.key);
    else if (said.unknown) unknown.push(condition.key);
    else if (!holds(index, condition, said, question)) return 'fails';
  }
  if (missing.length > 0) {
    hindrances.missing = new Set([...(hindrances.missing ?? []), ...missing]);
    return 'missing';
  }
  if (unknown.length === 0) return 'holds';
  hindrances.unknown = new Set([...(hindrances.unknown ?? []), ...unknown]);
  return 'unknown';
}

/** Of some mappings, by their sets of conditions, those that decide: of which no other is more specific; of several such
 *  those that the policy’s order of keys puts first. Equals all stay. */
export function mostSpecific<T>(
  index: ResolveIndex,
  found: readonly T[],
  setOf: (each: T) => number,
  question: Question,
): readonly T[] {
  if (found.length < 2) return found;
  const sets = [...new Set(found.map(setOf))];
  if (sets.length < 2) return found;
  const specific = sets.filter((set) => !sets.some((other) => isMoreSpecific(index, other, set, question)));
  const first = new Set(inKeyOrder(index, specific, question));
  return found.filter((each) => first.has(setOf(each)));
}

function isMoreSpecific(index: ResolveIndex, a: number, b: number, when: When): boolean {
  return a !== b && implies(index, a, b, when) && !implies(index, b, a, when);
}

/** Whether wherever the conditions of `a` hold, those of `b` hold too. */
function implies(index: ResolveIndex, a: number, b: number, when: When): boolean {
  const given = index.conditions.of(a);
  return index.conditions
    .of(b)
    .every((wanted) => given.some((each) => each.key === wanted.key && holds(index, wanted, each, when)));
}

function inKeyOrder(index: ResolveIndex, sets: readonly number[], question: Question): readonly number[] {
  let left = sets;
  for (const key of rulesOf(question).keyOrder) {
    if (left.length < 2) break;
    const named = left.filter((set) => conditionOn(index, set, key));
    if (named.length === 0) continue;
    left = named.filter((set) => !named.some((other) => isNearer(index, other, set, key, question)));
  }
  return left;
}

function isNearer(index: ResolveIndex, a: number, b: number, key: number, when: When): boolean {
  const [near, far] = [conditionOn(index, a, key), conditionOn(index, b, key)];
  if (!near || !far) return false;
  return holds(index, far, near, when) && !holds(index, near, far, when);
}

function conditionOn(index: ResolveIndex, set: number, key: number): Condition | undefined {
  return index.conditions.of(set).find((condition) => condition.key === key);
}

type Value = Pick<Condition, 'record' | 'word'>;

/** A place holds for itself and for what lies below it that day; a word for itself. */
function holds(index: ResolveIndex, condition: Value, said: Value, when: When): boolean {
  if (condition.record === -1) return condition.word === said.word;
  return said.record !== -1 && covers(index, condition.record, said.record, when);
}
