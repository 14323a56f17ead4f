import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gs1CheckPair } from '../../src/identifiers/check-digits.js';
import { applicationIdentifiers, valueProblem } from '../../src/identifiers/gs1-application-identifier.js';
import { componentChecks } from '../../src/identifiers/gs1-component-checks.js';
import {
  associationProblems,
  elementsProblem,
  GROUP_SEPARATOR,
  type Gs1Element,
  parseElementString,
  printElementString,
  printScanData,
} from '../../src/identifiers/gs1-element-string.js';
import { valueArbitrary } from './gs1-arbitraries.js';

const UDI: Gs1Element[] = [
  { ai: '01', value: '09521234543213' },
  { ai: '17', value: '270630' },
  { ai: '10', value: 'ABC123' },
  { ai: '21', value: '456' },
];

const anyElements = fc
  .uniqueArray(fc.constantFrom(...applicationIdentifiers), {
    minLength: 1,
    maxLength: 8,
    selector: ({ ai }) => ai,
  })
  .chain((entries) =>
    fc.tuple(...entries.map((entry) => valueArbitrary(entry).map((value) => ({ ai: entry.ai, value })))),
  );

describe('GS1 element strings', () => {
  test('brackets, scan data and symbology identifiers say the same', () => {
    const scan = '01095212345432131727063010ABC123';
    for (const written of [
      '(01)09521234543213(17)270630(10)ABC123(21)456',
      `^${scan}^21456`,
      `]d2${scan}${GROUP_SEPARATOR}21456`,
      `]C1${scan}${GROUP_SEPARATOR}21456`,
      `${scan}^21456`,
      `${GROUP_SEPARATOR}${scan}${GROUP_SEPARATOR}21456${GROUP_SEPARATOR}`,
    ]) {
      expect(parseElementString(written)).toEqual({ kind: 'elements', elements: UDI });
    }
    expect(printElementString(UDI)).toBe('(01)09521234543213(17)270630(10)ABC123(21)456');
    expect(printScanData(UDI)).toBe(`^${scan}^21456`);
  });

  test('the example of FDA is read', () => {
    const read = parseElementString('(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234');
    expect(read).toMatchObject({ kind: 'elements', elements: { length: 5 } });
  });

  test.each([
    ['', 'EMPTY', 'nothing is written'],
    ['(01)09521234543214', 'CHECK_DIGIT', 'AI (01): check digit is 4, expected 3'],
    ['(01)0952123454321', 'BAD_LENGTH', 'AI (01): expected 14 characters'],
    ['(01)095212345432133', 'BAD_LENGTH', 'AI (01): expected 14 characters'],
    ['(10)', 'BAD_LENGTH', 'AI (10): expected 1 to 20 characters'],
    ['(10)AB C', 'BAD_CHARACTER', 'AI (10): a character its data type does not allow'],
    ['(17)271330', 'BAD_FORMAT', 'AI (17): expected a month from 01 to 12'],
    ['(17)270229', 'BAD_FORMAT', 'AI (17): expected a day from 01 to 28'],
    ['(05)123', 'UNKNOWN_APPLICATION_IDENTIFIER', 'the dictionary holds no AI (05)'],
    ['^05123', 'UNKNOWN_APPLICATION_IDENTIFIER', 'no application identifier where one must stand'],
    ['(01', 'BAD_FORMAT', 'expected bracketed application identifiers, each with its value'],
    ['(10)A(10)B', 'BAD_FORMAT', 'AI (10) stands twice with two values'],
  ])('%j is refused as %s', (written, code, message) => {
    expect(parseElementString(written)).toEqual({ kind: 'invalid', problem: { code, message } });
  });

  test('day 00 of an expiry means the month, and is refused where a day is needed', () => {
    expect(parseElementString('(17)270600').kind).toBe('elements');
    expect(parseElementString('(7007)270600').kind).toBe('invalid');
  });

  test('mandatory and forbidden pairings come from the dictionary', () => {
    expect(associationProblems(UDI)).toEqual([]);
    expect(associationProblems([{ ai: '02', value: '09521234543213' }])).toEqual([
      { code: 'BAD_ASSOCIATION', message: 'AI (02) needs 37' },
    ]);
    expect(
      associationProblems([UDI[0]!, UDI[3]!, { ai: '235', value: 'X' }]).map(({ message }) => message),
    ).toEqual(['AI (21) may not stand with 235']);
    expect(
      associationProblems([UDI[0]!, { ai: '3100', value: '000123' }, { ai: '3101', value: '000123' }]),
    ).toHaveLength(2);
  });

  test.each([
    ['(01)12345678901231(37)123', false],
    ['(02)12345678901231(37)123', false],
    ['(02)12345678901231(37)123(00)123456789012345675', true],
    ['(21)ABC123', false],
    ['(21)ABC123(8006)123456789012310510', true],
    ['(01)12345678901231(250)ABC123', false],
    ['(01)12345678901231(21)XYZ999(250)ABC123', true],
    ['(01)12345678901231(3925)12599', false],
    ['(01)12345678901231(3925)12599(3695)654321', true],
    ['(3940)1234(3941)9999', false],
  ])('%s is complete and free of contradiction: %s', (written, good) => {
    const read = parseElementString(written);
    expect(read.kind === 'elements' && associationProblems(read.elements).length === 0).toBe(good);
  });

  test('the alphanumeric check pair is that of the GS1 example', () => {
    expect(gs1CheckPair('1987654Ad4X4bL5ttr2310c')).toBe('2K');
    expect(parseElementString('(8013)1987654Ad4X4bL5ttr2310c2K').kind).toBe('elements');
    expect(parseElementString('(8013)1987654Ad4X4bL5ttr2310cXK')).toMatchObject({
      problem: { code: 'CHECK_DIGIT' },
    });
  });
});

