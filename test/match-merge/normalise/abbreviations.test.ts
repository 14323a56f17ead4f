import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ABBREVIATION_LINES } from '../../../src/match-merge/normalise/abbreviation-list.js';
import {
  ABBREVIATIONS,
  comparableWords,
  readWords,
} from '../../../src/match-merge/normalise/abbreviations.js';
import { copiedPairs } from '../../support/match-lines.js';

test.each([
  ['SCRW 7X65MM CANN 32MM THR', 'SCREW 7X65MM CANNULATED 32MM THREADED'],
  ['CATH FOLEY STRL W/O LTX', 'CATHETER FOLEY STERILE WITHOUT LATEX'],
  ['AMOX/CLA 250-62.5 MG/5 ML SUSP', 'AMOXICILLIN CLAVULANATE 250-62.5 MG/5 ML SUSPENSION'],
  ['GRAFT STD WALL W/20CM RING', 'GRAFT STANDARD WALL WITH 20CM RING'],
  ['NEOMY-POLYMYX OINT', 'NEOMYCIN POLYMYXIN OINTMENT'],
  ['PLT DISTAL FIBULA 80MM 08-380L', 'PLATE DISTAL FIBULA 80MM 08-380L'],
])('%s', (line, expanded) => {
  expect(comparableWords(line).join(' ')).toBe(expanded);
});

test('words of the line decide between two readings', () => {
  expect(comparableWords('SCREW CORTEX SS')).toEqual(['SCREW', 'CORTEX', 'STAINLESS', 'STEEL']);
  expect(comparableWords('SULFA SS TAB')).toEqual(['SULFA', 'SINGLE', 'STRENGTH', 'TABLET']);
});

test('where nothing decides, all readings stand', () => {
  expect(readWords('SS THING')[0]?.readings).toEqual([
    ['STAINLESS', 'STEEL'],
    ['SINGLE', 'STRENGTH'],
  ]);
  expect(comparableWords('PT TRAY')).toEqual(['PATIENT', 'PART', 'POINT', 'PATCH', 'TRAY']);
});

test('every line of the list reads, once, and expands to something else', () => {
  expect(ABBREVIATIONS.size).toBe(ABBREVIATION_LINES.trim().split('\n').length);
  for (const [short, readings] of ABBREVIATIONS) {
    expect(short).toMatch(/^[A-Z0-9/-]+$/);
    for (const { words, cues } of readings) {
      expect(words.join(' ')).toMatch(/^[A-Z0-9% ]+$/);
      expect(cues).not.toContain(short);
      expect(readings.length > 1 || words.join(' ') !== short).toBe(true);
    }
  }
});

test('expanding twice changes nothing, on real lines', () => {
  const written = fc.constantFrom(...copiedPairs().map(({ left }) => left));
  fc.assert(
    fc.property(written, (line) => {
      for (const { readings } of readWords(line)) {
        for (const words of readings) {
          if (readings.length > 1) continue;
          // A reading may hold a word that is short for itself among others (PATCH stays PATCH).
          expect(comparableWords(words.join(' '))).toEqual(expect.arrayContaining(words.slice(0, 1)));
        }
      }
    }),
  );
});

/** Share of words that two lines of one thing have in common (Jaccard). */
function overlap(a: readonly string[], b: readonly string[]): number {
  const common = a.filter((word) => b.includes(word)).length;
  return common / (a.length + b.length - common);
}

test('expanded lines of one NDC-11 have more words in common than the written ones', () => {
  const drugs = copiedPairs().filter(({ set }) => set === 'ndc11');
  const plain = (line: string) => [...new Set(readWords(line).map(({ written }) => written))];
  const mean = (words: (line: string) => readonly string[]) =>
    drugs.reduce((sum, { left, right }) => sum + overlap(words(left), words(right)), 0) / drugs.length;
  expect(mean(comparableWords)).toBeGreaterThan(mean(plain) + 0.08);
});
