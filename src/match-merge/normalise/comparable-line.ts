import { normalText } from '../text/normal-text.js';
import { comparableWords } from './abbreviations.js';
import { substancesIn } from './drug-names.js';
import type { Feature } from './feature.js';

const CHUNK = /[^\s,;()[\]{}|]+/g;
const shortestCode = 5;

/** A line under the words it can be found by: as it is written, and with abbreviations expanded, every reading of a word
 *  that has several, and the catalog numbers in it also without what stands between their characters: `E1601-48` is
 *  `E160148` too. What is written counts twice, for a reading may be the wrong one. */
export function comparableLine(line: string): string {
  return [line, ...comparableWords(line), ...substancesIn(line), ...joinedCodes(line)].join(' ');
}

/** The same of what is left of a line when its features are taken out: what the thing is, not how much of it. The whole
 *  line where nothing is left. */
export function comparableName(line: string, features: readonly Feature[]): string {
  const name = comparableLine(withoutFeatures(line, features));
  return /\p{L}{2}/u.test(normalText(name)) ? name : comparableLine(line);
}

/** The catalog numbers and other codes of a line, in capital letters and digits, with spaces between: what holds a digit
 *  and is no feature. */
export function codesOfLine(line: string, features: readonly Feature[]): string {
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
