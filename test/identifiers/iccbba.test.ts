import { describe, expect, test } from 'vitest';
import { iccbba } from '../../src/identifiers/iccbba.js';

describe('ICCBBA', () => {
  test.each([
    ['=/A9999XYZ100T0944', 'A9999XYZ100T0944'],
    ['A9999XYZ100T0944', 'A9999XYZ100T0944'],
    ['=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123', 'A9999XYZ100T0944'],
    ['=+06000=/A9999XYZ100T0944=,000025', 'A9999XYZ100T0944'],
    ['=)1TE123456A', '1TE123456A'],
    ['1te123456a', '1TE123456A'],
  ])('%s names %s', (written, normal) => {
    expect(iccbba.normalise(written)).toEqual({ kind: 'valid', normal });
    expect(iccbba.normalise(iccbba.format(normal))).toEqual({ kind: 'valid', normal });
  });

  test.each([
    ['', 'EMPTY'],
    ['A9999XYZ100T094', 'BAD_LENGTH'],
    ['=/A9999XYZ100T094', 'BAD_LENGTH'],
    ['=)1TE123456', 'BAD_LENGTH'],
    ['A9999XYZ100TT944', 'BAD_FORMAT'],
    ['=,000025', 'BAD_FORMAT'],
    ['A9999XYZ-00T0944', 'BAD_CHARACTER'],
  ])('%j is refused as %s', (written, code) => {
    expect(iccbba.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });
});
