import { type Context, noContext } from './context/context.js';
import type { Day } from './day.js';
import type { CodeRole, Purpose } from './vocabulary.js';

/** When a fact is read: a day in the world, a revision of the hub. */
export interface When {
  readonly day: Day;
  /** Revision at which all facts are read. */
  readonly pin: number;
}

/** What the policy of a pair of systems lets a walk do. */
export interface WalkRules {
  /** One code may stand for several at once. */
  readonly many: boolean;
  readonly followReplacements: boolean;
  readonly allowBroader: boolean;
  readonly allowRetired: boolean;
  /** Numbers of context keys, the weightiest first. */
  readonly keyOrder: readonly number[];
}

export const plainRules: WalkRules = Object.freeze({
  many: false,
  followReplacements: false,
  allowBroader: true,
  allowRetired: false,
  keyOrder: Object.freeze([]),
});

/** A question in the index’s own terms: normal form known, systems known, day and revision fixed. */
export interface Question extends When {
  /** `goldenSystemId` where a golden record is asked about: then `normal` is its id. */
  readonly system: number;
  readonly issuer: string;
  readonly normal: string;
  /** `goldenSystemId` where the golden record is wanted. */
  readonly target: number;
  readonly purpose: Purpose;
  /** Which of several codes of one record is meant; null: none, all are equal. */
  readonly level: CodeRole | null;
  /** Where it is asked; nothing if absent. */
  readonly context?: Context;
  /** `plainRules` if absent. */
  readonly rules?: WalkRules;
}

export function contextOf({ context = noContext }: Question): Context {
  return context;
}

export function rulesOf({ rules = plainRules }: Question): WalkRules {
  return rules;
}
