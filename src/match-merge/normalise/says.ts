import { COUNTED, PACKAGES } from './package-words.js';
import { isListed } from './word-list.js';

/** What the pieces of a line may be read as, by bits: a line without the bit holds nothing for that reader. */
export const Says = {
  number: 1,
  /** A number with a slash, as in 1 1/2. */
  fraction: 2,
  /** A word, or the first one of a phrase, of the word list. */
  listed: 4,
  /** A package, or a word that counts. */
  package: 8,
  /** SZ, SIZE. */
  size: 16,
} as const;

export const SIZE_WORDS: ReadonlySet<string> = new Set(['SZ', 'SIZE', 'SIZ']);

/** Bits of one piece. */
export function saidBy(kind: 'number' | 'word' | 'sign' | 'code', text: string): number {
  if (kind === 'number') return text.includes('/') ? Says.number | Says.fraction : Says.number;
  if (kind !== 'word') return 0;
  const counts = PACKAGES.has(text) || COUNTED.has(text);
  return (
    (isListed(text) ? Says.listed : 0) | (counts ? Says.package : 0) | (SIZE_WORDS.has(text) ? Says.size : 0)
  );
}
