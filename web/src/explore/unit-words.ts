import type { ConversionSource } from '../api/schema-types.js';

export const sourceWords: Readonly<Record<ConversionSource, string>> = {
  BILLING_UNIT: 'by its billing unit',
  CONTENT: 'by its content',
  MEASURE: 'by measure',
  PACKAGING: 'by its packaging',
};

/** Names of the units that supplies come in most; every other unit is called by its code alone. */
export const x12Words: Readonly<Record<string, string>> = {
  BG: 'bag',
  BO: 'bottle',
  BX: 'box',
  CA: 'case',
  CT: 'carton',
  DZ: 'dozen',
  EA: 'each',
  KT: 'kit',
  PK: 'package',
  PR: 'pair',
  RL: 'roll',
  ST: 'set',
  TY: 'tray',
  VI: 'vial',
};

const systemWords: Readonly<Record<string, string>> = {
  x12: 'X12',
  ucum: 'UCUM',
  rec20: 'UN/ECE Rec 20',
  rec21: 'UN/ECE Rec 21',
  hibc: 'HIBC',
  cms: 'CMS',
  hcpcs: 'HCPCS billing unit',
  di: 'device package',
};

/** `case, X12`: what stands under a unit code. */
export function unitCaption(system: string, code: string): string {
  const name = system === 'x12' ? x12Words[code] : undefined;
  return [name, systemWords[system] ?? system].filter(Boolean).join(', ');
}

/** `x12:CA` as `CA`; beside it, what that is. */
export function readUnit(unit: string): { readonly code: string; readonly caption: string } {
  const colon = unit.indexOf(':');
  const code = unit.slice(colon + 1);
  return { code, caption: unitCaption(unit.slice(0, Math.max(colon, 0)), code) };
}