describe('the whole dictionary', () => {
  test('holds 541 application identifiers, none the beginning of another, all their checks known', () => {
    const ais = applicationIdentifiers.map(({ ai }) => ai);
    expect(ais).toHaveLength(541);
    expect(ais.filter((ai) => ais.some((other) => other !== ai && other.startsWith(ai)))).toEqual([]);
    const checks = applicationIdentifiers.flatMap(({ components }) =>
      components.flatMap((part) => part.checks),
    );
    expect(checks.filter((name) => !(name in componentChecks))).toEqual([]);
  });

  test('every application identifier accepts what its components allow, and prints and parses it back', () => {
    for (const entry of applicationIdentifiers) {
      fc.assert(
        fc.property(valueArbitrary(entry), (value) => {
          const elements = [{ ai: entry.ai, value }];
          expect(valueProblem(entry, value)).toBeUndefined();
          expect(parseElementString(printElementString(elements))).toEqual({ kind: 'elements', elements });
          expect(parseElementString(printScanData(elements))).toEqual({ kind: 'elements', elements });
        }),
        { numRuns: 20 },
      );
    }
  });

  test('no value shorter than the shortest or longer than the longest is accepted', () => {
    for (const entry of applicationIdentifiers) {
      expect(valueProblem(entry, '1'.repeat(entry.max + 1)), entry.ai).toBeDefined();
      expect(valueProblem(entry, '1'.repeat(entry.min - 1)), entry.ai).toBeDefined();
    }
  });

  test('any elements in any order come back from brackets and from scan data', () => {
    fc.assert(
      fc.property(anyElements, fc.constantFrom('^', GROUP_SEPARATOR), (elements, separator) => {
        expect(elementsProblem(elements)).toBeUndefined();
        expect(parseElementString(printElementString(elements))).toEqual({ kind: 'elements', elements });
        expect(parseElementString(printScanData(elements, separator))).toEqual({
          kind: 'elements',
          elements,
        });
      }),
      { numRuns: 1000 },
    );
  });
});
