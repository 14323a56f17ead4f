/* Chance that comes out the same on every machine: whole-number arithmetic only, no Math.random, no Math.log. */

/** A stream of its own for every key. So a rate that changes, or a row that is added, moves no other row. */
export function randomFor(key) {
  let state = hash(key);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, chance: (rate) => next() < rate, pick: (list) => list[below(list.length)] };
}

/** The list in another order; the same order for the same key. */
export function shuffled(list, key) {
  const random = randomFor(key);
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/** Code units, not a locale: a locale's order differs from machine to machine. */
export function byText(key) {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

/** FNV-1a, and a last mix so that keys differing in their last letter begin far apart. */
function hash(key) {
  let value = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return value ^ (value >>> 13);
}
