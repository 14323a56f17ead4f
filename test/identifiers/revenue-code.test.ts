import { describe, expect, test } from 'vitest';
import { revenueCode } from '../../src/identifiers/revenue-code.js';

describe('revenue code', () => {
  test('three digits are the code without its leading zero', () => {
    expect(revenueCode.normalise('0278')).toEqual({ kind: 'valid', normal: '0278' });
    expect(revenueCode.normalise('278')).toEqual({ kind: 'valid', normal: '0278' });
    expect(revenueCode.normalise('0001')).toEqual({ kind: 'valid', normal: '0001' });
  });

  test.each([
    ['', 'EMPTY'],
    ['27', 'BAD_LENGTH'],
    ['02780', 'BAD_LENGTH'],
    ['27X', 'BAD_CHARACTER'],
    ['0000', 'PLACEHOLDER'],
  ])('%j is refused as %s', (written, code) => {
    expect(revenueCode.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });
});
