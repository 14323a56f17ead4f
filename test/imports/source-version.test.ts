import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStatement } from '../../src/imports/delivery-statement.js';
import { readSourceVersion } from '../../src/imports/source-version.js';

const now = new Date('2026-03-31T12:00:00Z');
const versionOf = (text: string) => {
  const read = readSourceVersion(text, now);
  return read.kind === 'version' ? BigInt(read.version) : undefined;
};

test.each([
  ['17', 17n],
  ['0017', 17n],
  ['999999999999999999', 999_999_999_999_999_999n],
  ['1970-01-01T00:00:01Z', 1_000_000n],
  ['1970-01-01T00:00:00.0000019Z', 1n],
  ['2026-03-31T14:00+02:00', 1_774_958_400_000_000n],
])('%s is version %s', (text, version) => {
  expect(versionOf(text)).toBe(version);
});

test.each([
  '',
  '-1',
  '1.5',
  '1e3',
  '9999999999999999999',
  '2026-03-31',
  '2026-02-30T00:00:00Z',
  '2026-03-31T25:00:00Z',
])('"%s" is none', (text) => expect(versionOf(text)).toBeUndefined());

test('a moment more than a day ahead is none: all that follows would come late', () => {
  expect(versionOf('2026-04-01T11:00:00Z')).toBeDefined();
  expect(versionOf('2026-04-01T13:00:00Z')).toBeUndefined();
});

test('the later of two moments is the higher version, whatever their zones', () => {
  const moment = fc.date({ min: new Date('1970-01-01'), max: now, noInvalidDate: true });
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      const [first, second] = [versionOf(one.toISOString()), versionOf(other.toISOString())];
      expect(Number((first ?? 0n) - (second ?? 0n)) / 1000).toBe(one.getTime() - other.getTime());
    }),
  );
});

test('what a deliverer says of a file is read, or refused with what was expected', () => {
  expect(readStatement({}, now)).toEqual({ kind: 'statement', statement: {} });
  expect(readStatement({ extracted: '2026-03-31T09:00:00Z', delivers: 'delta' }, now)).toEqual({
    kind: 'statement',
    statement: { extractedAt: '2026-03-31T09:00:00Z', delivers: 'delta' },
  });
  for (const extracted of ['17', 'yesterday', '2027-01-01T00:00:00Z'])
    expect(readStatement({ extracted }, now).kind).toBe('refused');
  expect(readStatement({ delivers: 'everything' }, now)).toEqual({
    kind: 'refused',
    sentence: '`delivers` is one of snapshot and delta.',
  });
});
