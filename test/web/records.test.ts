import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeAddress, readCodeAddress } from '../../web/src/explore/code-address.js';
import { amount, attributeLabel, valueWords } from '../../web/src/records/attribute-words.js';
import { basisOf } from '../../web/src/records/basis-of.js';
import { compareSources } from '../../web/src/records/compare-sources.js';
import { fateOf, standingOf, winnersOf } from '../../web/src/records/lineage.js';
import { listAddress, readListAddress } from '../../web/src/records/list-address.js';
import { rungsOf } from '../../web/src/records/package-ladder.js';
import type { SourceRecord, ValueLineage } from '../../web/src/records/record.graphql.js';

describe('packages', () => {
  const level = (unit: string, quantity: string, contains: string, gtin: string | null = null) => ({
    ...{ unit, quantity, contains, gtin },
  });

  test('are lines from each package down to the smallest thing, the largest first', () => {
    const levels = [level('BX', '10', 'EA', '10841470103894'), level('CA', '10', 'BX')];
    expect(rungsOf(levels)).toEqual([
      { parts: ['1 CA', '10 BX', '100 EA'], gtin: null },
      { parts: ['1 BX', '10 EA'], gtin: '10841470103894' },
    ]);
  });

  test('break off where a unit comes in two sizes, where they turn in a circle, and at a fraction', () => {
    expect(
      rungsOf([level('CA', '2', 'PK'), level('PK', '5', 'EA'), level('PK', '6', 'EA')])[0]?.parts,
    ).toEqual(['1 CA', '2 PK']);
    expect(rungsOf([level('CA', '2', 'BX'), level('BX', '3', 'CA')])[0]?.parts).toEqual([
      '1 CA',
      '2 BX',
      '6 CA',
    ]);
    expect(rungsOf([level('CA', '2', 'BX'), level('BX', '0.5', 'EA')])[0]?.parts).toEqual(['1 CA', '2 BX']);
  });
});

test.each([
  ['catalogNumber', 'Catalog number'],
  ['mriSafety', 'MRI safety'],
  ['hcpcs', 'HCPCS'],
  ['overTheCounter', 'Over the counter'],
])('the attribute %s is called %s', (name, label) => {
  expect(attributeLabel(name)).toBe(label);
});

test.each([
  ['1234567.50', 'USD', '$1,234,567.50'],
  ['-0.10', 'USD', '-$0.10'],
  ['12', '1', '12'],
  ['1000', 'mL', '1,000 mL'],
  ['about ten', 'USD', 'about ten'],
])('the amount %s of %s is written %s', (text, unit, written) => {
  expect(amount(text, unit)).toBe(written);
});

test('a boolean is yes or no, a text is what it is', () => {
  expect(valueWords('true', { type: 'boolean', unit: null })).toBe('yes');
  expect(valueWords('true', { type: 'text', unit: null })).toBe('true');
});

describe('an address', () => {
  test('keeps domain, search and place of the list, whatever is searched for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.option(fc.integer({ min: 1, max: 500 })),
        (search, rows) => {
          const kept = {
            domain: 'SUPPLIER' as const,
            search,
            rows: rows ?? undefined,
            at: rows ? 'x' : undefined,
          };
          const [, query = ''] = listAddress(kept).split(/\?(.*)/s);
          expect(readListAddress(query)).toEqual(kept);
        },
      ),
    );
  });

  test('that says nothing, or nonsense, is the list of items from its top', () => {
    const top = { domain: 'ITEM', search: '', rows: undefined, at: undefined };
    expect(readListAddress('')).toEqual(top);
    expect(readListAddress('domain=PONY&rows=-1')).toEqual(top);
  });

  test('carries a code to where it is asked for', () => {
    const asked = { system: 'vendor', issuer: 'a&b', code: '10 01/é' };
    expect(readCodeAddress(codeAddress(asked).slice(2))).toEqual(asked);
    expect(readCodeAddress('system=gtin')).toBeUndefined();
  });
});

describe('lineage', () => {
  const speaker = (id: string): SourceRecord => ({
    ...{
      id,
      source: id,
      sourceTitle: id.toUpperCase(),
      feed: 'f',
      issuer: null,
      key: id,
      basis: 'IDENTIFIER',
    },
    ...{ revision: '1', fileName: null, rowNumber: null, said: [] },
  });
  const said = (id: string, survives: boolean, ...values: string[]) => ({
    ...{ values, survives, sourceRecord: speaker(id) },
  });
  const line: ValueLineage = {
    attribute: 'brand',
    values: ['Biopatch'],
    rule: 'PRIORITY',
    said: [said('a', true, 'Biopatch'), said('b', false, 'BIOPATCH'), said('c', false, 'Biopatch')],
  };

  test('tells the word that counts from one that agrees and one that is passed over', () => {
    expect(line.said.map((each) => fateOf(each, line))).toEqual(['counts', 'passed-over', 'agrees']);
    expect(winnersOf(line)).toEqual(['A']);
    expect(standingOf(line)).toEqual({ words: '1 said otherwise', differs: true });
    expect(standingOf({ ...line, said: line.said.filter((_, place) => place !== 1) })).toEqual({
      words: '1 more agrees',
      differs: false,
    });
  });

  test('side by side marks what differs, and nothing where everything said counts together', () => {
    const sources = ['a', 'b', 'd'].map((id) => ({
      ...speaker(id),
      said: line.said
        .filter(({ sourceRecord }) => sourceRecord.id === id)
        .map(({ values }) => ({ attribute: 'brand', values })),
    }));
    const record = { id: '1', domain: 'ITEM' as const, name: 'x', revision: '1', codes: [] };
    const [row] = compareSources({ ...record, lineage: [line], sourceRecords: sources });
    expect(row?.cells.map(({ values, counts, differs }) => [values, counts, differs])).toEqual([
      [['Biopatch'], true, false],
      [['BIOPATCH'], false, true],
      [undefined, false, false],
    ]);
    const union = { ...line, rule: 'UNION' as const, values: ['Biopatch', 'BIOPATCH'] };
    expect(compareSources({ ...record, lineage: [union], sourceRecords: sources })[0]?.differs).toBe(false);
  });

  test('names the identifier that links only where it can have been no other', () => {
    const code = (systemTitle: string, ...sources: string[]) => ({
      ...{ system: systemTitle, systemTitle, issuer: null, code: '1', display: null, role: 'BASE' as const },
      sources,
    });
    expect(
      basisOf(speaker('a'), {
        codes: [code('GTIN', 'a', 'b'), code('HIBC', 'b'), code('catalog-number', 'a', 'b')],
      }),
    ).toBe('same GTIN');
    expect(basisOf(speaker('a'), { codes: [code('GTIN', 'a', 'b'), code('HIBC', 'a', 'b')] })).toBe(
      'same identifier',
    );
  });
});
