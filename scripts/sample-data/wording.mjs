/* How other people write a device down: its description, its catalog number, its manufacturer. Every function takes
 * `noise`, which answers whether a kind of noise strikes and counts it. */

const ABBREVIATIONS = new Map(
  Object.entries({
    ABSORBABLE: 'ABSORB',
    ACETABULAR: 'ACET',
    ANGLE: 'ANG',
    ANTERIOR: 'ANT',
    BALLOON: 'BLN',
    BILATERAL: 'BILAT',
    CANNULATED: 'CANN',
    CARDIOPLEGIA: 'CARDIOPLG',
    CATHETER: 'CATH',
    CEMENTED: 'CEM',
    CEMENTLESS: 'CMTLS',
    CERVICAL: 'CERV',
    COMPONENT: 'COMP',
    CORONARY: 'COR',
    CORTICAL: 'CORT',
    DEGREE: 'DEG',
    DEGREES: 'DEG',
    DETACHABLE: 'DETACH',
    DEVICE: 'DEV',
    DIAMETER: 'DIA',
    DILATATION: 'DIL',
    DILATOR: 'DIL',
    DISPOSABLE: 'DISP',
    DOUBLE: 'DBL',
    EXTENSION: 'EXT',
    EXTERNAL: 'EXT',
    FEMORAL: 'FEM',
    FEMUR: 'FEM',
    FIXATION: 'FIX',
    FLEXIBLE: 'FLEX',
    FOR: 'F/',
    FRAGMENT: 'FRAG',
    GRAFT: 'GRFT',
    IMPLANT: 'IMPL',
    IMPLANTABLE: 'IMPLNT',
    INSERT: 'INS',
    INSTRUMENT: 'INSTR',
    INTERBODY: 'INTBDY',
    INTERNAL: 'INT',
    INTRAMEDULLARY: 'IM',
    INTRODUCER: 'INTRO',
    LARGE: 'LG',
    LATERAL: 'LAT',
    LEFT: 'LT',
    LENGTH: 'LGTH',
    LOCKING: 'LCK',
    LUMBAR: 'LUM',
    MEDIAL: 'MED',
    MEDIUM: 'MED',
    NEEDLE: 'NDL',
    ORTHOPEDIC: 'ORTHO',
    PACK: 'PK',
    PEDICLE: 'PED',
    PERFUSION: 'PERF',
    PERIPHERAL: 'PERIPH',
    PLATE: 'PLT',
    POLYAXIAL: 'POLYAX',
    POSTERIOR: 'POST',
    PRESSURE: 'PRESS',
    PROXIMAL: 'PROX',
    RADIUS: 'RAD',
    REVISION: 'REV',
    RIGHT: 'RT',
    SCREW: 'SCR',
    SHOULDER: 'SHLDR',
    SILICONE: 'SIL',
    SINGLE: 'SGL',
    SMALL: 'SM',
    SPINAL: 'SPNL',
    STAINLESS: 'SS',
    STANDARD: 'STD',
    STERILE: 'STRL',
    STRAIGHT: 'STR',
    SURGICAL: 'SURG',
    SUTURE: 'SUT',
    SYSTEM: 'SYS',
    TEMPORARY: 'TEMP',
    TIBIAL: 'TIB',
    TITANIUM: 'TI',
    URETERAL: 'URET',
    VARIABLE: 'VAR',
    VASCULAR: 'VASC',
    VENOUS: 'VEN',
    WITH: 'W/',
    WITHOUT: 'W/O',
  }),
);

/** The noun that a hospital’s list puts first: “SCREW, CANNULATED 4.0MM”. */
const NOUNS = new Set(
  `ADAPTER ANCHOR ANGIOPLASTY BALLOON BLADE BUR CABLE CAGE CANNULA CATHETER COIL CONNECTOR COMPONENT CUP CUTTER DEFIBRILLATOR
   DILATOR DRILL DRIVER ELECTRODE FILTER FORCEPS GRAFT GUIDE GUIDEWIRE HEAD IMPLANT INSERT INTRODUCER KIT LENS LINER MASK
   MESH NAIL NEEDLE PACK PATCH PIN PLATE PORT PROBE PROSTHESIS PUMP RASP REAMER RETRACTOR ROD SCREW SEED SET SHEATH SHELL
   SPACER STAPLE STEM STENT SUTURE TRAY TRIAL TUBE VALVE WASHER WIRE`.split(/\s+/),
);

const LEGAL_FORM =
  /,?\s+(INC\.?|INCORPORATED|CORP\.?|CORPORATION|LLC|L\.L\.C\.|LP|LTD\.?|CO\.?|COMPANY|APS|GMBH|KG|ANONIM SIRKETI)$/i;

const NAME_WORDS = new Map(
  Object.entries({
    ASSOCIATES: 'ASSOC',
    BIOMEDICAL: 'BIOMED',
    COMPANY: 'CO',
    CORPORATION: 'CORP',
    INCORPORATED: 'INC',
    INTERNATIONAL: 'INTL',
    LABORATORIES: 'LABS',
    MEDICAL: 'MED',
    ORTHOPAEDICS: 'ORTHO',
    ORTHOPEDIC: 'ORTHO',
    ORTHOPEDICS: 'ORTHO',
    PERIPHERAL: 'PERIPH',
    PRODUCTS: 'PROD',
    SCIENCES: 'SCI',
    SCIENTIFIC: 'SCI',
    SURGICAL: 'SURG',
    SYSTEMS: 'SYS',
    TECHNOLOGIES: 'TECH',
    TECHNOLOGY: 'TECH',
    VASCULAR: 'VASC',
  }),
);

/** A description before any noise: brand and text, without saying the brand twice. A fifth of the devices has no text:
 *  the model number then stands for it. */
