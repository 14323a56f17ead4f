import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attribute, Value, Values } from '../../src/golden-records/attribute.js';
import { domainDeclarations } from '../../src/golden-records/domain-declarations.js';
import { lineageOf, type Member } from '../../src/golden-records/lineage.js';
import { valueTexts } from '../../src/golden-records/value-text.js';

const attributes: readonly (readonly [string, Attribute])[] = [
  ['brand', { type: 'text', description: 'brand' }],
  ['aliases', { type: 'texts', description: 'aliases', survivorship: 'union' }],
  ['kit', { type: 'boolean', description: 'kit' }],
];

const says = (versionId: number, values: Values): Member => ({ versionId, values });

describe('the lineage of a golden record', () => {
  test('names winners before losers, each in the order of its sources', () => {
    const members = [says(1, { brand: 'A' }), says(2, { brand: 'B' }), says(3, { brand: 'C' }), says(4, {})];
    const [brand] = lineageOf({ values: { brand: 'C' }, winners: { brand: [3] } }, members, attributes);
    expect(brand).toMatchObject({ attribute: 'brand', values: ['C'], rule: 'priority' });
    expect(brand?.said.map(({ sourceRecord, survives }) => [sourceRecord.versionId, survives])).toEqual([
      [3, true],
      [1, false],
      [2, false],
    ]);
  });

  test('leaves out an attribute of which nothing is said, and one that is not asked for', () => {
    const members = [says(1, { aliases: ['x'], price: '1.00' })];
    const lineage = lineageOf(
      { values: { aliases: ['x'], price: '1.00' }, winners: {} },
      members,
      attributes,
    );
    expect(lineage.map(({ attribute }) => attribute)).toEqual(['aliases']);
  });

  test('shows a word that nobody believes', () => {
    const [kit] = lineageOf({ values: {}, winners: {} }, [says(1, { kit: false })], attributes);
    expect(kit).toMatchObject({ values: [], said: [{ values: ['false'], survives: false }] });
  });

  test('holds every word once, whoever wins', () => {
    const values = fc.record({ brand: fc.string(), kit: fc.boolean() }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(values), fc.array(fc.nat(9)), (said, winners) => {
        const members = said.map((each, at) => says(at, each));
        const lineage = lineageOf(
          { values: {}, winners: { brand: winners, kit: winners } },
          members,
          attributes,
        );
        for (const { attribute, said: words } of lineage) {
          const speakers = members.filter((member) => member.values[attribute] !== undefined);
          expect(new Set(words.map(({ sourceRecord }) => sourceRecord))).toEqual(new Set(speakers));
          expect(words).toHaveLength(speakers.length);
          const wins = words.map(({ survives }) => survives);
          expect(wins).toEqual([...wins].sort((a, b) => Number(b) - Number(a)));
        }
      }),
    );
  });
});

const packages = domainDeclarations.ITEM.attributes['packages'] as Attribute;

test.each([
  ['text', 'Foley', ['Foley']],
  ['a decimal, with its zeros', '1.500', ['1.500']],
  ['an integer', 10, ['10']],
  ['a boolean', false, ['false']],
  ['texts', ['b', 'a'], ['b', 'a']],
  ['no texts', [], []],
  [
    'packages',
    [
      { unit: 'BX', quantity: '10', contains: 'EA' },
      { unit: 'CA', quantity: '4', contains: 'BX', gtin: '10614141123459' },
    ],
    ['1 BX = 10 EA', '1 CA = 4 BX (GTIN 10614141123459)'],
  ],
])('%s is shown as text', (_, value, texts) => {
  expect(valueTexts(value as Value, packages)).toEqual(texts);
});
