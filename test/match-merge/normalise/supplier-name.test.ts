import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organisationKey } from '../../../src/identifiers/organisation-name.js';
import { readSupplierName, supplierKeys } from '../../../src/match-merge/normalise/supplier-name.js';

const plain = { alsoKnownAs: [], division: null, parent: null, careOf: null };

test.each([
  [
    'Acme Holdings, Inc. d/b/a Acme Surgical',
    { ...plain, key: 'ACME HOLDINGS', alsoKnownAs: ['ACME SURGICAL'] },
  ],
  ['ACME HOLDINGS DBA ACME SURGICAL', { ...plain, key: 'ACME HOLDINGS', alsoKnownAs: ['ACME SURGICAL'] }],
  ['Ethicon, a division of Johnson & Johnson', { ...plain, key: 'ETHICON', parent: 'JOHNSON AND JOHNSON' }],
  ['ETHICON DIV OF JOHNSON & JOHNSON', { ...plain, key: 'ETHICON', parent: 'JOHNSON AND JOHNSON' }],
  ['Stryker Corp - Endoscopy Division', { ...plain, key: 'STRYKER', division: 'ENDOSCOPY' }],
  ['Acme Med Supply C/O First Bank', { ...plain, key: 'ACME MED SUPPLY', careOf: 'FIRST BANK' }],
  ['Covidien LP (formerly Tyco Healthcare)', { ...plain, key: 'COVIDIEN', alsoKnownAs: ['TYCO HEALTHCARE'] }],
  ['B. Braun Medical Inc.', { ...plain, key: 'B BRAUN MEDICAL' }],
])('%s', (written, parts) => {
  const { looseKey: _, ...read } = readSupplierName(written);
  expect(read).toEqual(parts);
});

test.each([
  ['ACME SURG SPLY CO', 'Acme Surgical Supply'],
  ['BD', 'Becton, Dickinson and Company'],
  ['Abbott Labs', 'Abbott Laboratories'],
])('%s and %s may be found under one key', (short, long) => {
  const keys = supplierKeys(readSupplierName(long));
  expect(supplierKeys(readSupplierName(short)).some((key) => keys.includes(key))).toBe(true);
});

test('a name without a mark has the key of an organisation; a key is its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ABCDE abc&.,-'.split('')) }), (written) => {
      const { key } = readSupplierName(written);
      expect(readSupplierName(key).key).toBe(key);
    }),
  );
  expect(readSupplierName('A&DbA-B')).toMatchObject({ key: 'A', alsoKnownAs: ['B'] });
  expect(readSupplierName('Acme DBA-Bolt')).toMatchObject({ key: 'ACME', alsoKnownAs: ['BOLT'] });
  expect(readSupplierName('Smith & Nephew, Inc.').key).toBe(organisationKey('Smith & Nephew, Inc.'));
});
