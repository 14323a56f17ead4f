import type { Problem } from '../platform/problem.js';
import { type Day, readAsOf } from './day.js';
import { normaliseCode } from './normal-form.js';
import type { System, SystemDirectory } from './system-directory.js';
import type { OnMiss, Purpose } from './vocabulary.js';

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
  readonly day: Day;
}

export interface Circumstances {
  readonly directory: SystemDirectory;
  readonly today: Day;
  readonly dayAtPlace: (instant: Date) => Day;
  readonly maySee: (system: string) => boolean;
}

export type Understood = UnderstoodQuestion | { readonly kind: 'invalid'; readonly problem: Problem };

/** Reads one question; everything with a meaning is judged here, so that one bad question never fails a batch. */
export function understand(asked: ResolveQuestion, circumstances: Circumstances): Understood {
  const { directory, maySee } = circumstances;
  const system = directory.system(asked.system);
  if (!system) return invalid('UNKNOWN_SYSTEM', 'no code system has the key given as `system`');
  const target = directory.system(asked.target);
  if (!target) return invalid('UNKNOWN_SYSTEM', 'no code system has the key given as `target`');
  if (!maySee(system.key)) return invalid('SYSTEM_NOT_OPEN', 'your key is confined to other code systems');
  const issuer = readIssuer(system, asked.issuer);
  if (issuer.kind === 'invalid') return issuer;
  const code = normaliseCode(system, asked.code);
  if (code.kind === 'invalid') return invalid(code.problem, code.message);
  const day = asked.asOf == null ? circumstances.today : readAsOf(asked.asOf, circumstances.dayAtPlace);
  if (day === undefined)
    return invalid('BAD_DATE', 'asOf is a date like 2026-03-31, or an instant with its offset');
  const policy = directory.policy(system, target);
  return {
    kind: 'understood',
    system,
    target,
    issuer: issuer.issuer,
    normal: code.normal,
    purpose: asked.purpose ?? policy.purpose,
    onMiss: policy.onMiss,
    day,
  };
}

function readIssuer(system: System, given: string | null | undefined) {
  if (!system.issuerScoped) {
    return given == null || given === ''
      ? ({ kind: 'issuer', issuer: '' } as const)
      : invalid('ISSUER_NOT_ALLOWED', 'codes of this system have no issuer');
  }
  const issuer = normaliseCode({ format: null, foldCase: false, stripLeadingZeros: false }, given ?? '');
  if (issuer.kind === 'invalid') {
    return invalid('ISSUER_REQUIRED', 'codes of this system are unique only per issuer: give `issuer`');
  }
  return { kind: 'issuer', issuer: issuer.normal } as const;
}

function invalid(code: string, message: string): { kind: 'invalid'; problem: Problem } {
  return { kind: 'invalid', problem: { code, message } };
}
