import type { ResolveIndex } from '../index/resolve-index.js';
import { believedAt } from '../survivor.js';
import type { When } from '../walk-question.js';

/** More levels than any health system has: a circle, should one come about, ends here. */
const mostLevels = 32;

/** The golden record that a row stands for at a revision: after merges the survivor. */
export function survivorOf(index: ResolveIndex, record: number, pin: number): number {
  return believedAt(index, record, pin)?.record ?? record;
}

/** A golden record and what it lies in on a day, the nearest first. */
export function* upwards(index: ResolveIndex, record: number, when: When): Generator<number> {
  let place = survivorOf(index, record, when.pin);
  for (let level = 0; level < mostLevels; level++) {
    yield place;
    const parent = index.places.parentOf(place, when);
    if (parent === -1) return;
    place = survivorOf(index, parent, when.pin);
  }
}

/** Whether `inner` is `outer`, or lies in it on that day. */
export function covers(index: ResolveIndex, outer: number, inner: number, when: When): boolean {
  const wanted = survivorOf(index, outer, when.pin);
  for (const place of upwards(index, inner, when)) if (place === wanted) return true;
  return false;
}

/** A golden record and all that were merged into it, at a revision: what was said of those is said of it. */
export function mergedInto(index: ResolveIndex, record: number, pin: number): number[] {
  const all = [record];
  for (const each of all) {
    for (const row of index.redirects.into(each, pin)) {
      const merged = index.redirects.mergedOf(row);
      if (!all.includes(merged)) all.push(merged);
    }
  }
  return all;
}
