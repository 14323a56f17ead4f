import type { Problem } from '../platform/problem.js';
import type { Amount } from '../units/content.js';
import type { ResolveIndex } from './index/resolve-index.js';
import { type Measured, measure, type QuantityScope, statedUnit, unitProblem } from './quantity.js';
import type { UnderstoodQuestion } from './question.js';
import { type Road, targetOf } from './road.js';
import { goldenSystem } from './system-directory.js';
import type { Walk } from './walk-result.js';

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
    const { system, issuer, normal } = asked;
    this.#code = system === goldenSystem ? -1 : index.codes.find(system.id, issuer, normal);
  }

  /** Why the unit asked has no meaning for this code. */
  get problem(): Problem | undefined {
    return unitProblem(this.#index, { code: this.#code, pin: this.#pin }, this.#amount.unit);
  }

  /** The quantity in the unit of the code at the end of a road, whatever the road. */
  toTarget(road: Road): Measured {
    const target = targetOf(this.#index, road);
    const known = this.#measured.get(target);
    const measured = known ?? measure(this.#index, this.#amount, this.#scope(target));
    if (!known) this.#measured.set(target, measured);
    return measured;
  }

  /** What a walk comes to with the quantity: a target resolves only if the quantity can be brought to its unit. */
  answer(found: Walk): Walk | NotConverted {
    const chosen = this.#choose(found);
    const roads = chosen.kind === 'resolved' ? [chosen.road] : chosen.kind === 'several' ? chosen.roads : [];
    for (const road of roads) {
      const measured = this.toTarget(road);
      if (measured.kind !== 'measured') return { kind: 'not-converted', problem: measured.problem };
    }
    return chosen;
  }

  /** Targets that differ by packaging level: the unit asked chooses. All must say their unit, no two the same one.
   *  A unit tells packages of one thing apart, never two things. */
  #choose(found: Walk): Walk {
    if (found.kind !== 'ambiguous' || found.because !== 'SEVERAL_TARGETS') return found;
    const units = found.roads.map(
      (road) => statedUnit(this.#index, this.#scope(targetOf(this.#index, road)))?.key,
    );
    if (units.includes(undefined) || new Set(units).size < units.length) return found;
    const road = found.roads[units.indexOf(this.#amount.unit.key)];
    return road === undefined ? found : { kind: 'resolved', road };
  }

  /** `row` of the target code; -1 for a golden record, of whose units nothing is said. */
  #scope(row: number): QuantityScope {
    const { system, issuer, target, day } = this.#asked;
    const targetIssuer = row === -1 ? '' : this.#index.codes.issuerOf(row);
    // Whose packaging counts: the vendor whose number is asked or answered, else whoever’s system that is.
    const suppliers = [issuer, targetIssuer, target.source ?? '', system.source ?? ''];
    return { code: this.#code, target: row, targetFormat: target.format, suppliers, day, pin: this.#pin };
  }
}
