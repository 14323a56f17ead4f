import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareFeatures, KIND_RULES } from '../../../src/match-merge/normalise/compare-features.js';
import type { Feature } from '../../../src/match-merge/normalise/feature.js';
import { readFeatures } from '../../../src/match-merge/normalise/features.js';
import { copiedPairs, variantOf } from '../../support/match-lines.js';

const pairs = copiedPairs();
const lines = [...new Set(pairs.flatMap(({ left, right }) => [left, right]))].filter((line) => line !== '');

/** MITOMYCIN 5 MG TOPICAL is filled from the vial for injection, and so is AMPHOTERICIN for inhalation. */
const EXPECTED_NDC11 = { route: 2 };

/** Pairs of a set that are one thing although a kind contradicts. */
function contradictions(set: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { left, right } of pairs.filter((pair) => pair.set === set)) {
    for (const { kind, verdict } of compareFeatures(readFeatures(left), readFeatures(right))) {
      if (verdict === 'different') counts[kind] = (counts[kind] ?? 0) + 1;
    }
  }
  return counts;
}

test('on copied lines of one NDC-11, catalog number or device, what still contradicts is what the files contradict', () => {
  expect(pairs.length).toBeGreaterThan(800);
  expect(contradictions('ndc11')).toEqual(EXPECTED_NDC11);
  expect(contradictions('catalog')).toEqual({});
  expect(contradictions('gudid')).toEqual({});
});

test('no feature is invented: its text is in the line, at its place', () => {
  for (const line of lines) {
    for (const { text, start, end } of readFeatures(line)) {
      expect(line.slice(start, end)).toBe(text);
      expect(text.trim()).not.toBe('');
    }
  }
});

test('nothing throws, whatever is written, and nothing is invented there either', () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789./-%:xX"\' ()MGLFRINCO,#*'.split('')) }),
  );
  fc.assert(
    fc.property(noise, (line) => {
      for (const { text, start, end } of readFeatures(line)) expect(line.slice(start, end)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('one digit of a size or strength changed in a real line is always a veto', () => {
  const decides = new Set(KIND_RULES.filter((rule) => rule.vetoes).map(({ kind }) => kind));
  // What a drug line says behind its form is a portion, and no feature.
  const isRead = (line: string, at: number) =>
    readFeatures(line).some(({ kind, start, end }) => decides.has(kind) && start <= at && at < end);
  const changed = lines.flatMap((line) => {
    const variant = variantOf(line);
    return variant && isRead(line, variant.at) ? [{ line, variant: variant.line }] : [];
  });
  expect(changed.length).toBeGreaterThan(300);
  const joined = changed.filter(({ line, variant }) => {
    const comparisons = compareFeatures(readFeatures(line), readFeatures(variant));
    return !comparisons.some(({ veto }) => veto);
  });
  expect(joined).toEqual([]);
});

test('case and spacing change no feature', () => {
  for (const line of lines) {
    expect(kindsAndValues(line.toLowerCase())).toEqual(kindsAndValues(line));
    expect(kindsAndValues(line.replaceAll(' ', '  '))).toEqual(kindsAndValues(line));
  }
});

test('the order of phrases changes no feature of a supply line', () => {
  const phrase = fc.constantFrom(
    ...[
      'CATH',
      'FOLEY',
      '16FR',
      '30 ML',
      'LEFT',
      'STERILE',
      'LATEX FREE',
      '10 X 20 MM',
      '22 GA',
      'ADULT',
      'SZ 7',
      'BX/100',
    ],
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(phrase, { minLength: 1 }),
      fc.integer({ min: 0, max: 11 }),
      (phrases, turn) => {
        const by = turn % phrases.length;
        const turned = [...phrases.slice(by), ...phrases.slice(0, by)];
        const sorted = (line: string) => kindsAndValues(line).sort();
        // A comma between the phrases, so that no number comes to stand before a unit that is not its own.
        expect(sorted(turned.join(', '))).toEqual(sorted(phrases.join(', ')));
      },
    ),
  );
});

/** Kind and value, without the text and the place. */
function kindsAndValues(line: string): string[] {
  return readFeatures(line).map((feature) => `${feature.kind} ${exactValue(feature)}`);
}

function exactValue(feature: Feature): string {
  const exact = (value: { numerator: bigint; denominator: bigint }) =>
    `${value.numerator}/${value.denominator}`;
  if (feature.kind === 'strength') {
    const per = feature.per ? `${feature.per.of} ${exact(feature.per.amount)}` : '';
    return `${feature.dimension} ${feature.amounts.map(exact).join()} ${per}`;
  }
  return 'unit' in feature ? `${feature.unit} ${exact(feature.value)}` : feature.value;
}
