import { normalText, wordsOf } from '../text/normal-text.js';
import { dayOf, numberOf, yearOf } from './cell-values.js';

/** What the values of a column are, and so by which comparator they are compared. */
export type ColumnKind =
  /** A name, a title, an address line: a few words. */
  | 'text'
  /** Sentences. */
  | 'long text'
  | 'date'
  | 'number'
  /** One word that stands for one thing: an item number, a telephone number, a postcode, a mail address. */
  | 'code'
  /** Nothing to compare: empty, or one value throughout. */
  | 'nothing';

export interface ColumnProfile {
  readonly kind: ColumnKind;
  /** Cells that hold something. */
  readonly filled: number;
  /** Different values / filled cells, 0 to 1. */
  readonly distinct: number;
}

const looked = 5_000;
const nearlyAll = 0.85;
const longTextWords = 18;

/** What a column holds, by its values alone: what nearly all of (at most 5,000, evenly spread) filled cells are. */
export function profileColumn(cells: readonly string[]): ColumnProfile {
  const all = cells.filter((cell) => normalText(cell) !== '');
  const sample = evenly(all, looked);
  const distinct = sample.length === 0 ? 0 : new Set(sample).size / sample.length;
  return { kind: kindOf(sample, distinct), filled: all.length, distinct };
}

function kindOf(sample: readonly string[], distinct: number): ColumnKind {
  if (new Set(sample).size < 2) return 'nothing';
  const share = (test: (cell: string) => boolean) => sample.filter(test).length / sample.length;
  if (share((cell) => yearOf(cell) !== undefined) >= nearlyAll) return 'date';
  if (share((cell) => dayOf(cell) !== undefined) >= nearlyAll) return 'date';
  if (share(isPhone) >= nearlyAll) return 'code';
  if (share((cell) => numberOf(cell) !== undefined) >= nearlyAll)
    return share(isNumeral) >= nearlyAll && distinct > 0.5 ? 'code' : 'number';
  if (share(isCode) >= nearlyAll) return 'code';
  const words = sample.reduce((sum, cell) => sum + wordsOf(normalText(cell)).length, 0) / sample.length;
  return words > longTextWords ? 'long text' : 'text';
}

/** Four digits or more and nothing else: a number that names, not one that counts. */
function isNumeral(cell: string): boolean {
  return /^\d{4,}$/.test(cell.trim());
}

function isPhone(cell: string): boolean {
  const text = cell.trim();
  return /^[+(]?\d[\d ()/.+-]{6,}$/.test(text) && !/^\d+([.]\d+)?$/.test(text) && dayOf(text) === undefined;
}

/** One word, or two short ones as in a postcode, with a digit in it, or a mail address. */
function isCode(cell: string): boolean {
  const text = cell.trim();
  if (/^\S+@\S+$/.test(text)) return true;
  return /\d/.test(text) && (/^\S{2,24}$/.test(text) || /^\S{2,4} \S{2,4}$/.test(text));
}

function evenly(cells: readonly string[], count: number): readonly string[] {
  if (cells.length <= count) return cells;
  return Array.from({ length: count }, (_, k) => cells[Math.floor((k * cells.length) / count)]!);
}
