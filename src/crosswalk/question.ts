import type { Problem } from '../platform/problem.js';
import type { Amount } from '../units/content.js';
import { readAmount } from './amount.js';
import { type Day, readAsOf } from './day.js';
import { normaliseIssuer } from './issuer.js';
import { type Normalised, normaliseCode } from './normal-form.js';
import { isRef } from './ref.js';
import { goldenSystem, type System, type SystemDirectory } from './system-directory.js';
import type { CodeRole, OnMiss, Purpose } from './vocabulary.js';

/** A question as a caller puts it; `ResolveInput` of the schema. */
export interface ResolveQuestion {
  readonly system: string;
  readonly issuer?: string | null;
  readonly code: string;
  readonly target: string;
  readonly purpose?: Purpose | null;
  readonly asOf?: string | null;
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
  readonly onMiss: OnMiss;
  readonly level: CodeRole | null;
  readonly day: Day;
  /** True where the code as written had several readings and one of them is known. */
  readonly chosen: boolean;
  /** The quantity to convert; undefined where none was given. */
  readonly amount: Amount | undefined;
}

export interface Circumstances {
  readonly directory: SystemDirectory;
  readonly today: Day;
  readonly dayAtPlace: (instant: Date) => Day;
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
  const day = asked.asOf == null ? circumstances.today : readAsOf(asked.asOf, circumstances.dayAtPlace);
  if (day === undefined)
    return invalid('BAD_DATE', 'asOf is a date like 2026-03-31, or an instant with its offset');
  const amount =
    asked.quantity == null && asked.unit == null ? undefined : readAmount(asked.quantity, asked.unit, 'x12');
  if (amount?.kind === 'invalid') return amount;
  if (asked.ref != null && !isRef(asked.ref)) return invalid('BAD_REF', refSentence);
  const policy = directory.policy(system, target);
  return {
    kind: 'understood',
    system,
    target,
    issuer: issuer.issuer,
    normal: code.normal,
    purpose: asked.purpose ?? policy.purpose,
    onMiss: policy.onMiss,
    level: policy.level,
    day,
    chosen: code !== written,
    amount: amount?.amount,
  };
}

function systemOf(key: string, { directory, goldenToo }: Circumstances): System | undefined {
  return goldenToo && key === goldenSystem.key ? goldenSystem : directory.system(key);
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readGoldenId(written: string): Normalised {
  const normal = written.trim().toLowerCase();
  return uuidPattern.test(normal)
    ? { kind: 'normal', normal }
    : { kind: 'invalid', problem: 'BAD_FORMAT', message: 'a golden record is named by its id, a UUID' };
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

function readIssuer(system: System, given: string | null | undefined) {
  if (!system.issuerScoped) {
    return given == null || given === ''
      ? ({ kind: 'issuer', issuer: '' } as const)
      : invalid('ISSUER_NOT_ALLOWED', 'codes of this system have no issuer');
  }
  const issuer = normaliseIssuer(system, given ?? '');
  if (issuer.kind === 'invalid') {
    return invalid('ISSUER_REQUIRED', 'codes of this system are unique only per issuer: give `issuer`');
  }
  return { kind: 'issuer', issuer: issuer.normal } as const;
}

function invalid(code: string, message: string): { kind: 'invalid'; problem: Problem } {
  return { kind: 'invalid', problem: { code, message } };
}