export function fullText({ brand, text, model }) {
  if (!text) return tidy(brand.includes(model) ? brand : `${brand} ${model}`);
  return tidy(looksLike(text, brand) ? text : `${brand} ${text}`);
}

export function describe(item, noise) {
  let text = fullText(item);
  if (item.text && noise.strikes('brand left out'))
    text = noise.changed('brand left out', text, tidy(item.text));
  if (noise.strikes('plain characters'))
    text = noise.changed('plain characters', text, plainCharacters(text));
  if (noise.strikes('words reordered')) text = noise.changed('words reordered', text, nounFirst(text));
  text = noise.changed('abbreviations', text, abbreviate(text, noise));
  if (noise.strikes('upper case')) text = noise.changed('upper case', text, text.toUpperCase());
  if (noise.strikes('description cut'))
    text = noise.changed('description cut', text, text.slice(0, 30 + noise.below(31)).trimEnd());
  return text.slice(0, noise.widestText).trimEnd();
}

/** A slip of the finger in one word: never in a figure or a side, which would make it another thing. */
export function misspell(text, noise) {
  const words = [...text.matchAll(/\b(?!left\b|right\b|sterile\b)[a-z]{5,}\b/gi)];
  if (words.length === 0 || !noise.strikes('misspelt')) return text;
  const { index, 0: word } = noise.pick(words);
  const at = index + 1 + noise.below(word.length - 2);
  const slips = [text[at] + text[at], '', text[at + 1] + text[at]];
  const slip = noise.below(slips.length);
  const end = slip === 2 ? at + 2 : at + 1;
  return noise.changed('misspelt', text, text.slice(0, at) + slips[slip] + text.slice(end));
}

/** `16 Fr` as `16Fr`, or the other way round. */
export function spaceMeasures(text, noise) {
  if (!noise.strikes('measures spaced otherwise')) return text;
  const joined = text.replace(/(\d) (mm|cm|fr|ml|cc|g)\b/gi, '$1$2');
  const spaced = joined === text ? text.replace(/(\d)(mm|cm|fr|ml|cc|g)\b/gi, '$1 $2') : joined;
  return noise.changed('measures spaced otherwise', text, spaced);
}

export function writeNumber(number, noise) {
  let text = number;
  if (noise.strikes('dashes dropped')) text = noise.changed('dashes dropped', text, text.replaceAll('-', ''));
  else if (noise.strikes('spaces for dashes'))
    text = noise.changed('spaces for dashes', text, text.replaceAll('-', ' '));
  if (noise.strikes('lower case number')) text = noise.changed('lower case number', text, text.toLowerCase());
  if (noise.strikes('P/N before the number'))
    text = noise.changed('P/N before the number', text, `P/N ${text}`);
  if (noise.strikes('spaces around the number'))
    text = noise.changed('spaces around the number', text, noise.chance(0.5) ? ` ${text}` : `${text}  `);
  return text;
}

/** Another writing of a company’s name. */
export function nameVariant(name, noise) {
  const forms = nameForms(name);
  if (!noise.strikes('manufacturer by a short name')) return noise.pick(forms.usual);
  return noise.changed('manufacturer by a short name', name, forms.short);
}

/** The usual writings, the one of a hospital’s own list first, and the word people say. */
export function nameForms(name) {
  const noDots = tidy(name.replace(/[.,]/g, ' '));
  const noForm = withoutLegalForm(name);
  const usual = [
    abbreviateName(withoutLegalForm(name)).toUpperCase(),
    abbreviateName(noDots).toUpperCase(),
    noForm,
    noForm.toUpperCase(),
    noDots,
    capitalised(noForm),
  ];
  const short = noForm.split(/[\s,.]+/).find((word) => word.length > 3) ?? noForm;
  return { usual: [...new Set(usual)], short: short.toUpperCase() };
}

/** ASCII as an old mainframe wants it. */
export function plainCharacters(text) {
  return tidy(
    text
      .replace(/[™®\u00adÂ]/g, '')
      .replace(/[Øø]/g, 'DIA ')
      .replaceAll('°', ' DEG')
      .replaceAll('³', '3')
      .replace(/[“”]/g, '"')
      .replace(/[’´]/g, "'")
      .replaceAll('–', '-'),
  );
}

function tidy(text) {
  return text.replace(/\s+/g, ' ').trim();
}

function looksLike(text, brand) {
  const letters = (value) => value.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return letters(text).startsWith(letters(brand));
}

function nounFirst(text) {
  const words = text.split(' ');
  const at = words.findIndex((word) => NOUNS.has(word.replace(/,$/, '').toUpperCase()));
  if (at > 0) {
    const [noun] = words.splice(at, 1);
    return `${noun.replace(/,$/, '')}, ${words.join(' ')}`;
  }
  return words.length > 2 ? `${words.slice(1).join(' ')}, ${words[0]}` : text;
}

function abbreviate(text, noise) {
  return text.replace(/[A-Za-z]+/g, (word) => {
    const short = ABBREVIATIONS.get(word.toUpperCase());
    if (!short || !noise.chance(noise.rate('abbreviations'))) return word;
    return word === word.toUpperCase() ? short : short[0] + short.slice(1).toLowerCase();
  });
}

function abbreviateName(name) {
  return name.replace(/[A-Za-z]+/g, (word) => NAME_WORDS.get(word.toUpperCase()) ?? word);
}

/** Again and again: a name may end in more than one. */
function withoutLegalForm(name) {
  const shorter = name.replace(LEGAL_FORM, '');
  return shorter === name ? tidy(name) : withoutLegalForm(shorter);
}

function capitalised(name) {
  return name.replace(/[A-Za-z]+/g, (word) => word[0].toUpperCase() + word.slice(1).toLowerCase());
}
