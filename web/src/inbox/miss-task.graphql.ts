import { operation } from '../api/operation.js';
import type { Miss } from '../misses/misses.graphql.js';

export interface MissWaiter {
  readonly caller: string;
  readonly ref: string | null;
  readonly context: readonly { readonly key: string; readonly value: string }[];
  readonly asOf: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly count: number;
}

export interface AskedMiss extends Miss {
  readonly open: boolean;
  readonly waiting: number;
  readonly turnedAway: number;
  readonly waiters: readonly MissWaiter[];
}

export const missQuery = operation<
  { readonly miss: AskedMiss | null },
  { readonly id: string }
>(/* GraphQL */ `
  query Miss($id: ID!) {
    miss(id: $id) {
      id
      system
      issuer
      code
      target
      purpose
      outcome
      problem
      count
      callers {
        caller
        count
      }
      firstSeen
      lastSeen
      open
      waiting
      turnedAway
      waiters {
        caller
        ref
        context {
          key
          value
        }
        asOf
        quantity
        unit
        count
      }
    }
  }
`);
