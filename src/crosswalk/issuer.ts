import { organisationKey } from '../identifiers/organisation-name.js';
import type { Problem } from '../platform/problem.js';
import { longestCode, type Normalised, normaliseCode } from './normal-form.js';

/** How a system’s issuers are brought to one form. */
export interface IssuerForm {
  readonly issuerScoped: boolean;
  /** Null where issuers are compared as written. */
  readonly issuerForm: 'organisation-name' | null;
}

const asWritten = { format: null, foldCase: false, stripLeadingZeros: false };

/** The one form under which the hub keeps an issuer, as a caller or a file wrote it. Messages never repeat the value. */
export function normaliseIssuer({ issuerForm }: Pick<IssuerForm, 'issuerForm'>, written: string): Normalised {
  const read = normaliseCode(asWritten, written);
  if (read.kind === 'invalid' || issuerForm === null) return read;
  const normal = organisationKey(read.normal);
  return normal.length > 0 && normal.length <= longestCode
    ? { kind: 'normal', normal }
    : { kind: 'invalid', problem: 'BAD_LENGTH', message: 'no name of an organisation is written' };
}

export type ReadIssuer =
  | { readonly kind: 'issuer'; readonly issuer: string }
  | { readonly kind: 'invalid'; readonly problem: Problem };

/** The issuer given with a code, in its one form; empty where the system has none. */
export function readIssuer(system: IssuerForm, given: string | null | undefined): ReadIssuer {
  if (!system.issuerScoped) {
    return given == null || given === ''
      ? { kind: 'issuer', issuer: '' }
      : invalid('ISSUER_NOT_ALLOWED', 'codes of this system have no issuer');
  }
  const issuer = normaliseIssuer(system, given ?? '');
  if (issuer.kind === 'invalid') {
    return invalid('ISSUER_REQUIRED', 'codes of this system are unique only per issuer: give `issuer`');
  }
  return { kind: 'issuer', issuer: issuer.normal };
}

function invalid(code: string, message: string): ReadIssuer {
  return { kind: 'invalid', problem: { code, message } };
}
