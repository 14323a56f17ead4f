import { expect, test } from 'vitest';
import { SharedCodeComparator } from '../../../src/match-merge/compare/shared-code-comparator.js';

const left = [
  'Sony Handycam HDR-SR12 camcorder',
  'Whirlpool washer WFW8300SWH',
  'Foley catheter 16 Fr',
  'Sony MDR EX55/BLK',
];
const described = ['', 'with 7 cycles', 'latex free', 'ear buds'];
const right = ['Camcorder', 'WFW8300SW Whirlpool', 'catheter 16 Fr', 'Headphones'];
const rightDescribed = ['HDRSR12 by Sony, 2008', '', '', 'MDREX55BLK'];

function comparatorOf(swapped: boolean): SharedCodeComparator {
  return new SharedCodeComparator(
    swapped
      ? [
          { left: right, right: left, oneTable: false },
          { left: rightDescribed, right: described, oneTable: false },
        ]
      : [
          { left, right, oneTable: false },
          { left: described, right: rightDescribed, oneTable: false },
        ],
  );
}

const comparator = comparatorOf(false);
const levelOf = (l: number, r: number) => {
  const place = comparator.place(l, r);
  return place < 0 ? 'no evidence' : comparator.levels[Math.floor(place)];
};

test('a code divided in any way, in the name here and in the description there, is one code', () => {
  expect(levelOf(0, 0)).toBe('shared by at most 1 pairs');
  expect(comparator.values(0, 0)).toEqual(['hdrsr12', 'hdrsr12']);
  expect(levelOf(3, 3)).toBe('shared by at most 1 pairs');
});

test('a code that goes on by letters is seen, and says less than the whole', () => {
  expect(levelOf(1, 1)).toBe('but for letters at the end, shared by at most 1 pairs');
  expect(comparator.place(1, 1)).toBeLessThan(comparator.place(0, 0));
});

test('different codes have nothing in common; a size or a year is no code', () => {
  expect(levelOf(0, 1)).toBe('none in common');
  expect(levelOf(2, 2)).toBe('no evidence');
});

test('neither table comes first', () => {
  const swapped = comparatorOf(true);
  for (let l = 0; l < left.length; l++)
    for (let r = 0; r < right.length; r++) expect(swapped.place(r, l)).toBe(comparator.place(l, r));
});
