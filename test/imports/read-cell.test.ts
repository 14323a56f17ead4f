import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellKind } from '../../src/imports/profile.js';
import { faultOfRaw, faultOfText, readCell } from '../../src/imports/read-cell.js';

/** The value of a cell, or the problem it has. */
function read(kind: CellKind, text: string) {
  const cell = readCell(kind, text);
  return cell.kind === 'value' ? cell.value : cell.problem;
}

describe('a day', () => {
  test.each([
    ['2026-03-31', '2026-03-31'],
    ['2026-03-31T00:00:00', '2026-03-31'],
    ['20260331', '2026-03-31'],
    ['3/31/2026', '2026-03-31'],
    ['03/01/2026', '2026-03-01'],
    ['2/29/2024', '2024-02-29'],
    ['9999-12-31', '9999-12-31'],
  ])('%s is %s', (text, day) => expect(read('date', text)).toBe(day));

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '20260431',
    '31/3/2026',
    '13/1/2026',
    '0/1/2026',
    '3/31/26',
    '0050-01-01',
    '0000-01-01',
    '2026-03-31T12:00',
    '45382',
    'infinity',
    'tomorrow',
  ])('%s is none', (text) => expect(read('date', text)).toBe('BAD_DATE'));

  test('of any calendar comes back as ISO writes it, from each of the three forms', () => {
    const days = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, day] = iso.split('-');
        const forms = [iso, `${year}${month}${day}`, `${Number(month)}/${Number(day)}/${year}`];
        for (const form of forms) expect(read('date', form)).toBe(iso);
      }),
    );
  });
});

test.each([
  ['39.38', '39.38'],
  ['1,141.40', '1141.40'],
  ['$19,750.00', '19750.00'],
  ['$ 5', '5'],
  ['0.0001', '0.0001'],
  ['12.3.4', 'BAD_PRICE'],
  ['1,14.40', 'BAD_PRICE'],
  ['-1', 'BAD_PRICE'],
  ['1e3', 'BAD_PRICE'],
  ['0.00001', 'BAD_PRICE'],
  ['€5', 'BAD_PRICE'],
])('as a price, %s is %s', (text, value) => expect(read('price', text)).toBe(value));

test.each([
  ['12', 12],
  ['1,200', 1200],
  ['007', 7],
  ['999999999999999', 999_999_999_999_999],
  ['1234567890123456', 'BAD_NUMBER'],
  ['1.0', 'BAD_NUMBER'],
  ['-1', 'BAD_NUMBER'],
  ['12 EA', 'BAD_NUMBER'],
])('as a whole number, %s is %s', (text, value) => expect(read('integer', text)).toBe(value));

test.each([
  ['-1,234.5', '-1234.5'],
  ['0.123456789012', '0.123456789012'],
  ['.5', 'BAD_NUMBER'],
])('as a decimal, %s is %s', (text, value) => expect(read('decimal', text)).toBe(value));

test.each([
  ['TRUE', true],
  ['y', true],
  ['No', false],
  ['false', false],
  ['1', 'BAD_FLAG'],
  ['constructor', 'BAD_FLAG'],
  ['__proto__', 'BAD_FLAG'],
])('as a flag, %s is %s', (text, value) => expect(read('boolean', text)).toBe(value));

test('a list holds what stands between its bars, each once and without what is empty', () => {
  expect(read('list', ' a | b c||a|b c |')).toEqual(['a', 'b c']);
  expect(read('list', '|')).toEqual([]);
});

test('no fault repeats the value, and no text makes a reader throw', () => {
  const kinds: CellKind[] = ['text', 'price', 'decimal', 'integer', 'boolean', 'date', 'list'];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.string({ minLength: 6, unit: 'grapheme' }), (kind, text) => {
      const cell = readCell(kind, text);
      if (cell.kind === 'fault') expect(cell.message).not.toContain(text);
    }),
  );
});

test('what is too long, NUL, a hole in the encoding and half a character are no text', () => {
  expect(faultOfRaw('x'.repeat(10_000))).toBeUndefined();
  expect(faultOfRaw('x'.repeat(10_001))).toMatchObject({ problem: 'TOO_LONG' });
  for (const text of ['a\0', '\uFFFD', '\uD800'])
    expect(faultOfText(text)).toMatchObject({ problem: 'BAD_CHARACTER' });
  expect(faultOfText('½" 𝒳')).toBeUndefined();
});
