import { checkDigit } from '../sample-data/gs1.mjs';
import { randomFor } from '../sample-data/random.mjs';

/* Names and numbers that nobody bears, each once: made from an ordinal, so that none need be remembered. */

const CONSONANTS = [...'bcdfgklmnprstvwxz', 'th', 'br', 'st'];
const VOWELS = [...'aeiou'];
const ENDINGS = ['', 'n', 'x', 'r', 'l'];
const SYLLABLES = CONSONANTS.length * VOWELS.length;

/** How many names there are. */
export const NAMES = SYLLABLES ** 3;

/** How many catalog numbers there are. */
export const NUMBERS = 10 ** 7;

/** The whole numbers below `size` in another order: `(at) => place`. `size` × `size` must be a safe integer. */
export function permutation(size, key) {
  const random = randomFor(key);
  const offset = random.below(size);
  let factor = Math.floor(size * 0.618) + random.below(Math.ceil(size / 10));
  while (divisor(factor, size) !== 1) factor++;
  return (at) => (factor * at + offset) % size;
}

/** The word of an ordinal below `NAMES`: three syllables and an ending. */
export function nameOf(ordinal) {
  const syllable = (at) => CONSONANTS[Math.floor(at / VOWELS.length)] + VOWELS[at % VOWELS.length];
  const first = Math.floor(ordinal / SYLLABLES ** 2);
  const second = Math.floor(ordinal / SYLLABLES) % SYLLABLES;
  const word = [first, second, ordinal % SYLLABLES].map(syllable).join('');
  return word[0].toUpperCase() + word.slice(1) + ENDINGS[ordinal % ENDINGS.length];
}

/** A catalog number in the shape of another: its letters and dashes, other digits. Eight digits tell `ordinal`, below
 *  `NUMBERS`, and check each other, so that two numbers differ in two digits at least: one wrong digit is nobody's. */
export function numberLike(shape, ordinal) {
  const told = String(ordinal).padStart(7, '0');
  const digits = told + checkDigit(told);
  let at = 0;
  const filled = shape.replace(/\d/g, () => digits[at++] ?? '') + digits.slice(at);
  return filled.replace(/([^A-Za-z0-9])[^A-Za-z0-9]+/g, '$1').replace(/[^A-Za-z0-9]+$/, '');
}

function divisor(a, b) {
  return b === 0 ? a : divisor(b, a % b);
}
