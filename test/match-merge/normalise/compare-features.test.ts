import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareFeatures,
  fileFeatures,
  isVetoed,
  KIND_RULES,
  sayComparison,
  vetoes,
} from '../../../src/match-merge/normalise/compare-features.js';
import { readFeatures } from '../../../src/match-merge/normalise/features.js';
import { copiedPairs } from '../../support/match-lines.js';

const comparedBy = (left: string, right: string) => compareFeatures(readFeatures(left), readFeatures(right));
const of = (left: string, right: string, kind: string) =>
  comparedBy(left, right).find((each) => each.kind === kind);

test.each([
  ['CATH FOLEY 16FR', 'CATH FOLEY 18 FR', 'french', '16 Fr against 18 Fr'],
  ['KNEE FEM SZ 3 LT', 'KNEE FEM SZ 3 RIGHT', 'laterality', 'left against right'],
  ['DRAPE STERILE', 'DRAPE NON-STERILE', 'sterility', 'sterile against non-sterile'],
  ['GLOVE LATEX', 'GLOVE LATEX FREE', 'latex', 'latex against latex-free'],
  ['GLOVE NITRILE BX/100', 'GLOVE NITRILE EA', 'pack', 'box of 100 against 1 each'],
  ['GLOVE BX/100', 'GLOVE BX/50', 'pack', 'box of 100 against box of 50'],
  ['ATENOLOL 5 MG TAB', 'ATENOLOL 80 MG TAB', 'strength', '5 mg against 80 mg'],
  [
    'LISINOPRIL-HCTZ 12.5-25 MG TAB',
    'LISINOPRIL-HCTZ 12.5-50 MG TAB',
    'strength',
    '12.5 mg, 25 mg against 12.5 mg, 50 mg',
  ],
  [
    'ENOXAPARIN 60 MG/0.6ML SYRG',
    'ENOXAPARIN 40 MG/0.4 ML SYRG',
    'strength',
    '60 mg/0.6 mL against 40 mg/0.4 mL',
  ],
  ['NEEDLE 22G', 'NEEDLE 25 GA', 'gauge', '22 ga against 25 ga'],
  ['SCREW BONE 4X30MM', 'SCREW BONE 4X32MM', 'length', '4, 30 mm against 4, 32 mm'],
  ['SYRINGE 10 ML', 'SYRINGE 20 ML', 'volume', '10 mL against 20 mL'],
  ['SUTURE VICRYL 2-0', 'SUTURE VICRYL 3-0', 'suture', '2-0 against 3-0'],
  ['MASK ADULT', 'MASK PEDIATRIC', 'age', 'adult against pediatric'],
])('%s and %s must not be joined by text', (left, right, kind, say) => {
  const comparison = of(left, right, kind);
  expect(comparison).toMatchObject({ verdict: 'different', veto: true });
  expect(comparison && sayComparison(comparison)).toBe(say);
});

test.each([
  ['HEPARIN 1000 UNIT/ML', 'HEPARIN 10,000 UNITS/10 ML', 'strength'],
  ['LIDOCAINE 1 % INJ', 'LIDOCAINE 10 MG/ML INJ', 'strength'],
  ['EPINEPHRINE 1:1000 INJ', 'EPINEPHRINE 1 MG/ML INJ', 'strength'],
  ['ALBUTEROL 2.5 MG/3 ML NEBU', 'ALBUTEROL 0.083 % NEBU', 'strength'],
  ['CARBOPLATIN 10 MG/ML IV SOLN 45 ML', 'carboplatin 450 mg vial', 'strength'],
  ['LEVOTHYROXINE 0.1 MG TAB', 'LEVOTHYROXINE 100 MCG TAB', 'strength'],
  ['BAG DRAINAGE 0.1 L', 'BAG DRAINAGE 100 ML', 'volume'],
  ['WIRE 1 IN', 'WIRE 25.4 MM', 'length'],
  ['WIRE 0.035IN', 'WIRE 0.89 MM', 'length'],
  ['BANDAGE 6 FT X 4 IN', 'BANDAGE 4 IN X 2 YD', 'length'],
  ['STENT 07X17X135CM', 'STENT 7 MM X 17 MM', 'length'],
  ['GAUZE 4X4', 'GAUZE 4" X 4"', 'length'],
])('%s and %s say the same', (left, right, kind) => {
  expect(of(left, right, kind)?.verdict).toBe('equal');
});

test.each([
  ['CATH FOLEY 16FR', 'CATH FOLEY', 'french'],
  ['VANCOMYCIN 500 MG IV SOLR', 'VANCOMYCIN 50 MG/ML IV SOLN', 'strength'],
  ['SCREW BONE 4MM', 'SCREW BONE 110MM', 'length'],
  ['DESMOPRESSIN 0.01 % NAS SOLN', 'DESMOPRESSIN 10 MCG/SPRAY NASAL SPRAY', 'strength'],
  ['FUROSEMIDE 10 MG/ML IJ SOLN', 'FUROSEMIDE 10 MG/ML VIAL', 'form'],
])('%s and %s: no evidence', (left, right, kind) => {
  expect(of(left, right, kind)?.verdict).toBe('compatible');
});

test('French and gauge are not compared with each other nor with millimetres', () => {
  expect(comparedBy('CATH 6FR', 'CATH 22G').map(({ verdict }) => verdict)).toEqual([
    'compatible',
    'compatible',
  ]);
  expect(comparedBy('CATH 6FR', 'CATH 2MM').map(({ verdict }) => verdict)).toEqual([
    'compatible',
    'compatible',
  ]);
});

test('a form of another kind is told, and left to the weights', () => {
  const comparison = of('NITROGLYCERIN 5 MG PATCH', 'NITROGLYCERIN 5 MG/ML VIAL', 'form');
  expect(comparison).toMatchObject({ verdict: 'different', veto: false });
});

test('at the grain of products two packages of one product may differ', () => {
  const comparisons = comparedBy('ATENOLOL 25 MG TABS 100 EACH', 'ATENOLOL 25 MG TABS 30 EACH');
  expect(vetoes(comparisons, 'product')).toEqual([]);
  expect(vetoes(comparisons, 'package').map(({ kind }) => kind)).toEqual(['pack']);
});

const anyLine = fc.constantFrom(...copiedPairs().flatMap(({ left, right }) => [left, right]));

test('whatever two lines are compared: sides swap, verdicts do not; a line agrees with itself', () => {
  fc.assert(
    fc.property(anyLine, anyLine, (left, right) => {
      const verdicts = (a: string, b: string) =>
        comparedBy(a, b).map(({ kind, verdict, veto }) => ({ kind, verdict, veto }));
      expect(verdicts(left, right)).toEqual(verdicts(right, left));
      expect(verdicts(left, left).filter(({ verdict }) => verdict !== 'equal')).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('every kind has one rule', () => {
  expect(new Set(KIND_RULES.map(({ kind }) => kind)).size).toBe(KIND_RULES.length);
});

test('the quick question for a veto has the answer of the full account', () => {
  fc.assert(
    fc.property(
      anyLine,
      anyLine,
      fc.constantFrom('product' as const, 'package' as const),
      (left, right, grain) => {
        const quick = isVetoed(fileFeatures(readFeatures(left)), fileFeatures(readFeatures(right)), grain);
        expect(quick).toBe(vetoes(comparedBy(left, right), grain).length > 0);
      },
    ),
    { numRuns: 500 },
  );
});
