import { parseRational, type Rational } from '../../units/rational.js';
import { LINE_UNITS } from './line-units.js';

/** One piece of a folded line, with its place in it. A `code` is a catalog number or the like: its digits are no sizes. */
export type Token =
  | {
      readonly kind: 'number';
      readonly value: Rational;
      readonly text: string;
      readonly start: number;
      readonly end: number;
      readonly glued: boolean;
    }
  | {
      readonly kind: 'word' | 'sign' | 'code';
      readonly text: string;
      readonly start: number;
      readonly end: number;
      readonly glued: boolean;
    };

/** A run without white space, commas and brackets; the comma of 1,000 belongs to its number. */
const CHUNK = /(?:[^\s,;()[\]{}]|(?<=\d),(?=\d{3}(?!\d)))+|[,;()[\]{}]/gu;
const NUMBER = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+\/(?:2|3|4|8|16|32|64)(?![\d.])|\d*\.\d+|\d+/y;
const WORD = /(?:[\p{L}\p{M}]|(?<=[\p{L}])'(?=S(?!\p{L})))+/uy;

/** Words with a digit that are no codes. */
const FLUID = /(?:D\d{1,2}W|D5NS|D5LR|H2O)(?![\p{L}\d])/uy;

/** Words that may stand directly before their number: PK100, SZ6, X3. */
const PREFIXES = new Set([
  'X',
  'PK',
  'BX',
  'PKG',
  'SZ',
  'SIZE',
  'SIZ',
  'CT',
  'EA',
  'CS',
  'OD',
  'ID',
  'DIA',
  'L',
  'W',
  'QTY',
  'PER',
  'FR',
]);
/** Words beside units that may stand directly behind their number: 12CT, 10PK. */
const COUNTERS = new Set([
  'X',
  'CT',
  'PK',
  'PC',
  'PCS',
  'EA',
  'BX',
  'CS',
  'PR',
  'DZ',
  'PACK',
  'EACH',
  'COUNT',
  'ST',
  'TH',
  'K',
]);
/** Units that a colour or another word may follow without a space: .3MMBLU. */
const OPEN_ENDED = /^(MM|CM)(?=\p{L}{3})/u;

/** Reads a folded line into tokens, in order. */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(CHUNK)) {
    const start = match.index;
    const found = match[0];
    const end = start + found.length;
    const glued = start > 0 && text[start - 1] !== ' ';
    const pieces = readPieces(found, start, glued);
    if (isCode(found, pieces, text.slice(end))) {
      tokens.push({ kind: 'code', text: found, start, end, glued });
    } else {
      tokens.push(...pieces);
    }
  }
  return joinMixed(tokens);
}

function at(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}

function readPieces(chunk: string, offset: number, firstGlued: boolean): Token[] {
  const pieces: Token[] = [];
  for (let i = 0; i < chunk.length; ) {
    const glued = i > 0 || firstGlued;
    const number = at(NUMBER, chunk, i);
    const value = number === undefined ? null : parseRational(`0${number.replaceAll(',', '')}`);
    if (number !== undefined && value !== null) {
      pieces.push({
        kind: 'number',
        value,
        text: number,
        start: offset + i,
        end: offset + i + number.length,
        glued,
      });
      i += number.length;
      continue;
    }
    const word = at(FLUID, chunk, i) ?? at(WORD, chunk, i);
    for (const part of word === undefined ? [] : splitUnits(word, pieces.at(-1))) {
      pieces.push({
        kind: 'word',
        text: part,
        start: offset + i,
        end: offset + i + part.length,
        glued: i > 0 || firstGlued,
      });
      i += part.length;
    }
    if (word !== undefined) continue;
    const sign = String.fromCodePoint(chunk.codePointAt(i) ?? 0);
    pieces.push({ kind: 'sign', text: sign, start: offset + i, end: offset + i + sign.length, glued });
    i += sign.length;
  }
  return pieces;
}

