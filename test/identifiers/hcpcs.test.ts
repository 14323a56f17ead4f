import { describe, expect, test } from 'vitest';
import { hcpcs } from '../../src/identifiers/hcpcs.js';

describe('HCPCS Level II', () => {
  test('a letter and four digits are good in either case', () => {
    expect(hcpcs.normalise(' j1885')).toEqual({ kind: 'valid', normal: 'J1885' });
    expect(hcpcs.normalise('A4649')).toEqual({ kind: 'valid', normal: 'A4649' });
  });

  test.each([
    ['', 'EMPTY'],
    ['99999', 'NOT_LEVEL_II'],
    ['0000T', 'NOT_LEVEL_II'],
    ['J188', 'BAD_LENGTH'],
    ['J1885-JW', 'BAD_FORMAT'],
    ['Z1234', 'BAD_FORMAT'],
    ['JA885', 'BAD_FORMAT'],
  ])('%j is refused as %s', (written, code) => {
    expect(hcpcs.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });
});
