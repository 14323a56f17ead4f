import type { Problem } from '../platform/problem.js';
import type { Amount } from '../units/content.js';
import { readAmount } from './amount.js';
import {
  type GivenContext,
  type GivenDimension,
  readContext,
  type SaidContext,
  type SaidValue,
} from './context/said-context.js';
import { type Day, readAsOf } from './day.js';
import { readGoldenId } from './golden-system.js';
import { readIssuer } from './issuer.js';
import { type Normalised, normaliseCode } from './normal-form.js';
import type { Policy } from './policy.js';
import { isRef } from './ref.js';
import { goldenSystem, type System, type SystemDirectory } from './system-directory.js';
import type { Purpose } from './vocabulary.js';

/** A question as a caller puts it; `ResolveInput` of the schema. */
export interface ResolveQuestion {
  readonly system: string;
  readonly issuer?: string | null;
  readonly code: string;
  readonly target: string;
  readonly dimensions?: readonly GivenDimension[] | null;
  readonly purpose?: Purpose | null;
  readonly context?: readonly GivenContext[] | null;
  readonly asOf?: string | null;
  readonly atRevision?: string | null;
  readonly minRevision?: string | null;
  readonly record?: boolean | null;
  readonly quantity?: string | null;
  readonly unit?: string | null;
  /** The caller’s own reference. */
  readonly ref?: string | null;
}

/** A question understood: systems found, code in its normal form, day known. */
export interface UnderstoodQuestion {
  readonly kind: 'understood';
  readonly system: System;
  readonly target: System;
  readonly issuer: string;
  readonly normal: string;
  readonly purpose: Purpose;
  readonly policy: Policy;
  readonly said: readonly SaidValue[];
  readonly day: Day;
  /** True where the code as written had several readings and one of them is known. */
  readonly chosen: boolean;
  /** The quantity to convert; undefined where none was given. */
  readonly amount: Amount | undefined;
}

/** Which day it is. */
export interface Clock {
  readonly today: Day;
  readonly dayAtPlace: (instant: Date) => Day;
}

export interface Circumstances extends Clock {
  readonly directory: SystemDirectory;
  /** Revision at which policies and context keys are read. */
  readonly pin: number;
  /** The clock where the context says a question is asked. */
  readonly clockAt?: (said: readonly SaidValue[]) => Clock;
  readonly maySee: (system: string) => boolean;
  /** Whether anything is said of a code, so that an ambiguous written form may mean it. Absent where a person states a
   *  fact: what is written down must not depend on what happens to be known. */
  readonly isKnown?: (system: System, issuer: string, normal: string) => boolean;
  /** Whether `golden` may stand for a code system, at either end. Not where a person states a fact about codes. */
  readonly goldenToo?: boolean;
}

const refSentence =
  'ref is up to 100 letters, digits, dots, colons, dashes and underscores; no bare number, and nothing of a person';

export type Understood = UnderstoodQuestion | { readonly kind: 'invalid'; readonly problem: Problem };

/** Reads one question; everything with a meaning is judged here, so that one bad question never fails a batch. */
export function understand(asked: ResolveQuestion, circumstances: Circumstances): Understood {
  const { directory, maySee } = circumstances;
  const system = systemOf(asked.system, circumstances);
  if (!system) return invalid('UNKNOWN_SYSTEM', 'no code system has the key given as `system`');
  const target = systemOf(asked.target, circumstances);
  if (!target) return invalid('UNKNOWN_SYSTEM', 'no code system has the key given as `target`');
  if (!maySee(system.key)) return invalid('SYSTEM_NOT_OPEN', 'your key is confined to other code systems');
  const issuer = readIssuer(system, asked.issuer);
  if (issuer.kind === 'invalid') return issuer;
  const written = system === goldenSystem ? readGoldenId(asked.code) : normaliseCode(system, asked.code);
  const code = written.kind === 'normal' ? written : onlyKnown(written, system, issuer.issuer, circumstances);
  if (code.kind === 'invalid') return invalid(code.problem, code.message);
  const context = readSaid(asked, circumstances);
  if (context.kind === 'invalid') return context;
  const clock =
    context.said.length === 0 ? circumstances : (circumstances.clockAt?.(context.said) ?? circumstances);
  const day = asked.asOf == null ? clock.today : readAsOf(asked.asOf, clock.dayAtPlace);
  if (day === undefined)
    return invalid('BAD_DATE', 'asOf is a date like 2026-03-31, or an instant with its offset');
  const amount =
    asked.quantity == null && asked.unit == null ? undefined : readAmount(asked.quantity, asked.unit, 'x12');
  if (amount?.kind === 'invalid') return amount;
  if (asked.ref != null && !isRef(asked.ref)) return invalid('BAD_REF', refSentence);
  const policy = directory.policy(system, target, circumstances.pin);
  return {
    kind: 'understood',
    system,
    target,
    issuer: issuer.issuer,
    normal: code.normal,
    purpose: asked.purpose ?? policy.purpose,
    policy,
    said: context.said,
    day,
    chosen: code !== written,
    amount: amount?.amount,
  };
}

function systemOf(key: string, { directory, goldenToo }: Circumstances): System | undefined {
  return goldenToo && key === goldenSystem.key ? goldenSystem : directory.system(key);
}

/** Of the readings of an ambiguous written form the one that is known, if it is one. */
function onlyKnown(
  refused: Extract<Normalised, { kind: 'invalid' }>,
  system: System,
  issuer: string,
  { isKnown }: Circumstances,
): Normalised {
  const known = isKnown ? refused.readings?.filter((reading) => isKnown(system, issuer, reading)) : undefined;
  const [normal] = known ?? [];
  return normal !== undefined && known?.length === 1 ? { kind: 'normal', normal } : refused;
}

const nothingSaid: SaidContext = Object.freeze({ kind: 'said', said: Object.freeze([]) });

/** What a question says of where it is asked. */
export function readSaid(
  { context, dimensions }: ResolveQuestion,
  { directory, pin }: Circumstances,
): SaidContext {
  if (!context?.length && !dimensions?.length) return nothingSaid;
  return readContext(context ?? [], dimensions ?? [], directory, pin);
}

function invalid(code: string, message: string): { kind: 'invalid'; problem: Problem } {
  return { kind: 'invalid', problem: { code, message } };
}
