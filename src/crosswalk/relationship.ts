import type { Relationship } from './vocabulary.js';

/** What the end of two hops is relative to their start, each being told relative to where it began: the same in one of
 *  them is what the other says; more and then more is more, less and then less is less; else they only have to do with
 *  each other. */
export function composed(first: Relationship, second: Relationship): Relationship {
  if (first === 'EQUIVALENT') return second;
  if (second === 'EQUIVALENT') return first;
  return first === second ? first : 'RELATED';
}
