import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogNumber, readCatalogNumber } from '../../src/identifiers/catalog-number.js';

describe('manufacturer catalog number', () => {
  test.each([
    ['1107-0-3258', '1107-0-3258'],
    ['  1107\u20110\u20133258 ', '1107-0-3258'],
    ['Cat. No.: 0012-ab', '0012-AB'],
    ['REF#0012', '0012'],
    ['P/N 100', '100'],
    ['MFR REF NO 7', '7'],
    ['AXIOS™ 15', 'AXIOS15'],
    ['REF', 'REF'],
    ['CAT-100', 'CAT-100'],
    ['PN100', 'PN100'],
  ])('%j becomes %j', (written, normal) => {
    expect(catalogNumber.normalise(written)).toEqual({ kind: 'valid', normal });
  });

  test('leading zeros and separators tell numbers apart, the search key only loses separators', () => {
    expect(readCatalogNumber(' 0012-3 ')).toEqual({ raw: ' 0012-3 ', normal: '0012-3', searchKey: '00123' });
    expect(readCatalogNumber('001-23')).toMatchObject({ normal: '001-23', searchKey: '00123' });
    expect(readCatalogNumber('12-3')).toMatchObject({ searchKey: '123' });
  });

  test.each([
    ['', 'EMPTY'],
    ['1.10703E+08', 'SPREADSHEET_NUMBER'],
    ['---', 'BAD_FORMAT'],
    ['A<script>', 'BAD_CHARACTER'],
    ['9'.repeat(61), 'BAD_LENGTH'],
  ])('%j is refused as %s', (written, code) => {
    expect(catalogNumber.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
    expect(readCatalogNumber(written)).toBeUndefined();
  });

  test('a normal form is its own normal form, whatever was written', () => {
    const words = fc.constantFrom(
      'REF',
      'CAT',
      'P / N',
      'NO',
      'ITEM',
      '#',
      ':',
      '.',
      ' ',
      '-',
      '0',
      '12',
      'a',
      '™',
      '（',
    );
    const written = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(written, (text) => {
        const read = catalogNumber.normalise(text);
        if (read.kind === 'valid') expect(catalogNumber.normalise(read.normal)).toEqual(read);
      }),
      { numRuns: 3000 },
    );
  });
});
