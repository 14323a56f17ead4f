import { parseRational, type Rational } from '../../units/rational.js';
import { chunkEnd, chunkStart } from './chunks.js';
import { contextBits, contextOf, type LineContext, togetherBits } from './line-context.js';
import { LINE_UNITS } from './line-units.js';
import { remembered } from './remembered.js';
import { Says, saidBy } from './says.js';
import { isListed } from './word-list.js';

/** One piece of a folded line, with its place in it. A `code` is a catalog number or the like: its digits are no sizes. */
export type Token =
  | {
      readonly kind: 'number';
      readonly value: Rational;
      readonly text: string;
      readonly start: number;
      readonly end: number;
      readonly glued: boolean;
      readonly listed: false;
    }
  | {
      readonly kind: 'word' | 'sign' | 'code';
      readonly value: null;
      readonly text: string;
      readonly start: number;
      readonly end: number;
      readonly glued: boolean;
      /** Whether the word list knows it, alone or as the beginning of a phrase. */
      readonly listed: boolean;
    };

/** A folded line in tokens, with what all of it says. */
export interface ReadTokens {
  readonly tokens: readonly Token[];
  readonly context: LineContext;
  /** Bits of `Says` that some token may have: which readers need not look at the line at all. */
  readonly says: number;
}

/** A token by its place in its chunk. */
type Piece = Pick<Token, 'kind' | 'value' | 'text' | 'listed'> & { readonly at: number };

/** A chunk as it reads wherever it stands. */
interface Chunk {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Whether it is a code; `unless-measured`: where no unit follows. */
  readonly code: 'yes' | 'no' | 'unless-measured';
  readonly context: number;
  readonly says: number;
  /** Whether the word list knows it as a code. */
  readonly listed: boolean;
}

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

/** Reads a folded line into tokens, in order; into none where nothing in it is of any interest. */
export function readTokens(text: string): ReadTokens {
  const chunks: Chunk[] = [];
  const starts: number[] = [];
  let says = 0;
  let context = 0;
  let before = 0;
  for (let start = chunkStart(text, 0); start < text.length; ) {
    const end = chunkEnd(text, start);
    const chunk = readChunk(text, start, end);
    chunks.push(chunk);
    starts.push(start);
    says |= chunk.says;
    context |= chunk.context | togetherBits(before, chunk.context);
    before = chunk.context;
    start = chunkStart(text, end);
  }
  const tokens = says === 0 ? NONE : tokensOf(text, chunks, starts);
  return {
    tokens: (says & Says.fraction) === 0 ? tokens : joinMixed(tokens),
    context: contextOf(context),
    says,
  };
}

const NONE: readonly Token[] = [];
const SPACE = 32;

function tokensOf(text: string, chunks: readonly Chunk[], starts: readonly number[]): readonly Token[] {
  const tokens: Token[] = [];
  for (let n = 0; n < chunks.length; n++) {
    const chunk = chunks[n]!;
    const start = starts[n]!;
    const end = start + chunk.text.length;
    const glued = start > 0 && text.charCodeAt(start - 1) !== SPACE;
    if (chunk.code === 'yes' || (chunk.code === 'unless-measured' && !unitBegins(text, end)))
      tokens.push({ kind: 'code', value: null, text: chunk.text, start, end, glued, listed: chunk.listed });
    else for (const piece of chunk.pieces) tokens.push(tokenOf(piece, start, glued));
  }
  return tokens;
}

function tokenOf({ kind, value, text, listed, at }: Piece, chunkStart: number, chunkGlued: boolean): Token {
  const start = chunkStart + at;
  return { kind, value, text, start, end: start + text.length, glued: at > 0 || chunkGlued, listed } as Token;
}

const readChunk = remembered((chunk: string): Chunk => {
  const pieces = readPieces(chunk);
  const code = codeOf(chunk, pieces);
  const listed = isListed(chunk);
  const own = listed ? Says.listed : 0;
  return {
    text: chunk,
    pieces: code === 'yes' ? [] : pieces,
    code,
    context: contextBits(chunk),
    says: code === 'yes' ? own : pieces.reduce((bits, { kind, text }) => bits | saidBy(kind, text), own),
    listed,
  };
});

function at(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}

const PLAIN_WORD = /^[A-Z]+$/;

