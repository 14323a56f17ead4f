import { expect, test } from 'vitest';
import type { System } from '../../src/crosswalk/system-directory.js';
import { readHeader } from '../../src/imports/header.js';
import type { Profile } from '../../src/imports/profile.js';
import { validateRow } from '../../src/imports/validate-row.js';

/** A medication list: NDC charged as HCPCS. */
const profile: Profile = {
  key: 'medications',
  title: 'Medications',
  delivers: 'delta',
  source: 'pharmacy',
  encoding: 'utf8',
  delimiter: ',',
  quote: '"',
  columns: [
    { header: 'NDC', required: true, kind: 'text' },
    { header: 'HCPCS', required: true, kind: 'text' },
  ],
  parts: [
    { says: 'code', system: 'ndc', key: ['NDC'], attributes: {} },
    { says: 'code', system: 'hcpcs', key: ['HCPCS'], attributes: {} },
  ],
  mappings: [{ from: 0, to: 1, purpose: 'CHARGES_AS', relationship: 'EQUIVALENT' }],
};
const header = readHeader(profile, ['NDC', 'HCPCS']);
if (header.kind !== 'fits') throw new Error(header.sentence);

const forms = new Map(
  ['ndc', 'hcpcs'].map((format, id): [string, System] => [
    format,
    {
      id,
      key: format,
      title: format,
      source: null,
      domain: null,
      issuerScoped: false,
      issuerForm: null,
      format,
      foldCase: false,
      stripLeadingZeros: false,
    },
  ]),
);

function validate(...cells: string[]) {
  if (header.kind !== 'fits') throw new Error(header.sentence);
  return validateRow(profile, header.header, forms, cells);
}

test('identifiers of a row are kept in the normal form of their system, whatever form the file writes', () => {
  for (const ndc of ['0002-7597-01', '0002759701', '00002759701', '000002-7597-01']) {
    expect(validate(ndc, 'j0690')).toMatchObject({
      kind: 'taken',
      parts: [
        { normal: '000002-7597-01', written: ndc },
        { normal: 'J0690', written: 'j0690' },
      ],
    });
  }
});

test('a row whose identifier does not fit is rejected with the format’s problem, in the column it stands in', () => {
  const rejected = (...cells: string[]) => {
    const row = validate(...cells);
    return row.kind === 'rejected' && [row.column, row.problem];
  };
  expect(rejected('0002-7597', 'J0690')).toEqual(['NDC', 'WRONG_GRAIN']);
  expect(rejected('2.759701E9', 'J0690')).toEqual(['NDC', 'SPREADSHEET_NUMBER']);
  expect(rejected('0000-0000-00', 'J0690')).toEqual(['NDC', 'PLACEHOLDER']);
  expect(rejected('0002-7597-01', '99213')).toEqual(['HCPCS', 'NOT_LEVEL_II']);
});

test('a row with an ambiguous written form is rejected and says how many readings there are', () => {
  expect(validate('1234567890', 'J0690')).toEqual({
    kind: 'rejected',
    column: 'NDC',
    value: '1234567890',
    problem: 'AMBIGUOUS_READING',
    message: '3 readings are equally good: ten digits without hyphens have 3 readings',
    keys: [],
  });
});
