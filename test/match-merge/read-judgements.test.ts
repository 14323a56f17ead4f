import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readJudgements } from '../../src/match-merge/tables/read-judgements.js';

const known = new Set(['A', 'B', 'C,1']);
const read = (text: string) => readJudgements(Readable.from([Buffer.from(text)]), known);

test('columns may stand in any order, with others among them', async () => {
  expect(await read('﻿verdict,who,b,a\nsame,x,B,A\ndifferent,y,"C,1",B\n')).toEqual({
    kind: 'read',
    judgements: [
      { a: 'A', b: 'B', verdict: 'same' },
      { a: 'B', b: 'C,1', verdict: 'different' },
    ],
  });
});

test('a header alone is no judgement', async () => {
  expect(await read('a,b,verdict\n')).toEqual({ kind: 'read', judgements: [] });
});

test.each([
  ['', 'The file is empty.'],
  ['a,other,verdict\n', 'There is no column "b"; there are: a, other, verdict.'],
  ['a,b,verdict\nA,B,same\nA,Z,same\n', 'Row 2: there is no record with the id "Z".'],
  ['a,b,verdict\nA,A,different\n', 'Row 1: both ids are "A".'],
  ['a,b,verdict\nA,B,Same\n', 'Row 1: the verdict is "Same", not same or different.'],
  ['a,b,verdict\nA,B\n', 'Row 1: the verdict is "", not same or different.'],
])('%j is refused: %s', async (text, sentence) => {
  expect(await read(text)).toEqual({ kind: 'refused', sentence });
});

test('of two tables a is an id of the left one and b of the right one, and equal ids are two records', async () => {
  const sides = { a: new Set(['A', 'B']), b: new Set(['A', 'C']) };
  const readTwo = (text: string) => readJudgements(Readable.from([Buffer.from(text)]), sides);
  expect(await readTwo('a,b,verdict\nA,A,same\n')).toMatchObject({ kind: 'read' });
  expect(await readTwo('a,b,verdict\nC,A,same\n')).toEqual({
    kind: 'refused',
    sentence: 'Row 1: there is no record with the id "C" on the left.',
  });
  expect(await readTwo('a,b,verdict\nA,B,same\n')).toEqual({
    kind: 'refused',
    sentence: 'Row 1: there is no record with the id "B" on the right.',
  });
});
