import { describe, expect, test } from 'vitest';
import { readingsOf } from '../../src/identifiers/identifier.js';
import { ndc, ndcClaimForm, readNdc } from '../../src/identifiers/ndc.js';
import { formalLabelForms, ndcLabelForms } from '../../src/identifiers/ndc-label-forms.js';
import { countBy, dataRows } from './test-data.js';

const rows = dataRows('ndc-packages.txt.gz', '\t').map(([source, code]) => ({
  source: source!,
  code: code!,
}));
const fda = rows.filter(({ source }) => source !== 'wellstar');
const good = [...new Set(fda.map(({ code }) => code))].filter((code) => ndc.normalise(code).kind === 'valid');
const normalOf = (code: string) => readingsOf(ndc.normalise(code))[0]!;

function layoutOrReason(code: string): string {
  const read = readNdc(code);
  return read.kind === 'invalid' ? read.problem.code : read.readings.map(({ layout }) => layout).join(' or ');
}

describe('the package codes of the NDC files', () => {
  test('each is read in its layout or refused for a named reason', () => {
    expect(countBy(rows, ({ source, code }) => `${source} ${layoutOrReason(code)}`)).toEqual({
      'unfinished 4-4-2': 1_493,
      'unfinished 5-3-2': 12_325, // 12,326 have these widths, one of them letters for its package
      'unfinished 5-4-1': 21_501,
      'unfinished BAD_CHARACTER': 1,
      'unfinished BAD_LENGTH': 1,
      'directory 4-4-2': 100,
      'directory-2018 4-4-2': 3,
      'wellstar 5-4-2': 3_719,
      'wellstar LOCAL_CODE': 210,
    });
  });

  test('with 11, 12 and hyphenated digits every FDA code has the same normal form', () => {
    expect(good).toHaveLength(35_420);
    for (const code of good) {
      const normal = normalOf(code);
      const twelve = normal.replaceAll('-', '');
      for (const written of [ndcClaimForm(normal)!, twelve, normal, ndc.format(normal)]) {
        const read = ndc.normalise(written);
        if (read.kind !== 'valid' || read.normal !== normal) expect(read).toEqual({ kind: 'valid', normal });
      }
    }
  });

  test('without hyphens 160 stay ambiguous, their own reading among those listed', () => {
    const counts = countBy(good, (code) => {
      const bare = ndc.normalise(code.replaceAll('-', ''));
      return `${bare.kind} ${readingsOf(bare).includes(normalOf(code))}`;
    });
    expect(counts).toEqual({ 'valid true': 35_260, 'ambiguous true': 160 });
  });

  test('back to the label, arithmetic leaves 53.6 % with several forms, labeler table and zero rule 0.17 %', () => {
    const formal = good.filter((code) => formalLabelForms(normalOf(code)).length > 1).length;
    const narrowed = good.filter((code) => ndcLabelForms(normalOf(code)).length > 1).length;
    expect({ formal, narrowed }).toEqual({ formal: 19_001, narrowed: 60 });
    expect(good.every((code) => ndcLabelForms(normalOf(code)).includes(code))).toBe(true);
  });

  test('two pairs of FDA listings pad to one normal form', () => {
    const byNormal = countBy(good, normalOf);
    expect(Object.keys(byNormal).filter((normal) => byNormal[normal] === 2)).toEqual([
      '040074-0001-01',
      '048589-0006-00',
    ]);
  });
});
