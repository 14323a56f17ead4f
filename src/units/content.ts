import { ratioOf } from './measure.js';
import { meaningOf } from './physical-unit.js';
import { compare, divide, multiply, type Rational, ZERO } from './rational.js';
import type { UnitCode } from './unit-code.js';
import { type Day, isInForce, type Validity } from './validity.js';

/** A quantity with its unit. */
export interface Amount {
  readonly quantity: Rational;
  readonly unit: UnitCode;
}

/** Who approved a statement and when. */
export interface Approval {
  readonly by: string;
  readonly on: Day;
}

/** "1 `unit` of `item` holds these amounts", each the whole content in another physical unit: 1 VIAL = 10 mL = 500 mg.
 *  It is the only bridge from packages to physical units, it holds for that item alone, and only once approved. */
export interface ContentStatement extends Validity {
  readonly id: string;
  readonly item: string;
  readonly unit: UnitCode;
  readonly amounts: readonly Amount[];
  readonly approval: Approval | null;
}

/** "1 billing unit is `amount`", from the wording of a HCPCS code: `hcpcs:J0000` per 10 mg. Holds for every item. */
export interface BillingUnit extends Validity {
  readonly id: string;
  readonly unit: UnitCode;
  readonly amount: Amount;
}

/** The approved content statements of an item on a day. */
export function contentsInForce(
  statements: readonly ContentStatement[],
  item: string,
  on: Day,
): readonly ContentStatement[] {
  return statements.filter((each) => each.item === item && each.approval !== null && isInForce(each, on));
}

export type StrengthReading =
  | { readonly kind: 'amount'; readonly amount: Amount }
  | { readonly kind: 'not-commensurable' }
  | { readonly kind: 'not-positive' };

/** What a volume holds at a strength: 10 mL at 50 mg per 1 mL is 500 mg, exactly. `per` and `volume` may be in different
 *  units of one dimension; the answer is in the unit of `dose`. */
export function amountAtStrength(volume: Amount, dose: Amount, per: Amount): StrengthReading {
  if ([volume, dose, per].some((amount) => compare(amount.quantity, ZERO) <= 0))
    return { kind: 'not-positive' };
  const from = meaningOf(volume.unit);
  const to = meaningOf(per.unit);
  const ratio = from.kind === 'physical' && to.kind === 'physical' ? ratioOf(from.measure, to.measure) : null;
  if (!ratio?.exact) return { kind: 'not-commensurable' };
  const times = divide(multiply(volume.quantity, ratio.factor), per.quantity);
  return { kind: 'amount', amount: { quantity: multiply(times, dose.quantity), unit: dose.unit } };
}
