import type { WordFeature } from './feature.js';

/** A reading of a word or phrase. */
export interface WordEntry {
  readonly kind: WordFeature['kind'];
  readonly value: string;
  readonly classes: readonly string[];
  /** `drug`: only in a drug line, because elsewhere CAP is an end cap and TAB a tab. `route`: only before a form, because
   *  IN, PR and NA are common words. `device`: only outside drug lines. */
  readonly only: 'drug' | 'route' | 'device' | null;
}

/** One line a value: kind, value, classes after `=` (several where the word is another word for each of them; the value
 *  itself where nothing stands), `:`, then its words. `_` joins the words of a phrase; `*` marks a word that means this
 *  only in a drug line, `^` only in a drug line before a form, `!` only outside drug lines. Four-letter codes are those
 *  of drug files made from Medi-Span and First Databank lists (TBEC, CP24, SOLR, PGBK), read off the lines of two
 *  hospitals that write the same NDC out in words. */
const LINES = `
form tablet : TABLET TABLETS TABS TAB* TBL* TABL* CAPLET CAPLETS TABLE* TABLE/T*
form tablet : TB24 TB12 TBSR TBCR TBEC TBDR TBDP TBDL TBSO TBEF TBPK TBTQ TR24 TR12 T12A T24A TB3D CHEW SUBL TBLT ODT*
form tablet = tablet liquid : TABLET_FOR_SUSPENSION
form capsule : CAPSULE CAPSULES CAPS CAP* CAPSU* CAPSUL* SOFTGEL SOFTGELS
form capsule : CP24 CP12 CPSR CPCR CPDR CPEP CDCR CSDR C24P CPSP SPRINKLE*
form solution = liquid : SOLUTION SOLN SOL* SOLUTI* SOLUTIO* SOLUT* SOLP SOCT SOSY SOAJ SOPN PGBK IVPB SOTJ LIQD LIQUID LIQ* FLUID*
form suspension = liquid : SUSPENSION SUSP SUSPENSI* SUSPENSIO* SUSPEN* SUSY SUER SRER
form syrup = liquid : SYRUP SYRP
form elixir = liquid : ELIXIR ELIX
form concentrate = liquid : CONCENTRATE CONC
form drops = liquid : DROPS DROP* DRPS DPET GTTS
form emulsion = liquid semisolid : EMULSION EMUL
form oil = liquid : OIL*
form rinse = liquid : RINSE MOUTHWASH
form enema = liquid : ENEMA ENEM
form nebuliser_solution = liquid : NEBU NEBULIZATION NEBULIZER_SOLUTION NEBULIZER_SOLN NBSP
form powder_for_solution = powder liquid : SOLR SUSR RECON SSRR INTRAVENOUS_POWDER
form powder = powder granules : POWDER POWD PWDR PDR* PWPK
form packet = powder granules liquid semisolid : PACK* PACKET* PKT* PACKETS*
form granules = granules powder : GRANULES GRAN* GRPS GRPK
form cream = semisolid : CREAM CREA
form ointment = semisolid : OINTMENT OINT OINTMEN* OIPK
form gel = semisolid liquid : GEL* JELLY* GELATIN*
form lotion = semisolid liquid : LOTION LOTN
form paste = semisolid : PASTE* PSTE
form foam = foam : FOAM*
form shampoo = liquid semisolid : SHAMPOO SHAM*
form patch : PT24 PT72 PTWK PT3D PTCH* PTTW PATCH* PATCHES*
form suppository : SUPPOSITORY SUPPOSITORIES SUPP* SUPPOS*
form lozenge : LOZENGE LOZENGES LOZG TROCHE TROC
form film : FILM*
form gum : GUM*
form inhaler = inhaler spray liquid powder : INHALER INHAL* INHA HFAA AERO AERS AEROSOL AEPB AEPO DSDV MDI* HFA*
form inhalation_capsule = inhaler capsule : CPDV
form spray = spray liquid inhaler : SPRAY* SPRY SPRA
form pad = pad : PADM PADS PADM PAD* SWAB* PLEDGET*
form implant : IMPL* IMPLANT*
form stick : STICK*
form strip : STRP* STRIP* STRIPS*
form insert : INSERT* RING*
form vial = liquid powder : VIAL VIALS VL*
form ampule = liquid powder : AMPULE AMPUL AMPOULE AMP* AMPS*
form syringe = liquid powder : SYRG* SYRINGE* SYRNG* PFS* SYRIN* SYRING* CSMC SYKT
form syringe_or_syrup = liquid powder : SYR*
form cartridge = liquid powder : CRTG CARTRIDGE CARTRIDGES CTRG
form pen = liquid powder : PNIJ INPN PEN* ATIN
form bag = liquid powder : BAG* IV_BAG* PIGGYBACK* INFUSION* DRIP* MDRH CSHS
form bottle = liquid powder semisolid tablet capsule : BOTTLE* BTL* BOTT*

release extended : ER* XR* XL* SR* CR* CD* LA* SA* EXTENDED_RELEASE EXTENDED_REL* SUSTAINED_RELEASE CONTROLLED_RELEASE
release extended : EXTEND_REL* TB24 TB12 TBSR TBCR CP24 CP12 CPSR CPCR T12A T24A C24P TR24 TR12 TBTQ LONG_ACTING* SUER SRER
release delayed : DR* EC* TBEC TBDR CPDR CPEP CSDR ENTERIC_COATED DELAYED_RELEASE DELAYED_REL* ENTERIC*
release delayed = delayed extended : CDCR
release orally_disintegrating : ODT* TBDP DISINTEGRATING* RAPID_DISSOLVE*
release orally_disintegrating = orally_disintegrating soluble : TBDL DISPERSIBLE* TBSO SOLUBLE_TABLET*
release chewable : CHEW CHEWABLE CHEWABLES
release sublingual : SUBL SUBLINGUAL_TABLET*
release effervescent : EFFERVESCENT TBEF EFFER*

route oral : PO ORAL* ORALLY* BY_MOUTH*
route injection : IV* INTRAVENOUS INTRAVENO* IJ* INJ INJECTION INJECTABLE INJECTI* INJECT* IVPB* IVP* PGBK
route injection : IM* INTRAMUSCULAR SC^ SQ* SUBCUTANEOUS SUBQ SUBCUT INTRATHECAL IT^ ITL* EPIDURAL* EP^ ID^ INTRADERMAL
route intraocular = injection ophthalmic : INTRAOCULAR* IO^ INTRAVITREAL* SUBCONJUNCTIVAL*
route injection : INTRAPERITONEAL IP^ INTRACAVERNOSAL INTRA-ARTICULAR* IX^ INTRATYMPANIC
route ophthalmic = ophthalmic : OPH* OPHTH* OPHT* OP^ EYE* OPHTHALMIC OPTHALMIC OPHTHALM*
route otic : OTIC EAR* OT^
route nasal : NASAL NAS* NA^ INTRANASAL NOSE*
route inhalation = inhalation nasal oral : INHALATION INH* INHALED NEBULIZATION NEBULIZER NEBU
route rectal : RECTAL PR^ SUPPOSITORY_RECTAL
route vaginal : VAGINAL VAG* VA^
route skin : TOPICAL TOP* TP^ EX^ TD^ TRANSDERMAL EXTERNAL* TOPIC* TRANSDERM*
route sublingual = sublingual : SUBLINGUAL SL^
route mouth = mouth oral skin : MT^ MM^ MUCOUS_MEMBRANE* BUCCAL BU^ DENTAL* DT^ OROMUCOSAL
route irrigation = irrigation : IRRIGATION* IRR* IR^ IRRIG* 

laterality left : LEFT LT! LFT!
laterality right : RIGHT RT! RGT!
laterality both = both : BILATERAL BILAT LT/RT! L/R! LEFT/RIGHT R/L!

sterility sterile : STERILE STRL STERL
sterility non-sterile : NON_STERILE NONSTERILE UNSTERILE NON_STRL NONSTRL NON_STER! NON-STERILE NON-STRL N-STRL NOT_STERILE
latex latex-free : LATEX_FREE LATEX-FREE NON_LATEX NON-LATEX NONLATEX NO_LATEX LTX_FREE LATEXFREE LATEX_FR! LTX-FREE W/O_LATEX WITHOUT_LATEX
latex latex : LATEX

sex male : MALE MENS! MEN'S!
sex female : FEMALE WOMENS! WOMEN'S! LADIES!
age adult : ADULT ADLT ADULTS
age pediatric : PEDIATRIC PEDIATRICS PEDI PEDS PED PEDIATR CHILD CHILDREN CHILDRENS CHILDREN'S CHILD'S CHILDS PEDIA
age infant : INFANT INFANTS INFANT'S
age neonatal : NEONATAL NEONATE NEWBORN NEONAT
use reusable : REUSABLE REUSEABLE REUS
use disposable : DISPOSABLE DISPOS DISPOSBLE DISPOSABL SINGLE_USE SINGLE-USE SINGLE_PATIENT_USE SPU!

size XS : XS! XSM! XSMALL! X-SMALL! X_SMALL! EXTRA_SMALL! XSML! X-SM!
size S : SMALL! SM! SML!
size M : MEDIUM! MEDM!
size L : LARGE! LG! LRG!
size XL : XL! XLG! XLARGE! X-LARGE! X_LARGE! EXTRA_LARGE! XLRG! X-LG! X-LRG!
size XXL : XXL! 2XL! XX-LARGE! XXLARGE! XXLG!
size XXXL : XXXL! 3XL! XXXLG!
`;

