import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attribute } from '../../src/golden-records/attribute.js';
import { faultOfValue } from '../../src/golden-records/value-fault.js';

const scalar = (type: 'text' | 'boolean' | 'integer' | 'decimal' | 'date' | 'texts'): Attribute => ({
  type,
  description: '',
});
const lines: Attribute = {
  type: 'entries',
  description: '',
  entry: {
    type: 'Line',
    description: '',
    fields: {
      price: { type: 'decimal', required: true, description: '' },
      facility: { type: 'text', description: '' },
      starts: { type: 'date', description: '' },
      ends: { type: 'date', description: '' },
    },
  },
};

const faultOf = (attribute: Attribute, value: unknown) => {
  const fault = faultOfValue('said', attribute, value);
  return fault && [fault.field, fault.problem];
};

test.each([
  ['text', 'a'],
  ['boolean', false],
  ['integer', -3],
  ['decimal', '-12.50'],
  ['date', '2024-02-29'],
  ['texts', ['a', 'b']],
] as const)('%s: a value of that kind is taken', (type, value) => {
  expect(faultOf(scalar(type), value)).toBeUndefined();
});

test.each([
  ['text', ' '],
  ['text', 1],
  ['boolean', 'true'],
  ['integer', 1.5],
  ['integer', '1'],
  ['decimal', 12.5],
  ['decimal', '1e3'],
  ['decimal', '1,000'],
  ['date', '2023-02-29'],
  ['date', '2023-2-1'],
  ['texts', []],
  ['texts', 'a'],
  ['text', null],
] as const)('%s: %j is not one', (type, value) => {
  expect(faultOf(scalar(type), value)).toEqual(['said', 'WRONG_TYPE']);
});

describe('entries', () => {
  test('are taken with what is declared of them, required fields among it', () => {
    expect(
      faultOf(lines, [{ price: '1' }, { price: '2.00', facility: '100', starts: '2026-01-01' }]),
    ).toBeUndefined();
  });

  test.each([
    [[{ facility: '100' }], 'said[0].price', 'MISSING'],
    [[{ price: '1' }, { price: 1 }], 'said[1].price', 'WRONG_TYPE'],
    [[{ price: '1', colour: 'red' }], 'said[0]', 'UNKNOWN_FIELD'],
    [[{ price: '1', constructor: 'x' }], 'said[0]', 'UNKNOWN_FIELD'],
    [['1'], 'said[0]', 'WRONG_TYPE'],
    [{ price: '1' }, 'said', 'WRONG_TYPE'],
    [[{ price: '1', starts: '2026-02-01', ends: '2026-02-01' }], 'said[0].ends', 'BAD_DATE'],
  ])('%j: %s %s', (value, field, problem) => {
    expect(faultOf(lines, value)).toEqual([field, problem]);
  });
});

test('whatever JSON holds is taken or refused, and no message repeats it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const attribute of [scalar('text'), scalar('texts'), scalar('decimal'), lines]) {
        const fault = faultOfValue('said', attribute, value);
        const text = typeof value === 'string' ? value : '';
        if (fault && text.length > 20) expect(fault.message).not.toContain(text);
      }
    }),
  );
});
