import { organisationKey } from '../../identifiers/organisation-name.js';

/** A supplier's name taken apart. Keys are comparable forms; every part is one that the written name holds. */
export interface SupplierName {
  /** Key of the name itself, without what follows DBA, C/O or a division mark. */
  readonly key: string;
  /** The key with the words of a trade spelled out (SURG, MED, LABS), for finding; two makers may share one. */
  readonly looseKey: string;
  /** Keys of the names it also goes by: `X DBA Y`, `X (FORMERLY Y)`, `X AKA Y`. */
  readonly alsoKnownAs: readonly string[];
  /** Key of the division named: `DIV OF X`, `X - ENDOSCOPY DIVISION`, `A DIVISION OF X`. */
  readonly division: string | null;
  /** Key of the company a division belongs to, where the name says it. */
  readonly parent: string | null;
  /** Key of who receives in its place: `C/O`. */
  readonly careOf: string | null;
}

const ALSO =
  /[\s,(]+(?:D\s*[./]?\s*B\s*[./]?\s*A\b[./]?|DOING BUSINESS AS|A\.?K\.?A\b\.?|A\/K\/A|F\.?K\.?A\b\.?|F\/K\/A|FORMERLY(?: KNOWN AS)?|ALSO KNOWN AS|TRADING AS|T\/A)[:\s]+/i;
const CARE_OF = /[\s,(]+(?:C\s*\/\s*O\b|CARE OF)[:\s]+/i;
const OF_PARENT =
  /[\s,(-]+(?:AN?\s+)?(?:DIV(?:ISION)?|SUBSIDIARY|SUB|UNIT|AFFILIATE|BUSINESS)\.?\s+OF\s+(?:THE\s+)?/i;
const DIVISION_AT_END = /(?:\s+-\s+|\s*[,(]\s*|\s+)([\p{L}\p{N}&' ]+?)\s+DIV(?:ISION)?\.?\)?\s*$/iu;

/** Words of the trade and their usual short forms in vendor files. Only spelled out in `looseKey`. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['SURG', 'SURGICAL'],
  ['MED', 'MEDICAL'],
  ['MEDL', 'MEDICAL'],
  ['LAB', 'LABORATORIES'],
  ['LABS', 'LABORATORIES'],
  ['LABORATORY', 'LABORATORIES'],
  ['PHARM', 'PHARMACEUTICALS'],
  ['PHARMA', 'PHARMACEUTICALS'],
  ['PHARMACEUTICAL', 'PHARMACEUTICALS'],
  ['HLTH', 'HEALTH'],
  ['HLTHCARE', 'HEALTHCARE'],
  ['ORTHO', 'ORTHOPAEDICS'],
  ['ORTHOPEDICS', 'ORTHOPAEDICS'],
  ['ORTHOPEDIC', 'ORTHOPAEDICS'],
  ['ORTHOPAEDIC', 'ORTHOPAEDICS'],
  ['TECH', 'TECHNOLOGIES'],
  ['TECHNOLOGY', 'TECHNOLOGIES'],
  ['INTL', 'INTERNATIONAL'],
  ['INTERNATL', 'INTERNATIONAL'],
  ['NATL', 'NATIONAL'],
  ['AMER', 'AMERICAN'],
  ['SYS', 'SYSTEMS'],
  ['SYSTEM', 'SYSTEMS'],
  ['SVC', 'SERVICES'],
  ['SVCS', 'SERVICES'],
  ['SERVICE', 'SERVICES'],
  ['MFG', 'MANUFACTURING'],
  ['MFR', 'MANUFACTURING'],
  ['DIST', 'DISTRIBUTION'],
  ['PROD', 'PRODUCTS'],
  ['PRODS', 'PRODUCTS'],
  ['PRODUCT', 'PRODUCTS'],
  ['SPLY', 'SUPPLY'],
  ['SUPP', 'SUPPLY'],
  ['SCI', 'SCIENTIFIC'],
  ['SCIENTIF', 'SCIENTIFIC'],
  ['INST', 'INSTRUMENTS'],
  ['INSTR', 'INSTRUMENTS'],
  ['INSTRUMENT', 'INSTRUMENTS'],
  ['GRP', 'GROUP'],
  ['BROS', 'BROTHERS'],
  ['UNIV', 'UNIVERSITY'],
  ['HOSP', 'HOSPITAL'],
  ['CTR', 'CENTER'],
  ['CENTRE', 'CENTER'],
  ['DEV', 'DEVICES'],
  ['DEVICE', 'DEVICES'],
  ['DIAG', 'DIAGNOSTICS'],
  ['DIAGNOSTIC', 'DIAGNOSTICS'],
  ['J AND J', 'JOHNSON AND JOHNSON'],
]);
/** Makers that vendor files know by initials, as they name themselves. */
const KNOWN_SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['BD', 'BECTON DICKINSON'],
  ['BECTON DICKINSON AND', 'BECTON DICKINSON'],
  ['J AND J', 'JOHNSON AND JOHNSON'],
  ['JANDJ', 'JOHNSON AND JOHNSON'],
  ['JNJ', 'JOHNSON AND JOHNSON'],
  ['BSC', 'BOSTON SCIENTIFIC'],
  ['GE HEALTHCARE', 'GENERAL ELECTRIC HEALTHCARE'],
  ['MMM', '3M'],
]);

/** Takes a written supplier name apart. Nothing throws; an empty name has an empty key. */
export function readSupplierName(written: string): SupplierName {
  const [withoutCare, careOf] = cut(written, CARE_OF);
  const [withoutAlso, ...also] = withoutCare.split(new RegExp(ALSO.source, 'iu'));
  const [own, parent] = cut(withoutAlso ?? '', OF_PARENT);
  const divided = DIVISION_AT_END.exec(own);
  const named = divided && divided.index > 0 ? own.slice(0, divided.index) : own;
  // "ENDO DIV OF X" and "ENDO DIVISION, X": the division is the name itself.
  // `X DBA-Y`: only in the key does the mark stand alone.
  const [key = '', ...more] = (organisationKey(named) || organisationKey(written))
    .split(new RegExp(ALSO.source, 'iu'))
    .map(organisationKey);
  return {
    key,
    looseKey: looseKeyOf(key),
    alsoKnownAs: [...also.map(organisationKey), ...more].filter((each) => each !== '' && each !== key),
    division: divided && divided.index > 0 ? organisationKey(divided[1] ?? '') || null : null,
    parent: parent === null ? null : organisationKey(parent) || null,
    careOf: careOf === null ? null : organisationKey(careOf) || null,
  };
}

function cut(text: string, mark: RegExp): readonly [string, string | null] {
  const match = mark.exec(text);
  if (!match || match.index === 0) return [text, null];
  return [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}

function looseKeyOf(key: string): string {
  const known = KNOWN_SHORT_NAMES.get(key);
  return (known ?? key)
    .split(' ')
    .map((word) => SHORT_FORMS.get(word) ?? word)
    .join(' ');
}

/** Every key under which a supplier may be found, its own first. */
export function supplierKeys(name: SupplierName): readonly string[] {
  return [
    ...new Set([name.key, name.looseKey, ...name.alsoKnownAs, ...(name.parent ? [name.parent] : [])]),
  ].filter(Boolean);
}