function readPieces(chunk: string): Piece[] {
  if (PLAIN_WORD.test(chunk)) return [wordPiece(chunk, 0)];
  const pieces: Piece[] = [];
  for (let i = 0; i < chunk.length; ) {
    const number = at(NUMBER, chunk, i);
    const value = number === undefined ? null : parseRational(`0${number.replaceAll(',', '')}`);
    if (number !== undefined && value !== null) {
      pieces.push({ kind: 'number', value, text: number, listed: false, at: i });
      i += number.length;
      continue;
    }
    const word = at(FLUID, chunk, i) ?? at(WORD, chunk, i);
    for (const part of word === undefined ? [] : splitUnits(word, pieces.at(-1))) {
      pieces.push(wordPiece(part, i));
      i += part.length;
    }
    if (word !== undefined) continue;
    const sign = String.fromCodePoint(chunk.codePointAt(i) ?? 0);
    pieces.push({ kind: 'sign', value: null, text: sign, listed: false, at: i });
    i += sign.length;
  }
  return pieces;
}

function wordPiece(text: string, at: number): Piece {
  return { kind: 'word', value: null, text, listed: isListed(text), at };
}

/** `FX` of 16FX5CC is a unit and a cross; `MMBLU` a unit and a colour. */
function splitUnits(word: string, before: Piece | undefined): readonly string[] {
  if (before?.kind !== 'number') return [word];
  const unit = word.slice(0, -1);
  if (word.endsWith('X') && LINE_UNITS.has(unit)) return [unit, 'X'];
  if (/^X\p{L}{2,}/u.test(word)) return ['X', word.slice(1)];
  const open = OPEN_ENDED.exec(word)?.[0];
  return open !== undefined && !LINE_UNITS.has(word) ? [open, word.slice(open.length)] : [word];
}

/** Is the chunk a catalog number or another code? Letters run straight into digits where no unit explains it, a digit
 *  run is long, or hyphens join numbers of a kind no strength has, and no unit follows. */
function codeOf(chunk: string, pieces: readonly Piece[]): Chunk['code'] {
  if (!/\d/.test(chunk)) return 'no';
  for (let i = 1; i < pieces.length; i++) {
    const left = pieces[i - 1] as Piece;
    const right = pieces[i] as Piece;
    if (left.kind === 'word' && right.kind === 'number' && !mayPrecede(left, pieces[i - 2], right))
      return 'yes';
    if (left.kind === 'number' && right.kind === 'word' && !mayFollow(right, pieces[i + 1])) return 'yes';
    if (left.kind === 'number' && right.kind === 'number') return 'yes';
  }
  if (pieces.some(({ text }) => text === ':') || !looksLikeCode(pieces)) return 'no';
  if (pieces.at(-1)?.kind === 'number') return 'unless-measured';
  return /\d[A-Z]*-[A-Z]{3,}$/.test(chunk) ? 'yes' : 'no';
}

function looksLikeCode(pieces: readonly Piece[]): boolean {
  const numbers = pieces.filter((piece) => piece.kind === 'number');
  if (numbers.some(({ text }) => /^\d{6,}$/.test(text))) return true;
  const hyphens = pieces.some((piece) => piece.kind === 'sign' && /[-.#]/.test(piece.text));
  if (!hyphens || pieces.some(({ text }) => LINE_UNITS.has(text) || text === '%')) return false;
  return numbers.length > 2 || numbers.some(({ text }) => /^(?:0\d+|\d{4,})$/.test(text));
}

function mayPrecede(word: Piece, before: Piece | undefined, number: Piece): boolean {
  if (word.text === 'X' || (before?.kind === 'number' && LINE_UNITS.has(word.text))) return true;
  return before === undefined && PREFIXES.has(word.text) && number.text.length <= 4;
}

function mayFollow(word: Piece, after: Piece | undefined): boolean {
  if (!LINE_UNITS.has(word.text)) return COUNTERS.has(word.text);
  // 12D3 is a code, 3MM150CM two sizes.
  return after?.kind !== 'number' || word.text.length > 1;
}

const UNIT_BEGINS = / *(?:-[\d.]+)? *-?(?:([A-Z]+)(?![A-Z])|%)/y;
function unitBegins(text: string, from: number): boolean {
  UNIT_BEGINS.lastIndex = from;
  const match = UNIT_BEGINS.exec(text);
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
