import { ABBREVIATION_LINES } from './abbreviation-list.js';
import { chunkEnd, chunkStart, isSeparator } from './chunks.js';
import { remembered } from './remembered.js';
import { comparableText, foldText } from './text.js';

/** One thing an abbreviation may stand for. */
export interface Reading {
  readonly words: readonly string[];
  /** Words of the line that speak for this reading. */
  readonly cues: ReadonlySet<string>;
}

/** A word of a line with what it may stand for: one reading where that is sure, all of them where it is not. */
export interface ReadWord {
  /** As in the folded line. */
  readonly written: string;
  readonly readings: readonly (readonly string[])[];
}

/** Abbreviation to its readings, from `abbreviation-list.ts`. */
export const ABBREVIATIONS: ReadonlyMap<string, readonly Reading[]> = readLines();

function readLines(): ReadonlyMap<string, readonly Reading[]> {
  const table = new Map<string, readonly Reading[]>();
  for (const line of ABBREVIATION_LINES.split('\n').filter((each) => each !== '')) {
    const [short = '', readings = ''] = line.split(' = ');
    if (table.has(short)) throw new Error(`the abbreviation ${short} stands twice in the list`);
    table.set(short, readings.split(' | ').map(readReading));
  }
  return table;
}

function readReading(text: string): Reading {
  const [words = '', cues = ''] = text.split(' ? ');
  return { words: words.trim().split(' '), cues: new Set(cues.split(' ').filter(Boolean)) };
}

/** A word of a chunk, before the words around it are known. */
export interface ChunkWord {
  /** As in the folded line. */
  readonly written: string;
  /** Every reading, and all their words. */
  readonly readings: readonly (readonly string[])[];
  readonly expanded: readonly string[];
  /** The readings with their cues, where words of the line may speak for one of them. */
  readonly cued: readonly Reading[] | null;
}

/** W/20CM, W/O RING: a preposition glued to what it governs. */
const GLUED_PREPOSITION = /^(W\/O|W\/)(?=.)/;

/** The words of one chunk of a folded line. */
export function wordsOfChunk(chunk: string): readonly ChunkWord[] {
  return splitPreposition(chunk)
    .flatMap((part) => (ABBREVIATIONS.has(part) ? [part] : splitChunk(part)))
    .map((written) => {
      const all = ABBREVIATIONS.get(written);
      const readings = all?.map(({ words }) => words) ?? [[written]];
      const cued = all?.some(({ cues }) => cues.size > 0) ? all : null;
      return { written, readings, expanded: readings.flat(), cued };
    });
}

const rememberedWords = remembered(wordsOfChunk);

/** The words of a line with their abbreviations expanded. A short form of two meanings is decided by the words around it
 *  where the list names them, and by them alone; else both readings stand: never a guess. */
export function readWords(line: string): readonly ReadWord[] {
  const words = wordsOfLine(line);
  const around = new Set(words.map(({ written }) => written));
  return words.map((word) => ({ written: word.written, readings: readingsOf(word, around) }));
}

function wordsOfLine(line: string): readonly ChunkWord[] {
  const { text } = foldText(line);
  const words: ChunkWord[] = [];
  for (let start = chunkStart(text, 0); start < text.length; ) {
    const end = chunkEnd(text, start);
    if (!isSeparator(text, start)) words.push(...rememberedWords(text, start, end));
    start = chunkStart(text, end);
  }
  return words;
}

function splitPreposition(chunk: string): readonly string[] {
  const preposition = GLUED_PREPOSITION.exec(chunk)?.[1];
  return preposition === undefined || ABBREVIATIONS.has(chunk)
    ? [chunk]
    : [preposition, chunk.slice(preposition.length)];
}

/** `NEOMY-POLYMYX` is two words; `16FR` stays one, and so does a catalog number. */
function splitChunk(chunk: string): readonly string[] {
  const comparable = comparableText(chunk);
  if (comparable === '') return [];
  return comparable
    .split(' ')
    .flatMap((word) => (/\d/.test(word) ? splitDigits(word) : word.split(/[-/]+/)))
    .filter(Boolean);
}

/** `SOLN-10ML` and `50MG/ML`: letters before a hyphen are a word of their own, a figure keeps its unit. */
function splitDigits(word: string): readonly string[] {
  const match = /^([A-Z]{3,})-(\d.*)$/.exec(word);
  return match ? [match[1] as string, match[2] as string] : [word];
}

function readingsOf(
  { written, readings, cued }: ChunkWord,
  around: ReadonlySet<string>,
): readonly (readonly string[])[] {
  if (!cued) return readings;
  const spokenFor = cued.filter(({ cues }) => [...cues].some((cue) => cue !== written && around.has(cue)));
  return spokenFor.length > 0 ? spokenFor.map(({ words }) => words) : readings;
}

/** All words under which a line can be found: every reading of every word, each once, in the order of the line. */
export function comparableWords(line: string): readonly string[] {
  return expandWords(wordsOfLine(line));
}

/** The same of the words of all chunks of a line. */
export function expandWords(words: readonly ChunkWord[]): readonly string[] {
  const all: string[] = [];
  const add = words.length > fewWords ? addAll : addNew;
  const around = words.some(({ cued }) => cued) ? new Set(words.map(({ written }) => written)) : NONE;
  for (const word of words) {
    if (!word.cued) add(all, word.expanded);
    else for (const reading of readingsOf(word, around)) add(all, reading);
  }
  return words.length > fewWords ? [...new Set(all)] : all;
}

const NONE: ReadonlySet<string> = new Set();

/** Up to so many words, to look through them is faster than a set. */
const fewWords = 24;

function addNew(all: string[], words: readonly string[]): void {
  for (const word of words) if (!all.includes(word)) all.push(word);
}

function addAll(all: string[], words: readonly string[]): void {
  for (const word of words) all.push(word);
}
