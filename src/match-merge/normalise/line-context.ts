/** What the rest of the line says about units of one letter, and about numbers such as 2-0. */
export interface LineContext {
  readonly drug: boolean;
  readonly needle: boolean;
  readonly lens: boolean;
  readonly plate: boolean;
  readonly fluid: boolean;
  readonly suture: boolean;
}

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** Words that tell what a line is about, each by its bit. */
const DRUG = 1;
const NEEDLE = 2;
const LENS = 4;
const PLATE = 8;
const FLUID = 16;
const SUTURE = 32;
/** The two halves of a dose that is written with a space: 5 MG. */
const ENDS_IN_DIGIT = 64;
const BEGINS_WITH_DOSE = 128;

const WORDS: ReadonlyMap<string, number> = wordBits([
  [
    DRUG,
    `PO IJ TAB TABS TABLET TABLETS CAPS CAPSULE CAPSULES SOLR SUPP ELIX ORAL OPH OPHTH IVPB PGBK VIAL DRUG INTRAVENOUS
     INFUSION NACL DEXTROSE SULFATE CHLORIDE ACETATE PHOSPHATE HCL SOLN SUSP OINT VACC VACCINE GLOBULIN`,
  ],
  [
    NEEDLE,
    `NEEDLE NEEDLES NDL NEED NDLE CATH CATHETER ANGIOCATH INTROCAN INSYTE JELCO BUTTERFLY SYR SYRINGE IV HUBER PIV BIOPSY
     SPINAL EPIDURAL CANN CANNULA QUINCKE WHITACRE TUOHY LANCET WIRE`,
  ],
  [LENS, 'IOL LENS LENSES TORIC DIOP DIOPTER INTRAOCULAR ACRYSOF TECNIS'],
  [
    PLATE,
    `PLATE PLT PLTE PL BONE HOLE SHELL CUP MESH DCP LCP TUBULAR FIX RECON NAIL LOCK LOCKING LCKNG STRUT`,
  ],
  [
    FLUID,
    `BAG BOTTLE BTL IRRIG IRR SOLUTION SOLN SALINE WATER CANISTER NACL DRAINAGE RESERVOIR DEXTROSE RINGERS`,
  ],
  [
    SUTURE,
    `SUTURE SUTURES SUT VICRYL PROLENE SILK NYLON MONOCRYL PDS ETHILON CHROMIC ETHIBOND GUT STRATAFIX SURGIPRO POLYSORB
     TICRON TEVDEK FIBERWIRE ANCHOR ORTHOCORD MERSILENE MAXON BIOSYN`,
  ],
]);

function wordBits(lists: readonly (readonly [number, string])[]): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  for (const [bit, list] of lists)
    for (const word of words(list)) bits.set(word, (bits.get(word) ?? 0) | bit);
  return bits;
}

const DOSE = '(?:MG|MGS|MCG|MEQ|MMOL|GRAMS?|UNITS?|MILLION|MILUNITS?|%)(?![A-Z])';
const HOLDS_DOSE = new RegExp(`\\d${DOSE}|(?<![A-Z])(?:MG|MCG|MEQ|UNITS?)/`);
const DOSE_FIRST = new RegExp(`^${DOSE}`);
const LETTERS = /[A-Z]+/g;

/** What one chunk of a folded line adds to the context of the line, as bits. */
export function contextBits(chunk: string): number {
  let bits = HOLDS_DOSE.test(chunk) ? DRUG : 0;
  for (const word of chunk.match(LETTERS) ?? []) bits |= WORDS.get(word) ?? 0;
  if (DOSE_FIRST.test(chunk)) bits |= BEGINS_WITH_DOSE;
  if (/\d$/.test(chunk)) bits |= ENDS_IN_DIGIT;
  return bits;
}

/** Bits of two chunks that follow each other. */
export function togetherBits(before: number, chunk: number): number {
  return (before & ENDS_IN_DIGIT) !== 0 && (chunk & BEGINS_WITH_DOSE) !== 0 ? DRUG : 0;
}

/** The context of a line by the bits of all its chunks. */
export function contextOf(bits: number): LineContext {
  return {
    drug: (bits & DRUG) !== 0,
    needle: (bits & NEEDLE) !== 0,
    lens: (bits & LENS) !== 0,
    plate: (bits & PLATE) !== 0,
    fluid: (bits & FLUID) !== 0,
    suture: (bits & SUTURE) !== 0,
  };
}
