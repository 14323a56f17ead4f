import { describe, expect, test } from 'vitest';
import { normaliseOfAgency, udi } from '../../src/identifiers/udi.js';

describe('UDI device identifier', () => {
  test.each([
    ['00844588018923', 'GS1:00844588018923'],
    ['844588018923', 'GS1:00844588018923'],
    ['GS1:00844588018923', 'GS1:00844588018923'],
    ['(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234', 'GS1:51022222233336'],
    ['01095212345432131727063010ABC123', 'GS1:09521234543213'],
    [']d201095212345432131727063010ABC123', 'GS1:09521234543213'],
    ['https://id.gs1.org/01/09521234543213/10/ABC123', 'GS1:09521234543213'],
    ['+A123BJC5D6E71G', 'HIBCC:A123BJC5D6E71'],
    ['A123BJC5D6E71', 'HIBCC:A123BJC5D6E71'],
    ['hibcc: A123BJC5D6E71G', 'HIBCC:A123BJC5D6E71'],
    ['=/A9999XYZ100T0944=,000025', 'ICCBBA:A9999XYZ100T0944'],
    ['=)1TE123456A', 'ICCBBA:1TE123456A'],
  ])('%s names %s', (written, normal) => {
    expect(udi.normalise(written)).toEqual({ kind: 'valid', normal });
    expect(udi.normalise(udi.format(normal))).toEqual({ kind: 'valid', normal });
  });

  test('what two agencies could have issued has both readings', () => {
    expect(udi.normalise('A9999XYZ100T0944')).toEqual({
      kind: 'ambiguous',
      readings: ['ICCBBA:A9999XYZ100T0944', 'HIBCC:A9999XYZ100T0944'],
      problem: {
        code: 'AMBIGUOUS_READING',
        message: 'fits the device identifiers of HIBCC and of ICCBBA: name the agency',
      },
    });
    expect(normaliseOfAgency('ICCBBA', 'A9999XYZ100T0944').kind).toBe('valid');
  });

  test.each([
    ['', 'EMPTY'],
    ['09521234543214', 'CHECK_DIGIT'],
    ['(01)09521234543214', 'CHECK_DIGIT'],
    ['(10)ABC123', 'BAD_FORMAT'],
    ['A123BJC5D6E71H', 'CHECK_DIGIT'],
    ['no device', 'BAD_FORMAT'],
  ])('%j is refused as %s', (written, code) => {
    expect(udi.normalise(written)).toMatchObject({ kind: 'invalid', problem: { code } });
  });
});
