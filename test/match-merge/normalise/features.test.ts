import { expect, test } from 'vitest';
import { readFeatures } from '../../../src/match-merge/normalise/features.js';

/** `kind: what people are told`, in the order of the line. */
const told = (line: string) => readFeatures(line).map(({ kind, say }) => `${kind}: ${say}`);

test.each<[string, string[]]>([
  // Strengths.
  ['ATENOLOL 50 MG PO TABS', ['strength: 50 mg', 'route: oral', 'form: tablet']],
  [
    'PREGABALIN 50 MG *PO* CAPS 100 EACH',
    ['strength: 50 mg', 'route: oral', 'form: capsule', 'pack: 100 each'],
  ],
  [
    'PHENYTOIN 125 MG/5ML *PO* SUSP 4 ML',
    ['strength: 125 mg/5 mL', 'route: oral', 'form: suspension', 'content: 4 mL'],
  ],
  [
    'LIDOCAINE-EPINEPHRINE 1 %-1:100000 INJ SOLN',
    ['strength: 1 %', 'strength: 0.001 %', 'route: injection', 'form: solution'],
  ],
  [
    'amoxicillin-clav 250-62.5 mg/5 mL susp',
    ['strength: 250 mg/5 mL', 'strength: 62.5 mg/5 mL', 'form: suspension'],
  ],
  [
    'ALBUTEROL SULFATE HFA 108 (90 BASE) MCG/ACT INH AERS 6.7 G',
    ['form: inhaler', 'strength: 108 mcg/actuation', 'route: inhalation', 'form: inhaler'],
  ],
  [
    'FAMOTIDINE PREMIXED 20-0.9 MG/50ML-% IV SOLN',
    ['strength: 20 mg/50 mL', 'strength: 0.9 %', 'route: injection', 'form: solution'],
  ],
  ['PENICILLIN G POTASSIUM 20 MILLION UNIT SOLUTION', ['strength: 20000000 units', 'form: solution']],
  ['heparin flush 100 units/mL vial 5 mL', ['strength: 100 units/mL', 'form: vial', 'content: 5 mL']],
  // What stands behind the form is a portion or a package, not the strength.
  ['BROMOCRIPTINE 2.5 MG TABLET 1.25 MG', ['strength: 2.5 mg', 'form: tablet']],
  ['diltiazem ER cap (24hr) 120 mg', ['release: extended', 'form: capsule', 'strength: 120 mg']],
  ['clotrimazole 1% cream 30 gm', ['strength: 1 %', 'form: cream', 'content: 30 g']],
  ['VENLAFAXINE 37.5 MG PO CP24', ['strength: 37.5 mg', 'route: oral', 'form: capsule', 'release: extended']],
  // Sizes.
  ['CATHETER, FOLEY, LATEX 18FR,10ML', ['latex: latex', 'french: 18 Fr', 'volume: 10 mL']],
  ['CATH COUNCIL TIP 16FX5CC', ['french: 16 Fr', 'volume: 5 mL']],
  ['NEEDLE 22G X 1-1/2 IN', ['gauge: 22 ga', 'length: 1.5 in']],
  ['NEEDLE 22 GA 1.5"', ['gauge: 22 ga', 'length: 1.5 in']],
  ['BANDAGE 4 IN X 5 YD', ['length: 4 in', 'length: 5 yd']],
  ['GAUZE 4x4 STRL', ['length: 4', 'length: 4', 'sterility: sterile']],
  ['SCREW 3/8" TI', ['length: 0.375 in']],
  ['BAL CATH 3MM150CM10CM.014IN', ['length: 3 mm', 'length: 150 cm', 'length: 10 cm', 'length: 0.014 in']],
  ['CAGE SEASPINE 39X30X12MM 15DEG', ['length: 39', 'length: 30', 'length: 12 mm', 'angle: 15 degrees']],
  ['PLATE BONE 4X110MM 8H AXSOS', ['length: 4', 'length: 110 mm', 'holes: 8 holes']],
  ['IOL POSTERIOR 14.5D', ['diopter: 14.5 D']],
  ['VICRYL SUTURE 3-0 27IN', ['suture: 3-0', 'length: 27 in']],
  ['COMP FEM SZ F LT CR-FLX KNEE', ['size: size F', 'laterality: left']],
  ['BRACE KNEE MEDIUM RIGHT', ['size: M', 'laterality: right']],
  // Packs.
  ['GLOVE EXAM NITRILE BX/100', ['pack: box of 100', 'packaging: box']],
  ['SYRINGE 10ML 100/BX', ['volume: 10 mL', 'pack: box of 100', 'packaging: box']],
  ['ELECTRODE PK OF 6', ['pack: pack of 6', 'packaging: pack']],
  ['WIPES 12CT', ['pack: 12 each']],
  ['JELLY LUBE PACKET (BOX)', ['packaging: box']],
  // Words.
  [
    'GLOVE LATEX-FREE NON-STERILE ADULT DISPOSABLE',
    ['latex: latex-free', 'sterility: non-sterile', 'age: adult', 'use: disposable'],
  ],
  ['BRACE WRIST BILATERAL PEDIATRIC', ['laterality: both', 'age: pediatric']],
])('%s', (line, expected) => {
  expect(told(line)).toEqual(expected);
});

test.each([
  'PROS KNEE FEM SCORPIO 71-5107R',
  'SCREW MICRO #204-1212',
  'CATH CLOSURE CL62560',
  'WIRE GUIDE BALL TIP 18060083S',
  'IMP JOINT COMPONENT 08',
  'AB35W09080080',
  'ROD BIOMET 14-520 (G)',
  'CABLE LEAD PACING 301CG',
])('the digits of a catalog number are no size: %s', (line) => {
  expect(told(line)).toEqual([]);
});

test.each([
  ['CAP END 15MM', 'form'],
  ['PROSTATE NEEDLE BX', 'packaging'],
  ['METHYLENE TEST LT BLUE TUBE', 'laterality'],
  ['PROS SPINE HOOK MD FRON LF', 'latex'],
  ['SPONGE 30 G', 'gauge'],
  ['SODIUM CHLORIDE 0.9 % IN WATER', 'length'],
])('%s says nothing of %s', (line, kind) => {
  expect(readFeatures(line).map((feature) => feature.kind)).not.toContain(kind);
});

test('a word cut off at the end of the line may be either: SYR is syringe or syrup, and contradicts neither', () => {
  const [form] = readFeatures('DEXTROMETHORPHAN 10 MG/5 ML SYR').filter(({ kind }) => kind === 'form');
  expect(form).toMatchObject({ classes: ['liquid', 'powder'] });
});
