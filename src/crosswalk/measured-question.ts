import type { Problem } from '../platform/problem.js';
import type { Amount } from '../units/content.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { type Measured, measure, type QuantityScope, statedUnit, unitProblem } from './quantity.js';
import type { UnderstoodQuestion } from './question.js';
import type { Walk } from './walk.js';

/** An answer was found, but the quantity cannot be brought to its unit. */
export interface NotConverted {
  readonly kind: 'not-converted';
  readonly problem: Problem;
}

/** A question that came with a quantity, over one index at one revision. */
export class MeasuredQuestion {
  readonly #index: ResolveIndex;
  readonly #asked: UnderstoodQuestion;
  readonly #amount: Amount;
  readonly #pin: number;
  readonly #code: number;
  readonly #measured = new Map<number, Measured>();

  constructor(index: ResolveIndex, asked: UnderstoodQuestion, amount: Amount, pin: number) {
    this.#index = index;
    this.#asked = asked;
    this.#amount = amount;
    this.#pin = pin;
    this.#code = index.codes.find(asked.system.id, asked.issuer, asked.normal);
  }

  /** Why the unit asked has no meaning for this code. */
  get problem(): Problem | undefined {
    return unitProblem(this.#index, { code: this.#code, pin: this.#pin }, this.#amount.unit);
  }

  /** The quantity in the unit of a mapping’s target. */
  toTarget(mapping: number): Measured {
    const known = this.#measured.get(mapping);
    const measured = known ?? measure(this.#index, this.#amount, this.#scope(mapping));
    if (!known) this.#measured.set(mapping, measured);
    return measured;
  }

  /** What a walk comes to with the quantity: one target resolves only if the quantity can be brought to its unit. */
  answer(found: Walk): Walk | NotConverted {
    const chosen = this.#choose(found);
    if (chosen.kind !== 'resolved') return chosen;
    const measured = this.toTarget(chosen.mapping);
    return measured.kind === 'measured' ? chosen : { kind: 'not-converted', problem: measured.problem };
  }

  /** Targets that differ by packaging level: the unit asked chooses. All must say their unit, no two the same one. */
  #choose(found: Walk): Walk {
    if (found.kind !== 'ambiguous') return found;
    const units = found.mappings.map((mapping) => statedUnit(this.#index, this.#scope(mapping))?.key);
    if (units.includes(undefined) || new Set(units).size < units.length) return found;
    const mapping = found.mappings[units.indexOf(this.#amount.unit.key)];
    return mapping === undefined ? found : { kind: 'resolved', mapping };
  }

  #scope(mapping: number): QuantityScope {
    const { system, issuer, target, day } = this.#asked;
    const { codes, mappings } = this.#index;
    const row = mappings.targetOf(mapping);
    // Whose packaging counts: the vendor whose number is asked or answered, else whoever’s system that is.
    const suppliers = [issuer, codes.issuerOf(row), target.source ?? '', system.source ?? ''];
    return { code: this.#code, target: row, targetFormat: target.format, suppliers, day, pin: this.#pin };
  }
}
