import { v5 } from 'uuid';

/** One who asked in vain and waits: who, in which circumstances of their own, and the name under which they will know the
 *  answer again. */
export interface Waiter {
  /** `key:NAME`. */
  readonly caller: string;
  /** The context of the question in canonical form; empty where none was given. */
  readonly context: readonly WaiterContext[];
  /** ISO date the question was about; null for whatever day it is. */
  readonly asOf: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly ref: string | null;
}

export interface WaiterContext {
  readonly key: string;
  readonly system: string | null;
  /** Of a code that is unique only for its issuer. */
  readonly issuer?: string;
  readonly value: string;
}

/** A waiter as it was just asked: at which revision in vain, how often. */
export interface WaiterAsked extends Waiter {
  readonly id: string;
  readonly revision: number;
  readonly count: number;
}

/** Of one miss at most so many wait; who comes later is counted, and asks again. */
export const mostWaitersOfMiss = 1_000;

const namespace = 'c3a2b1f0-3e5c-5a7e-8d44-77616974e273';

/** The id of a waiter: the same question of the same caller, however often and on whichever process it is asked. */
export function waiterId(missId: string, { caller, context, asOf, quantity, unit, ref }: Waiter): string {
  return v5(JSON.stringify([missId, caller, context, asOf, quantity, unit, ref]), namespace);
}

/** The id of what a waiter is told: once for every act that answers it. */
export function releaseId(waiter: string, act: number): string {
  return v5(`${waiter} ${act}`, namespace);
}
