import { catalogNumber } from './catalog-number.js';
import { duns } from './duns.js';
import { gln } from './gln.js';
import { gtin } from './gtin.js';
import { hcpcs } from './hcpcs.js';
import { hibc } from './hibc.js';
import { iccbba } from './iccbba.js';
import type { IdentifierFormat } from './identifier.js';
import { ndc } from './ndc.js';
import { npi } from './npi.js';
import { revenueCode } from './revenue-code.js';
import { udi } from './udi.js';
import { uei } from './uei.js';

/** Every identifier format by its key, as code systems name it. */
export const identifierFormats: Readonly<Record<string, IdentifierFormat>> = Object.fromEntries(
  [gtin, hibc, iccbba, ndc, npi, gln, duns, uei, hcpcs, revenueCode, catalogNumber, udi].map((format) => [
    format.key,
    format,
  ]),
);

/** The format of a key; undefined for a code system that is not an identifier (source keys, terminologies). */
export function identifierFormat(key: string): IdentifierFormat | undefined {
  return Object.hasOwn(identifierFormats, key) ? identifierFormats[key] : undefined;
}