const MARKS: Readonly<Record<string, WordEntry['only']>> = { '*': 'drug', '^': 'route', '!': 'device' };

function readLines(): ReadonlyMap<string, readonly WordEntry[]> {
  const entries = new Map<string, WordEntry[]>();
  for (const line of LINES.split('\n').filter((each) => each !== '')) {
    const colon = line.indexOf(' : ');
    const [head = '', classes] = line.slice(0, colon).split(' = ');
    const [kind = '', value = ''] = head.trim().split(' ');
    for (const marked of line
      .slice(colon + 3)
      .trim()
      .split(/\s+/)) {
      const only = MARKS[marked.slice(-1)] ?? null;
      const word = (only ? marked.slice(0, -1) : marked).replaceAll('_', ' ');
      const entry: WordEntry = {
        kind: kind as WordEntry['kind'],
        value: value.replaceAll('_', ' '),
        classes: classes?.trim().split(' ') ?? [value],
        only,
      };
      entries.set(word, [...(entries.get(word) ?? []), entry]);
    }
  }
  return entries;
}

/** Readings by word or phrase; the words of a phrase stand with one space or one sign between them. */
export const WORD_LIST: ReadonlyMap<string, readonly WordEntry[]> = readLines();
export const LONGEST_PHRASE = 3;

/** What phrases of the list begin with, up to a space or a sign between their words. */
export const LISTED_BEGINNINGS: ReadonlySet<string> = new Set(
  [...WORD_LIST.keys()].flatMap((phrase) =>
    [...phrase.matchAll(/[ /-]/g)].map(({ index }) => phrase.slice(0, index)),
  ),
);

/** Whether the list knows a word or a code, alone or as the beginning of a phrase. */
export function isListed(text: string): boolean {
  return WORD_LIST.has(text) || LISTED_BEGINNINGS.has(text);
}
