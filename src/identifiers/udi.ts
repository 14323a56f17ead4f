import { parseDigitalLink } from './gs1-digital-link.js';
import { GROUP_SEPARATOR, parseElementString } from './gs1-element-string.js';
import { gtin } from './gtin.js';
import { hibc } from './hibc.js';
import { iccbba } from './iccbba.js';
import {
  ambiguous,
  fromReadings,
  type IdentifierFormat,
  invalid,
  type Normalised,
  readingsOf,
  valid,
} from './identifier.js';
import { isDigits, plain } from './written.js';

/** The three issuing agencies FDA accredited, spelled as GUDID spells them. */
export const issuingAgencies = ['GS1', 'HIBCC', 'ICCBBA'] as const;
export type IssuingAgency = (typeof issuingAgencies)[number];

const AGENCY_FORMAT: Readonly<Record<IssuingAgency, IdentifierFormat>> = {
  GS1: gtin,
  HIBCC: hibc,
  ICCBBA: iccbba,
};

/** Device identifier of a UDI, of whichever agency. The agency is part of the key, so the normal form is `GS1:`, `HIBCC:`
 *  or `ICCBBA:` and the agency's own normal form. Read are: that form; a device identifier alone; a whole UDI as printed or
 *  scanned (element string, Digital Link, HIBC symbol, ISBT 128 message), of which the production part is left out.
 *  Printed as the agency prints it: `(01)…`, `+…`, `=/…`, each of which names its agency again.
 *  Refuses what the agency's format refuses, and BAD_FORMAT where none of them recognises the form. */
export const udi: IdentifierFormat = {
  key: 'udi',
  title: 'UDI device identifier',
  source:
    '21 CFR 830.20; FDA, UDI formats by FDA-accredited issuing agency 1.3; GUDID Data Elements Reference Table',
  normalise: normaliseUdi,
  format: formatUdi,
};

/** A device identifier whose agency is known, as in GUDID's rows. Refuses and doubts as that agency's format does. */
export function normaliseOfAgency(agency: IssuingAgency, written: string): Normalised {
  const read = AGENCY_FORMAT[agency].normalise(written);
  switch (read.kind) {
    case 'valid':
      return valid(`${agency}:${read.normal}`);
    case 'ambiguous':
      return ambiguous(
        read.readings.map((reading) => `${agency}:${reading}`),
        read.problem.message,
      );
    case 'invalid':
      return read;
    default:
      return read satisfies never;
  }
}

function normaliseUdi(written: string): Normalised {
  const text = plain(written).trimStart();
  const prefixed = /^(GS1|HIBCC|ICCBBA):\s*(.*)$/is.exec(text);
  if (prefixed) return normaliseOfAgency(prefixed[1]!.toUpperCase() as IssuingAgency, prefixed[2]!);
  if (/^\*?\+/.test(text)) return normaliseOfAgency('HIBCC', text);
  if (/^[=&]/.test(text)) return normaliseOfAgency('ICCBBA', text);
  if (/^https?:/i.test(text)) return readDigitalLink(text);
  if (isElementString(text)) return readElementString(text);
  return readBare(text.trim());
}

/** Marked as GS1 data by bracket, symbology identifier or FNC1, or a bare scan that begins with a GTIN. */
function isElementString(text: string): boolean {
  return ['(', ']', '^', GROUP_SEPARATOR].includes(text.charAt(0)) || /^01\d{14}/.test(text);
}

/** Digits alone are a GTIN. A HIBCC identifier begins with a letter; 10 or 16 characters may also be ICCBBA's, and where
 *  both forms fit nothing in the characters decides. */
function readBare(text: string): Normalised {
  if (text === '') return invalid('EMPTY', 'nothing is written');
  if (isDigits(text.replace(/[\s-]/g, ''))) return normaliseOfAgency('GS1', text);
  const asHibc = normaliseOfAgency('HIBCC', text);
  const asIccbba = normaliseOfAgency('ICCBBA', text);
  const readings = [...readingsOf(asIccbba), ...readingsOf(asHibc)];
  if (readings.length > 0) return fromReadings(readings, ambiguityOf(asHibc, asIccbba));
  return asHibc.kind === 'invalid' && asHibc.problem.code === 'CHECK_DIGIT'
    ? asHibc
    : invalid('BAD_FORMAT', 'no device identifier of GS1, HIBCC or ICCBBA has this form');
}

function ambiguityOf(asHibc: Normalised, asIccbba: Normalised): string {
  if (asIccbba.kind === 'valid') return 'fits the device identifiers of HIBCC and of ICCBBA: name the agency';
  return asHibc.kind === 'ambiguous' ? asHibc.problem.message : '';
}

function readElementString(text: string): Normalised {
  const read = parseElementString(text);
  if (read.kind === 'invalid') return read;
  return ofGtin(read.elements.find(({ ai }) => ai === '01')?.value);
}

function readDigitalLink(text: string): Normalised {
  const read = parseDigitalLink(text);
  if (read.kind === 'invalid') return read;
  return ofGtin(read.link.primaryKey.ai === '01' ? read.link.primaryKey.value : undefined);
}

function ofGtin(value: string | undefined): Normalised {
  return value === undefined
    ? invalid('BAD_FORMAT', 'GS1 data without a GTIN, AI (01), name no device')
    : normaliseOfAgency('GS1', value);
}

function formatUdi(normal: string): string {
  const at = normal.indexOf(':');
  const agency = normal.slice(0, at) as IssuingAgency;
  const printed = AGENCY_FORMAT[agency].format(normal.slice(at + 1));
  return agency === 'GS1' ? `(01)${printed}` : printed;
}
