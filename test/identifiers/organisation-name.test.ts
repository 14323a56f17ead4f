import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organisationKey } from '../../src/identifiers/organisation-name.js';
import { counts } from '../support/counts.js';

/** Names as GUDID has them, and the key of each. */
const real: readonly (readonly [string, string])[] = [
  ['W. L. Gore & Associates, Inc.', 'WL GORE AND ASSOCIATES'],
  ['C. R. Bard, Inc.', 'CR BARD'],
  ['D.R.E., INC.', 'DRE'],
  ['DEFIBTECH, L.L.C.', 'DEFIBTECH'],
  ['SKELETAL DYNAMICS L.L.C.', 'SKELETAL DYNAMICS'],
  ['Smith & Nephew, Inc.', 'SMITH AND NEPHEW'],
  ['Eckert & Ziegler Bebig, Inc.', 'ECKERT AND ZIEGLER BEBIG'],
  ['Angiomed GmbH & Co. Medizintechnik KG', 'ANGIOMED GMBH AND CO MEDIZINTECHNIK'],
  ['HOOD, E BENSON LABORATORIES INC', 'HOOD E BENSON LABORATORIES'],
  ['ORTOPRO TIBBI ALETLER SANAYI VE TICARET ANONIM SIRKETI', 'ORTOPRO TIBBI ALETLER SANAYI VE TICARET'],
  ['William Cook Europe ApS', 'WILLIAM COOK EUROPE'],
  ['DATEX-OHMEDA INC', 'DATEX OHMEDA'],
  ['ON-X LIFE TECHNOLOGIES, INC.', 'ON X LIFE TECHNOLOGIES'],
  ['Choice Spine, LP', 'CHOICE SPINE'],
  ['COOK IRELAND LTD', 'COOK IRELAND'],
  ['COOK INCORPORATED', 'COOK'],
  ['COOK BIOTECH INCORPORATED', 'COOK BIOTECH'],
  ['STAAR SURGICAL COMPANY', 'STAAR SURGICAL'],
  ['SLEEPNET, CORP.', 'SLEEPNET'],
  ['Novocure GmbH', 'NOVOCURE'],
  ['MEDTRONIC, INC.', 'MEDTRONIC'],
  ['MEDTRONIC XOMED, INC.', 'MEDTRONIC XOMED'],
  ['VM CARDIO VASCULAR, INC.', 'VM CARDIO VASCULAR'],
];

test.each(real)('%s is known as %s', (name, key) => {
  expect(organisationKey(name)).toBe(key);
});

test.each([
  [
    'W. L. Gore & Associates, Inc.',
    'W L GORE AND ASSOCIATES',
    'WL Gore + Associates',
    'W.L. Gore & Associates',
  ],
  ['BOSTON SCIENTIFIC CORPORATION', 'Boston Scientific Corp.', 'boston scientific'],
  ['The Anspach Effort, Inc.', 'ANSPACH EFFORT'],
  ['B. Braun Melsungen AG', 'B Braun Melsungen A.G.'],
  ['Mölnlycke Health Care AB', 'MOLNLYCKE HEALTH CARE'],
  ['Merck & Co., Inc.', 'MERCK & CO', 'Merck'],
  ['Laboratoires Théa S.A.S.', 'LABORATOIRES THEA'],
  ['Johnson’s Co', "JOHNSON'S COMPANY", 'JOHNSONS'],
  ['ＴＥＲＵＭＯ Corporation', 'Terumo®'],
  ['Ambu A/S', 'AMBU AS'],
])('%s is one organisation however it is written', (...names) => {
  expect(new Set(names.map(organisationKey)).size).toBe(1);
});

test('different companies keep different names', () => {
  expect(new Set(real.map(([name]) => organisationKey(name))).size).toBe(real.length);
});

test.each(['Inc.', 'THE CO', 'Company', 'AND', 'The', 'L.L.C.'])(
  '%s is not brought down to nothing',
  (name) => {
    expect(organisationKey(name)).not.toBe('');
  },
);

test('nothing is left only where no letter and no digit is written', () => {
  expect(['', ' ', '...', '™', '-'].map(organisationKey)).toEqual(['', '', '', '', '']);
});

test('a key is its own key, whatever is written', () => {
  const word = fc.constantFrom(
    'THE',
    'AND',
    'Inc.',
    'L.L.C.',
    'a',
    'B.',
    'é',
    '&',
    'Gore',
    'de',
    'CV',
    'SA',
    'S.',
    'ﬁ',
    'ß',
    'İ',
    'ガ',
    '가',
    'ŉ',
    'ǰ',
  );
  const name = fc.oneof(
    fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
    fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(name, (written) => {
      const key = organisationKey(written);
      expect(organisationKey(key)).toBe(key);
      expect(key).toBe(key.trim());
    }),
    { numRuns: counts.runs * 10 },
  );
});
