import { expect, test } from 'vitest';
import { pairOfIds } from '../../src/app/commands/pair-of-ids.js';

const table = (...ids: string[]) => ({ columns: [], cells: [], ids });

test('a pair of ids is read by the ids there are, also where these hold commas', () => {
  const left = table('A', 'B,1');
  const right = table('C', '2,D');
  expect(pairOfIds('A,C', left, right)).toEqual({ kind: 'pair', left: 'A', right: 'C' });
  expect(pairOfIds('B,1,2,D', left, right)).toEqual({ kind: 'pair', left: 'B,1', right: '2,D' });
});

test('what names no pair, or two, is refused in a sentence', () => {
  const said = (text: string, left: string[], right: string[]) =>
    pairOfIds(text, table(...left), table(...right));
  expect(said('A', ['A'], ['A'])).toMatchObject({ sentence: expect.stringContaining('LEFT,RIGHT') });
  expect(said('X,C', ['A'], ['C'])).toMatchObject({ sentence: expect.stringContaining('"X" on the left') });
  expect(said('A,X', ['A'], ['C'])).toMatchObject({ sentence: expect.stringContaining('"X" on the right') });
  expect(said('A,B,C', ['A', 'A,B'], ['C', 'B,C'])).toMatchObject({
    sentence: expect.stringContaining('2 pairs'),
  });
});
