import type { LineUnit } from './line-units.js';
import type { Quantity } from './quantities.js';
import type { Token } from './tokens.js';

/** One side of an A X B: which tuple, and the unit it has by itself or by its neighbour. */
export interface Side {
  readonly number: number;
  readonly unit: LineUnit | null;
}

/** `7X65MM`, `6 FT X 4 IN`, `4 X 4`: quantities with an X between them are the sides of one thing. A side without a unit
 *  has that of the next side with one, where that is a length. */
export function readTuples(tokens: readonly Token[], quantities: readonly Quantity[]): ReadonlyMap<number, Side> {
  const sides = new Map<number, Side>();
  let tuple = 0;
  for (let i = 0; i < quantities.length; i++) {
    let last = i;
    while (crossed(tokens, quantities[last], quantities[last + 1])) last++;
    if (last === i) continue;
    let unit: LineUnit | null = null;
    for (let j = last; j >= i; j--) {
      const own: LineUnit | null = quantities[j]?.unit ?? null;
      sides.set(j, { number: tuple, unit: own ?? (isWire(quantities[j]) ? null : unit) });
      if (own?.dimension === 'length') unit = own;
    }
    tuple++;
    i = last;
  }
  return sides;
}

/** 0.035X150CM: a wire's thickness is in inches, whatever its length is in. */
function isWire(quantity: Quantity | undefined): boolean {
  const value = quantity?.values[0];
  return quantity !== undefined && value !== undefined && quantity.decimals >= 3 && value.numerator * 10n < value.denominator;
}

function crossed(tokens: readonly Token[], left: Quantity | undefined, right: Quantity | undefined): boolean {
  if (!left || !right || left.per || left.values.length > 1) return false;
  return right.from === left.to + 1 && /^(?:X|BY)$/.test(tokens[left.to]?.text ?? '');
}