/** `FX` of 16FX5CC is a unit and a cross; `MMBLU` a unit and a colour. */
function splitUnits(word: string, before: Token | undefined): readonly string[] {
  if (before?.kind !== 'number') return [word];
  const unit = word.slice(0, -1);
  if (word.endsWith('X') && LINE_UNITS.has(unit)) return [unit, 'X'];
  if (/^X\p{L}{2,}/u.test(word)) return ['X', word.slice(1)];
  const open = OPEN_ENDED.exec(word)?.[0];
  return open !== undefined && !LINE_UNITS.has(word) ? [open, word.slice(open.length)] : [word];
}

/** Is the chunk a catalog number or another code? Letters run straight into digits where no unit explains it, a digit
 *  run is long, or hyphens join numbers of a kind no strength has, and no unit follows. */
function isCode(chunk: string, pieces: readonly Token[], rest: string): boolean {
  if (!/\d/.test(chunk)) return false;
  for (let i = 1; i < pieces.length; i++) {
    const left = pieces[i - 1] as Token;
    const right = pieces[i] as Token;
    if (left.kind === 'word' && right.kind === 'number' && !mayPrecede(left, pieces[i - 2], right))
      return true;
    if (left.kind === 'number' && right.kind === 'word' && !mayFollow(right, pieces[i + 1])) return true;
    if (left.kind === 'number' && right.kind === 'number') return true;
  }
  const numbers = pieces.filter((piece) => piece.kind === 'number');
  if (pieces.some(({ text }) => text === ':')) return false;
  const measured = pieces.at(-1)?.kind !== 'number' || unitBegins(rest);
  if (measured && !/\d[A-Z]*-[A-Z]{3,}$/.test(chunk)) return false;
  if (numbers.some(({ text }) => /^\d{6,}$/.test(text))) return true;
  const hyphens = pieces.some((piece) => piece.kind === 'sign' && /[-.#]/.test(piece.text));
  if (!hyphens || pieces.some(({ text }) => LINE_UNITS.has(text) || text === '%')) return false;
  return numbers.length > 2 || numbers.some(({ text }) => /^(?:0\d+|\d{4,})$/.test(text));
}

function mayPrecede(word: Token, before: Token | undefined, number: Token): boolean {
  if (word.text === 'X' || (before?.kind === 'number' && LINE_UNITS.has(word.text))) return true;
  return before === undefined && PREFIXES.has(word.text) && number.text.length <= 4;
}

function mayFollow(word: Token, after: Token | undefined): boolean {
  if (!LINE_UNITS.has(word.text)) return COUNTERS.has(word.text);
  // 12D3 is a code, 3MM150CM two sizes.
  return after?.kind !== 'number' || word.text.length > 1;
}

const UNIT_BEGINS = /^ *(?:-[\d.]+)? *-?(?:([A-Z]+)(?![A-Z])|%)/;
function unitBegins(rest: string): boolean {
  const match = UNIT_BEGINS.exec(rest);
  if (!match) return false;
  const word = match[1];
  return word === undefined || word === 'MILLION' || (LINE_UNITS.has(word) && word !== 'D' && word !== 'H');
}

/** `1 1/2` and `1-1/2` are one number. */
function joinMixed(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const hyphen = tokens[i + 1]?.text === '-' ? 1 : 0;
    const next = tokens[i + 1 + hyphen];
    const gap = next === undefined ? 0 : next.start - token.end;
    if (token.kind === 'number' && next?.kind === 'number' && gap === 1 && /^\d+$/.test(token.text)) {
      const fraction = /^(\d+)\/(\d+)$/.exec(next.text);
      const value =
        fraction && Number(fraction[1]) < Number(fraction[2]) ? mixedValue(token.text, next.text) : null;
      if (value) {
        joined.push({ ...token, value, end: next.end, text: `${token.text} ${next.text}` });
        i += 1 + hyphen;
        continue;
      }
    }
    joined.push(token);
  }
  return joined;
}

function mixedValue(whole: string, fraction: string): Rational | null {
  const [above = '', below = ''] = fraction.split('/');
  return parseRational(`${BigInt(whole) * BigInt(below) + BigInt(above)}/${below}`);
}
