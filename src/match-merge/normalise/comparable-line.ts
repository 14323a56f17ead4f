import { normalText } from '../text/normal-text.js';
import { type ChunkWord, expandWords, wordsOfChunk } from './abbreviations.js';
import { chunkEnd, chunkStart, isSeparator } from './chunks.js';
import { mayNameBrand, substancesIn } from './drug-names.js';
import type { Feature } from './feature.js';
import { remembered } from './remembered.js';
import { foldText } from './text.js';

const CHUNK = /[^\s,;()[\]{}|]+/g;
const DIGIT = /\d/;
const shortestCode = 5;

/** A line under the words it can be found by: as it is written, and with abbreviations expanded, every reading of a word
 *  that has several, and the catalog numbers in it also without what stands between their characters: `E1601-48` is
 *  `E160148` too. What is written counts twice, for a reading may be the wrong one. */
export function comparableLine(line: string): string {
  const folded = foldText(line);
  const { text } = folded;
  const words: ChunkWord[] = [];
  const codes: string[] = [];
  let namesBrand = false;
  for (let start = chunkStart(text, 0); start < text.length; ) {
    const end = chunkEnd(text, start);
    if (!isSeparator(text, start)) {
      const chunk = readChunk(text, start, end);
      for (const word of chunk.words) words.push(word);
      for (const code of chunk.codes) codes.push(code);
      namesBrand ||= chunk.namesBrand;
    }
    start = chunkStart(text, end);
  }
  const all = [line];
  for (const word of expandWords(words)) all.push(word);
  if (namesBrand || !folded.plain) all.push(...substancesIn(line));
  // Codes keep the letters they are written with.
  if (line === text) all.push(...codes);
  else if (codes.length > 0 || !folded.plain) all.push(...joinedCodes(line));
  return all.join(' ');
}

/** A chunk of a folded line as it reads wherever it stands. */
interface Chunk {
  readonly words: readonly ChunkWord[];
  readonly codes: readonly string[];
  /** Whether one of its words may be the name of a brand, or the first word of one. */
  readonly namesBrand: boolean;
}

const readChunk = remembered(
  (chunk: string): Chunk => ({
    words: wordsOfChunk(chunk),
    codes: joinedCodes(chunk),
    namesBrand: mayNameBrand(chunk),
  }),
);

/** The same of what is left of a line when its features are taken out: what the thing is, not how much of it. The whole
 *  line where nothing is left. */
export function comparableName(line: string, features: readonly Feature[]): string {
  const name = comparableLine(withoutFeatures(line, features));
  return /[A-Z]{2}/i.test(name) || /\p{L}{2}/u.test(normalText(name)) ? name : comparableLine(line);
}

/** The catalog numbers and other codes of a line, in capital letters and digits, with spaces between: what holds a digit
 *  and is no feature. */
export function codesOfLine(line: string, features: readonly Feature[]): string {
  if (!DIGIT.test(line)) return '';
  const codes = (withoutFeatures(line, features).toUpperCase().match(CHUNK) ?? [])
    .map((chunk) => chunk.replace(/[^\p{L}\p{N}]+/gu, ''))
    .filter((code) => code.length >= shortestCode && /\d/.test(code));
  return [...new Set(codes)].join(' ');
}

function withoutFeatures(line: string, features: readonly Feature[]): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of features) {
    if (start > from) rest += `${line.slice(from, start)} `;
    from = Math.max(from, end);
  }
  return rest + line.slice(from);
}

/** Catalog numbers and the like written in pieces, in one. */
function joinedCodes(line: string): readonly string[] {
  return (line.match(CHUNK) ?? []).flatMap((chunk) => {
    const joined = chunk.replace(/[^\p{L}\p{N}]+/gu, '');
    const isCode = joined !== chunk && joined.length >= shortestCode && /\d.*\d/.test(joined);
    return isCode && !/[%/"']/.test(chunk) ? [joined] : [];
  });
}
