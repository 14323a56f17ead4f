/** Where a unit code gets its meaning. The same letters differ between them: X12 `CA` is a case, Rec 20 `CA` a can;
 *  X12 `CS` is a cassette, Rec 21 `CS` a case. A unit code therefore never travels without its system. */
export const UNIT_SYSTEMS = {
  ucum: 'physical measures, case-sensitive (UCUM)',
  x12: 'X12 data element 355, used in purchase orders and price files',
  rec20: 'UN/ECE Recommendation 20, units used in trade',
  rec21: 'UN/ECE Recommendation 21, kinds of package',
  hibc: 'the unit-of-measure digit of a HIBC primary code, 0 to 9',
  cms: 'drug unit of a hospital price transparency file (45 CFR 180)',
  hcpcs: 'one billing unit of that HCPCS code',
  di: 'one package named by its own device identifier, as in GUDID, which has no unit words',
} as const;

export type UnitSystem = keyof typeof UNIT_SYSTEMS;

/** `x12:CA`: the system and the code in one string, unique over all systems. */
export type UnitKey = string & { readonly unitKey: unique symbol };

export interface UnitCode {
  readonly system: UnitSystem;
  readonly code: string;
  readonly key: UnitKey;
}

export type UnitCodeReading =
  | { readonly kind: 'unit'; readonly unit: UnitCode }
  | { readonly kind: 'unknown-system'; readonly system: string }
  | { readonly kind: 'malformed'; readonly problem: string };

/** Shapes only: whether the code exists is the concern of each system's table. */
const SHAPES: Record<UnitSystem, { readonly pattern: RegExp; readonly says: string }> = {
  ucum: { pattern: /^[!-~]{1,64}$/, says: '1 to 64 printable ASCII characters without spaces' },
  x12: { pattern: /^[0-9A-Z]{2}$/, says: 'two letters or digits' },
  rec20: { pattern: /^[0-9A-Z]{2,3}$/, says: 'two or three letters or digits' },
  rec21: { pattern: /^[0-9A-Z]{2}$/, says: 'two letters or digits, without the leading X used in UBL' },
  hibc: { pattern: /^[0-9]$/, says: 'one digit' },
  cms: { pattern: /^[0-9A-Z]{2}$/, says: 'two letters or digits' },
  hcpcs: { pattern: /^[A-Z0-9][0-9]{3}[0-9A-Z]$/, says: 'five letters or digits' },
  di: { pattern: /^[!-~]{6,32}$/, says: '6 to 32 characters of a device identifier' },
};

/** The unit `code` of `system`. Throws RangeError when the code has not the shape of its system (a bug of the
 *  caller; text from outside goes through `parseUnitCode`). */
export function unitCode(system: UnitSystem, code: string): UnitCode {
  const reading = readIn(system, code);
  if (reading.kind !== 'unit') throw new RangeError(`${system}:${code} is not a unit code`);
  return reading.unit;
}

/** Reads `x12:CA`, or the bare `CA` in `defaultSystem`. Outer white space is trimmed; letter case is
 *  significant in UCUM only (`mg` and `Mg` differ by a factor of 10^9). */
export function parseUnitCode(text: string, defaultSystem: UnitSystem): UnitCodeReading {
  const trimmed = text.trim();
  const colon = trimmed.indexOf(':');
  if (colon < 0) return readIn(defaultSystem, trimmed);
  const system = trimmed.slice(0, colon).toLowerCase();
  if (!isUnitSystem(system)) return { kind: 'unknown-system', system };
  return readIn(system, trimmed.slice(colon + 1).trim());
}

function isUnitSystem(text: string): text is UnitSystem {
  return Object.hasOwn(UNIT_SYSTEMS, text);
}

function readIn(system: UnitSystem, text: string): UnitCodeReading {
  const code = system === 'ucum' ? text : text.toUpperCase();
  const shape = SHAPES[system];
  if (!shape.pattern.test(code))
    return { kind: 'malformed', problem: `${system} code: expected ${shape.says}` };
  return { kind: 'unit', unit: { system, code, key: `${system}:${code}` as UnitKey } };
}
