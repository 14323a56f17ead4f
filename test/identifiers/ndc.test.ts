import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingsOf } from '../../src/identifiers/identifier.js';
import { ndc, ndcClaimForm, ndcProduct, readNdc } from '../../src/identifiers/ndc.js';
import { formalLabelForms, ndcLabelForms } from '../../src/identifiers/ndc-label-forms.js';
import { ndcLabelers } from '../../src/identifiers/ndc-labelers.generated.js';
import { knownLayouts } from '../../src/identifiers/ndc-labelers.js';
import { textOf } from './check-arbitraries.js';

describe('NDC', () => {
  test('one package has one normal form however it is written', () => {
    for (const written of [
      '0002-7597-01',
      '00002-7597-01',
      '000002-7597-01',
      '00002759701',
      '000002759701',
      '0002759701',
      'NDC 0002-7597-01',
      '0002\u20137597\u201301',
    ]) {
      expect(ndc.normalise(written)).toEqual({ kind: 'valid', normal: '000002-7597-01' });
    }
  });

  test('each ten-digit layout is padded in its own short segment', () => {
    expect(ndc.normalise('12345-678-90')).toEqual({ kind: 'valid', normal: '012345-0678-90' });
    expect(ndc.normalise('12345-6789-0')).toEqual({ kind: 'valid', normal: '012345-6789-00' });
    expect(ndc.normalise('1234-5678-90')).toEqual({ kind: 'valid', normal: '001234-5678-90' });
  });

  test('ten bare digits of an unknown labeler have all their readings listed, none chosen', () => {
    expect(ndc.normalise('1234567890')).toEqual({
      kind: 'ambiguous',
      readings: ['001234-5678-90', '012345-0678-90', '012345-6789-00'],
      problem: { code: 'AMBIGUOUS_READING', message: 'ten digits without hyphens have 3 readings' },
    });
  });

  test('the labeler-layout table decides where it knows the labeler', () => {
    expect(knownLayouts('10237')).toEqual(['5-3-2']);
    expect(ndc.normalise('1023765401')).toEqual({ kind: 'valid', normal: '010237-0654-01' });
    expect(knownLayouts('10022')).toEqual(['5-4-1']);
    expect(ndc.normalise('1002265401')).toEqual({ kind: 'valid', normal: '010022-6540-01' });
  });

  test('a labeler with two layouts leaves two readings', () => {
    expect(knownLayouts('40074')).toEqual(['5-3-2', '5-4-1']);
    expect(readingsOf(ndc.normalise('4007400101'))).toEqual(['040074-0001-01', '040074-0010-01']);
  });

  test('the table holds 39 labelers of four digits, all with a leading 0, and 1,895 of five, none with one', () => {
    const of = (layout: keyof typeof ndcLabelers) => ndcLabelers[layout].split(' ');
    const five = new Set([...of('5-3-2'), ...of('5-4-1')]);
    expect(of('4-4-2')).toHaveLength(39);
    expect(of('4-4-2').every((code) => /^0\d{3}$/.test(code))).toBe(true);
    expect(five.size).toBe(1895);
    expect([...five].every((code) => /^[1-9]\d{4}$/.test(code))).toBe(true);
    expect([...five].filter((code) => knownLayouts(code).length === 2)).toHaveLength(10);
  });

  test('the segments are kept as written', () => {
    expect(readNdc('12345-678-90')).toEqual({
      kind: 'segments',
      readings: [{ layout: '5-3-2', labeler: '12345', product: '678', package: '90' }],
    });
  });

  test('the way back to a label undoes exactly one zero, and the leading zero rule picks the layout', () => {
    const normal = '000002-7597-01';
    expect(formalLabelForms(normal).map((form) => form.layout)).toEqual(['4-4-2', '5-4-1']);
    expect(ndcLabelForms(normal)).toEqual(['0002-7597-01']);
    expect(ndcLabelForms('040074-0001-01')).toEqual(['40074-001-01', '40074-0001-1']);
    expect(ndcLabelForms('098765-4321-12')).toEqual([]);
  });

  test('a labeler code of 100000 or more has no eleven-digit form and no ten-digit one', () => {
    expect(ndc.normalise('123456-7890-12')).toEqual({ kind: 'valid', normal: '123456-7890-12' });
    expect(ndcClaimForm('123456-7890-12')).toBeUndefined();
    expect(ndcLabelForms('123456-0090-02')).toEqual([]);
    expect(ndc.format('123456-7890-12')).toBe('123456-7890-12');
    expect(ndcClaimForm('000002-7597-01')).toBe('00002759701');
    expect(ndc.format('000002-7597-01')).toBe('00002-7597-01');
  });

  test('the product is the coarser grain', () => {
    expect(ndcProduct('000002-7597-01')).toBe('000002-7597');
    expect(ndc.normalise('0002-7597')).toMatchObject({ problem: { code: 'WRONG_GRAIN' } });
  });

  test.each([
    ['', 'EMPTY'],
    ['2.7597E+08', 'SPREADSHEET_NUMBER'],
    ['47848-026-XX', 'BAD_CHARACTER'],
    ['02', 'BAD_LENGTH'],
    ['1234567890123', 'BAD_LENGTH'],
    ['2-7597-1', 'BAD_FORMAT'],
    ['0002-7597-01-1', 'BAD_FORMAT'],
    ['00000-0000-00', 'PLACEHOLDER'],
    ['0000005305', 'LOCAL_CODE'],
    ['00000005305', 'LOCAL_CODE'],
  ])('%j is refused as %s', (written, code) => {
    expect(ndc.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });

  test('every written form of the same segments has the same normal form', () => {
    const labeler = fc.integer({ min: 1, max: 99_999 }).map((value) => String(value).padStart(5, '0'));
    fc.assert(
      fc.property(labeler, textOf('0123456789', 4), textOf('0123456789', 2), (l, p, k) => {
        const normal = `0${l}-${p}-${k}`;
        for (const written of [
          `${l}-${p}-${k}`,
          `${l}${p}${k}`,
          `0${l}${p}${k}`,
          normal,
          ndc.format(normal),
        ]) {
          expect(ndc.normalise(written)).toEqual({ kind: 'valid', normal });
        }
        for (const form of formalLabelForms(normal)) {
          expect(ndc.normalise([form.labeler, form.product, form.package].join('-'))).toEqual({
            kind: 'valid',
            normal,
          });
        }
      }),
    );
  });
});
