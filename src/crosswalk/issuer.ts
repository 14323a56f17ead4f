import { organisationKey } from '../identifiers/organisation-name.js';
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
