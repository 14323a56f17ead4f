import { describe, expect, test } from 'vitest';
import { duns } from '../../src/identifiers/duns.js';

describe('DUNS', () => {
  test('nine digits are good with or without hyphens, and are printed with them', () => {
    expect(duns.normalise('08-014-7952')).toEqual({ kind: 'valid', normal: '080147952' });
    expect(duns.normalise('080147952')).toEqual({ kind: 'valid', normal: '080147952' });
    expect(duns.format('080147952')).toBe('08-014-7952');
  });

  test.each([
    ['80147952', 'BAD_LENGTH'],
    ['0801479520001', 'BAD_LENGTH'],
    ['000000000', 'PLACEHOLDER'],
    ['08014795A', 'BAD_CHARACTER'],
  ])('%s is refused as %s', (written, code) => {
    expect(duns.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });
});
