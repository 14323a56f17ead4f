import { expect, test } from 'vitest';
import { finishAlone, Place, portions, workThrough } from '../../src/match-merge/threads/portions.js';

test('every portion is done once, whoever works, and all know how many are done', () => {
  const work = portions(7);
  const done: number[] = [];
  workThrough(work, () => (at) => done.push(at));
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(Atomics.load(work.progress, Place.done)).toBe(7);
});

test('what somebody took and never did is done by another one', () => {
  const work = portions(5);
  const dead = Atomics.add(work.progress, Place.next, 1);
  const done: number[] = [];
  workThrough(work, () => (at) => done.push(at));
  expect(done).not.toContain(dead);
  finishAlone(work, (at) => done.push(at));
  expect(done.sort()).toEqual([0, 1, 2, 3, 4]);
  expect(Atomics.load(work.progress, Place.done)).toBe(5);
});
