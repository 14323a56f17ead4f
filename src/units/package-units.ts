/** A code of a small table: our own words, and the UCUM unit it equals where it is a physical measure. The published
 *  code lists of X12 are licensed and are not reproduced; codes that an item's own packaging names need no row here. */
export interface ListedUnit {
  readonly name: string;
  readonly ucum: string | null;
}

function pack(name: string): ListedUnit {
  return { name, ucum: null };
}

function physical(name: string, ucum: string): ListedUnit {
  return { name, ucum };
}

/** X12 data element 355, the codes that hospital orders and price files carry. */
export const X12_UNITS: Readonly<Record<string, ListedUnit>> = {
  AM: pack('ampoule'),
  BG: pack('bag'),
  BO: pack('bottle'),
  BX: pack('box'),
  CA: pack('case'),
  CN: pack('can'),
  CS: pack('cassette'),
  CT: pack('carton'),
  DZ: pack('dozen'),
  EA: pack('each'),
  JR: pack('jar'),
  KT: pack('kit'),
  PA: pack('pail'),
  PC: pack('piece'),
  PH: pack('pack'),
  PK: pack('package'),
  PL: pack('pallet'),
  PR: pack('pair'),
  RL: pack('roll'),
  SH: pack('sheet'),
  ST: pack('set'),
  TB: pack('tube'),
  TY: pack('tray'),
  UN: pack('unit'),
  VI: pack('vial'),
  CC: physical('cubic centimetre', 'cm3'),
  CM: physical('centimetre', 'cm'),
  F2: physical('international unit', '[iU]'),
  FO: physical('fluid ounce', '[foz_us]'),
  FT: physical('foot', '[ft_i]'),
  GA: physical('gallon', '[gal_us]'),
  GR: physical('gram', 'g'),
  IN: physical('inch', '[in_i]'),
  KG: physical('kilogram', 'kg'),
  LB: physical('pound', '[lb_av]'),
  LT: physical('litre', 'L'),
  MC: physical('microgram', 'ug'),
  ME: physical('milligram', 'mg'),
  ML: physical('millilitre', 'mL'),
  MM: physical('millimetre', 'mm'),
  OZ: physical('ounce', '[oz_av]'),
  PT: physical('pint', '[pt_us]'),
  QT: physical('quart', '[qt_us]'),
  YD: physical('yard', '[yd_i]'),
};

/** UN/ECE Recommendation 21, the kinds of package of medical goods. */
export const REC21_UNITS: Readonly<Record<string, ListedUnit>> = {
  AM: pack('ampoule'),
  BG: pack('bag'),
  BO: pack('bottle'),
  BX: pack('box'),
  CA: pack('can'),
  CS: pack('case'),
  CT: pack('carton'),
  JR: pack('jar'),
  PA: pack('packet'),
  PK: pack('package'),
  PX: pack('pallet'),
  PU: pack('tray'),
  RO: pack('roll'),
  TU: pack('tube'),
  VI: pack('vial'),
};

/** Drug units of CMS hospital price transparency files, template v3.0 (US government work). */
export const CMS_UNITS: Readonly<Record<string, ListedUnit>> = {
  EA: pack('each'),
  UN: pack('unit'),
  F2: physical('international unit', '[iU]'),
  GM: physical('gram', 'g'),
  GR: physical('gram', 'g'),
  ME: physical('milligram', 'mg'),
  ML: physical('millilitre', 'mL'),
};
