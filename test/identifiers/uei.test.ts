import { describe, expect, test } from 'vitest';
import { uei } from '../../src/identifiers/uei.js';

describe('UEI', () => {
  test.each(['YNDUZMUZF8H8', 'T53MCMLTWK59', 'UYDJJ1S8DR85'])('%s is good in either case', (code) => {
    expect(uei.normalise(code)).toEqual({ kind: 'valid', normal: code });
    expect(uei.normalise(` ${code.toLowerCase()} `)).toEqual({ kind: 'valid', normal: code });
  });

  test.each([
    ['', 'EMPTY'],
    ['YNDUZMUZF8H', 'BAD_LENGTH'],
    ['YNDUZMUZF8O8', 'BAD_CHARACTER'],
    ['YNDUZMUZF8I8', 'BAD_CHARACTER'],
    ['0NDUZMUZF8H8', 'BAD_FORMAT'],
    ['AB123456789C', 'BAD_FORMAT'],
  ])('%j is refused as %s', (written, code) => {
    expect(uei.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });
});
