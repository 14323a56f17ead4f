import type { LineUnit } from './line-units.js';
import type { Quantity } from './quantities.js';
import type { Token } from './tokens.js';

/** One side of an A X B: which tuple, and its own unit. */
export interface Side {
  readonly number: number;
  readonly unit: LineUnit | null;
}

/** `7X65MM`, `6 FT X 4 IN`, `4 X 4`: quantities with an X between them are the sides of one thing. A side without a unit
 *  stays without: in 07X17X135CM the 7 and the 17 are millimetres, in 4X6IN the 4 is inches. */
export function readTuples(
  tokens: readonly Token[],
  quantities: readonly Quantity[],
): ReadonlyMap<number, Side> {
  const sides = new Map<number, Side>();
  let tuple = 0;
  for (let i = 0; i < quantities.length; i++) {
    let last = i;
    while (crossed(tokens, quantities[last], quantities[last + 1])) last++;
    if (last === i) continue;
    for (let j = i; j <= last; j++) sides.set(j, { number: tuple, unit: quantities[j]?.unit ?? null });
    tuple++;
    i = last;
  }
  return sides;
}

function crossed(tokens: readonly Token[], left: Quantity | undefined, right: Quantity | undefined): boolean {
  if (!left || !right || left.per || left.values.length > 1) return false;
  return right.from === left.to + 1 && /^(?:X|BY)$/.test(tokens[left.to]?.text ?? '');
}
