import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseCode } from '../../src/crosswalk/normal-form.js';

const plain = { format: null, foldCase: false, stripLeadingZeros: false };

describe('a code', () => {
  test('is brought to NFC and trimmed, and keeps case and zeros', () => {
    expect(normaliseCode(plain, '  00e\u0301A ')).toEqual({ kind: 'normal', normal: '00éA' });
    expect(normaliseCode({ ...plain, foldCase: true, stripLeadingZeros: true }, '00éa')).toMatchObject({
      normal: 'ÉA',
    });
    expect(normaliseCode({ ...plain, stripLeadingZeros: true }, '000')).toMatchObject({ normal: '0' });
  });

  test('with NUL or a lone surrogate is no text', () => {
    for (const code of ['a\0', '\ud800', 'a\udc00b'])
      expect(normaliseCode(plain, code)).toMatchObject({ problem: 'BAD_CHARACTER' });
  });

  test('with hundreds of thousands of accents or blanks is refused at once', () => {
    const started = performance.now();
    expect(normaliseCode(plain, `a${'\u0301\u0323'.repeat(200_000)}`)).toMatchObject({
      problem: 'BAD_LENGTH',
    });
    expect(normaliseCode(plain, `a${' '.repeat(900_000)}`)).toMatchObject({ problem: 'BAD_LENGTH' });
    expect(performance.now() - started).toBeLessThan(200);
  });

  test('is never longer than its column, nor empty, whatever is made of it', () => {
    const wide = fc.constantFrom('ß', 'ŉ', 'ΐ', 'ﬃ', 'e\u0301', '0', ' ', 'a');
    const text = fc.array(wide, { maxLength: 300 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.boolean(), fc.boolean(), (code, foldCase, stripLeadingZeros) => {
        const result = normaliseCode({ format: null, foldCase, stripLeadingZeros }, code);
        if (result.kind === 'normal') expect(result.normal.length).toBeLessThanOrEqual(255);
        if (result.kind === 'normal') expect(result.normal).not.toBe('');
      }),
      { numRuns: 2_000, examples: [['ΐ'.repeat(200), true, false]] },
    );
  });
});
