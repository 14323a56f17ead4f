import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifierFormat, identifierFormats } from '../../src/identifiers/formats.js';
import { identifierProblemCodes, readingsOf } from '../../src/identifiers/identifier.js';

const SAMPLES = [
  '09521234543213',
  '+A123BJC5D6E71G',
  'A9999XYZ100T0944',
  '0002-7597-01',
  '1234567890',
  '1234567893',
  '0614141000012',
  '080147952',
  'YNDUZMUZF8H8',
  'J1885',
  '0278',
  'Cat. No. 0012-ab',
  '(01)09521234543213(10)A',
  'https://id.gs1.org/01/09521234543213',
];

/** Anything, and good samples with one character changed, which comes closer to the edges than noise does. */
const written = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.stringMatching(/^[0-9A-Z+=/(){}\]^* _-]{0,24}$/),
  fc
    .tuple(fc.constantFrom(...SAMPLES), fc.nat(40), fc.string({ maxLength: 1 }))
    .map(([sample, at, character]) => sample.slice(0, at) + character + sample.slice(at + 1)),
);

describe('identifier formats', () => {
  test('are registered under the keys code systems use', () => {
    expect(Object.keys(identifierFormats).sort()).toEqual([
      'catalog-number',
      'duns',
      'gln',
      'gtin',
      'hcpcs',
      'hibc',
      'iccbba',
      'ndc',
      'npi',
      'revenue-code',
      'udi',
      'uei',
    ]);
    expect(identifierFormat('constructor')).toBeUndefined();
    for (const format of Object.values(identifierFormats)) expect(format.source).not.toBe('');
  });

  test.each(Object.values(identifierFormats).map((format) => [format.key, format] as const))(
    '%s: whatever is written, every reading survives printing and reading again, and no message repeats the value',
    (_, format) => {
      fc.assert(
        fc.property(written, (text) => {
          const read = format.normalise(text);
          for (const normal of readingsOf(read)) {
            expect(format.normalise(format.format(normal))).toEqual({ kind: 'valid', normal });
          }
          if (read.kind === 'valid') return;
          expect(identifierProblemCodes).toHaveProperty(read.problem.code);
          if (text.trim().length > 5) expect(read.problem.message).not.toContain(text.trim());
        }),
        { numRuns: 3000 },
      );
    },
  );
});
