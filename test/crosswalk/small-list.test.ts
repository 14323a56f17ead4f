import { expect, test } from 'vitest';
import { nearlyCalled } from '../../src/crosswalk/small-list.js';

const places = [
  { code: 'ICU-2', display: 'INTENSIVE CARE UNIT 2 NORTH' },
  { code: 'CATH', display: 'CATHETERIZATION LABORATORY' },
  { code: 'OR-1', display: 'OPERATING ROOM 1' },
  { code: 'OR-2', display: 'OPERATING ROOM 2' },
  { code: 'DOCK', display: null },
];
const codes = (search: string, most = 10) => nearlyCalled(places, search, most).map(({ code }) => code);

test('a slip of the finger is forgiven, in capitals or not, anywhere in the name', () => {
  expect(codes('intnsive')).toEqual(['ICU-2']);
  expect(codes('labratory')).toEqual(['CATH']);
  expect(codes('operting room')).toEqual(['OR-1', 'OR-2']);
  expect(codes('dokc')).toEqual(['DOCK']);
});

test('what is nothing like it is not found, nor is anything by two letters or by a whole text', () => {
  expect(codes('pharmacy')).toEqual([]);
  expect(codes('or')).toEqual([]);
  expect(codes('OPERATING ROOM '.repeat(10))).toEqual([]);
});

test('the nearest come first, equally near ones by code, as many as asked for, whatever the order of the list', () => {
  expect(codes('operating rom 2')[0]).toBe('OR-2');
  expect(codes('operting', 1)).toEqual(['OR-1']);
  expect(nearlyCalled([...places].reverse(), 'operting', 10).map(({ code }) => code)).toEqual([
    'OR-1',
    'OR-2',
  ]);
});
