import { ABBREVIATION_LINES } from './abbreviation-list.js';
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

const CHUNK = /(?:[^\s,;()[\]{}]|(?<=\d),(?=\d{3}(?!\d)))+/g;
/** W/20CM, W/O RING: a preposition glued to what it governs. */
const GLUED_PREPOSITION = /^(W\/O|W\/)(?=.)/;

/** The words of a line with their abbreviations expanded. A short form of two meanings is decided by the words around it
 *  where the list names them, and by them alone; else both readings stand: never a guess. */
export function readWords(line: string): readonly ReadWord[] {
  const chunks = (foldText(line).text.match(CHUNK) ?? []).flatMap(splitPreposition);
  const written = chunks.flatMap((chunk) => (ABBREVIATIONS.has(chunk) ? [chunk] : splitChunk(chunk)));
  const around = new Set(written);
  return written.map((word) => ({ written: word, readings: readingsOf(word, around) }));
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

function readingsOf(word: string, around: ReadonlySet<string>): readonly (readonly string[])[] {
  const readings = ABBREVIATIONS.get(word);
  if (!readings) return [[word]];
  const spokenFor = readings.filter(({ cues }) => [...cues].some((cue) => cue !== word && around.has(cue)));
  return (spokenFor.length > 0 ? spokenFor : readings).map(({ words }) => words);
}

/** All words under which a line can be found: every reading of every word, each once, in the order of the line. */
export function comparableWords(line: string): readonly string[] {
  return [...new Set(readWords(line).flatMap(({ readings }) => readings.flat()))];
}
