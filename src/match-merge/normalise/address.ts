import { foldText } from './text.js';

/** A written address in comparable parts; null where the text does not say. */
export interface Address {
  /** House number as written, with its letter: `1200`, `12B`, `12-34`. */
  readonly number: string | null;
  /** Street without number, unit and box, in postal short forms: `N MAIN ST`. */
  readonly street: string | null;
  /** `STE 200`, `FL 3`, `BLDG A`. */
  readonly unit: string | null;
  /** Digits or letters of a post box. */
  readonly box: string | null;
  readonly zip5: string | null;
  readonly zip4: string | null;
  /** All of it, in one order, for an equality of whole addresses. */
  readonly key: string;
}

/** Street suffixes, directions and unit designators in the short forms of USPS Publication 28, appendix C and section 23. */
const POSTAL: ReadonlyMap<string, string> = new Map(
  `AVENUE AVE|AV AVE|AVENU AVE|AVN AVE|STREET ST|STR ST|STRT ST|ROAD RD|DRIVE DR|DRV DR|BOULEVARD BLVD|BOUL BLVD|LANE LN|COURT CT
CIRCLE CIR|CIRC CIR|PLACE PL|SQUARE SQ|PARKWAY PKWY|PKY PKWY|PARKWY PKWY|HIGHWAY HWY|HIWAY HWY|HWAY HWY|TERRACE TER|TERR TER
TRAIL TRL|PLAZA PLZ|EXPRESSWAY EXPY|EXPWY EXPY|FREEWAY FWY|FRWY FWY|TURNPIKE TPKE|TPK TPKE|CENTER CTR|CENTRE CTR|CROSSING XING
POINT PT|RIDGE RDG|HEIGHTS HTS|HILL HL|LOOP LOOP|PIKE PIKE|WAY WAY|ROUTE RTE|RT RTE|COUNTY CNTY|JUNCTION JCT|MOUNT MT|SAINT ST
FORT FT|ALLEY ALY|BRIDGE BRG|CREEK CRK|GARDENS GDNS|GROVE GRV|HARBOR HBR|ISLAND IS|LAKE LK|MEADOWS MDWS|MOUNTAIN MTN|PARK PARK
SPRINGS SPGS|STATION STA|VALLEY VLY|VIEW VW|VILLAGE VLG|NORTH N|SOUTH S|EAST E|WEST W|NORTHEAST NE|NORTHWEST NW|SOUTHEAST SE
SOUTHWEST SW|FIRST 1ST|SECOND 2ND|THIRD 3RD|FOURTH 4TH|FIFTH 5TH|SIXTH 6TH|SEVENTH 7TH|EIGHTH 8TH|NINTH 9TH|TENTH 10TH`
    .split(/[|\n]/)
    .map((each) => each.split(' ') as [string, string]),
);
const UNITS: ReadonlyMap<string, string> = new Map(
  `SUITE STE|STE STE|SUIT STE|APARTMENT APT|APT APT|ROOM RM|RM RM|FLOOR FL|FLR FL|FL FL|BUILDING BLDG|BLDG BLDG|BLD BLDG|UNIT UNIT
DEPARTMENT DEPT|DEPT DEPT|LOT LOT|DOCK DOCK|# UNIT|SPACE SPC`
    .split(/[|\n]/)
    .map((each) => each.split(' ') as [string, string]),
);
const BOX =
  /\b(?:P\s*\.?\s*O\s*\.?\s*(?:BOX|BX|DRAWER)|POST OFFICE BOX|POB|PO BX|LOCK ?BOX|BOX)\s*#?\s*([A-Z]?\d+[A-Z]?)\b/;
/** At the end, or before the name of the country, which goes with it. */
const ZIP = /\b(\d{5})(?:\s*-\s*(\d{4}))?\s*(?:,?\s*(?:USA?|UNITED STATES(?: OF AMERICA)?)\.?)?\s*$/;
const ORDINAL_FLOOR = /\b(\d+)(?:ST|ND|RD|TH)\s+(?:FLOOR|FLR|FL)\b/;

/** Reads one written address, on one line or several. US postal forms (USPS Publication 28); words of other countries
 *  stay as they are. Never throws. */
export function readAddress(written: string): Address {
  let rest = foldText(written.replace(/[\r\n;]+/g, ', ')).text;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = `${rest.slice(0, match.index)}, ${rest.slice(match.index + match[0].length)}`;
    return match;
  };
  const zip = take(ZIP);
  const box = take(BOX);
  const floor = take(ORDINAL_FLOOR);
  const words = rest
    .replace(/'/g, '')
    .replace(/#/g, ' # ')
    .replace(/[^\p{L}\p{N}\p{M}#&/-]+/gu, ' ')
    .split(' ')
    .filter((word) => word !== '');
  const { units, others } = splitUnits(words);
  if (floor) units.push(`FL ${floor[1]}`);
  const number =
    /^\d+(?:-\d+)?[A-Z]?$/.test(others[0] ?? '') && others.length > 1 ? (others.shift() ?? null) : null;
  const street = others.map((word) => POSTAL.get(word) ?? word).join(' ') || null;
  const unit = units.sort().join(' ') || null;
  const parts = {
    number,
    street,
    unit,
    box: box?.[1] ?? null,
    zip5: zip?.[1] ?? null,
    zip4: zip?.[2] ?? null,
  };
  return { ...parts, key: keyOf(parts) };
}

function splitUnits(words: readonly string[]): { units: string[]; others: string[] } {
  const units: string[] = [];
  const others: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const designator = UNITS.get(word);
    let next = i + 1;
    if (words[next] === '#') next++;
    const value = words[next];
    if (designator && value !== undefined && /^(?:[A-Z]|[A-Z]?-?\d+[A-Z]?(?:-\d+)?)$/.test(value)) {
      units.push(`${designator} ${value}`);
      i = next;
    } else if (word !== '#') {
      others.push(word);
    }
  }
  return { units, others };
}

/** ZIP+4 stays out: it is derived from the rest and often left out. */
function keyOf(parts: Omit<Address, 'key'>): string {
  const box = parts.box === null ? null : `PO BOX ${parts.box}`;
  return [parts.number, parts.street, parts.unit, box, parts.zip5].filter((part) => part !== null).join('|');
}
