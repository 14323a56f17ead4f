import { normalCode } from '../compare/code-comparator.js';
import type { Attribute } from '../tables/align-columns.js';
import { dayOf, numberOf, yearOf } from '../tables/cell-values.js';
import { Features } from '../text/features.js';
import { normalText } from '../text/normal-text.js';

/** What names say of an attribute; each attribute has kinds of its own. */
const Kind = {
  value: 1,
  piece: 2,
  year: 3,
  month: 4,
  dayOfYear: 5,
  grid: 6,
  shiftedGrid: 7,
} as const;
const kinds = 8;

/** Features of a whole record for the search of candidates. Words of all its texts lie in one bag, so that a value in
 *  the wrong column is still found; numbers and dates are put on two grids shifted by half a step, so that values near
 *  each other share at least one place. */
export function recordFeatures(
  attributes: readonly Pick<Attribute, 'kind'>[],
  cells: readonly string[],
  features = new Features(),
): Features {
  features.clear();
  attributes.forEach(({ kind }, at) => {
    const cell = cells[at]!;
    if (cell === '') return;
    switch (kind) {
      case 'text':
        features.addText(normalText(cell));
        break;
      case 'long text':
        break;
      case 'code':
        addCode(features, at, normalCode(cell));
        break;
      case 'date':
        addDate(features, at, cell);
        break;
      case 'number':
        addNumber(features, at, cell);
        break;
      default:
        kind satisfies never;
    }
  });
  return features;
}

function addCode(features: Features, at: number, code: string): void {
  if (code === '') return;
  features.addName(at * kinds + Kind.value, code);
  const padded = `^${code}$`;
  for (let k = 0; k + 4 <= padded.length; k++) features.addName(at * kinds + Kind.piece, padded, k, k + 4);
}

function addDate(features: Features, at: number, cell: string): void {
  const add = (kind: number, name: string | number) => features.addName(at * kinds + kind, String(name));
  const year = yearOf(cell);
  if (year !== undefined) {
    add(Kind.year, year);
    return;
  }
  const day = dayOf(cell);
  const digits = cell.replace(/\D+/g, '');
  if (day === undefined) {
    if (digits !== '') add(Kind.value, digits);
    return;
  }
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
  const [y, m, d] = text.split('-');
  const week = 6;
  add(Kind.value, text);
  add(Kind.year, y!);
  add(Kind.month, `${y}${m}`);
  add(Kind.dayOfYear, `${m}${d}`);
  add(Kind.grid, Math.floor(day / week));
  add(Kind.shiftedGrid, Math.floor((day + week / 2) / week));
}

const gridStep = Math.log(1.1);

function addNumber(features: Features, at: number, cell: string): void {
  const value = numberOf(cell);
  if (value === undefined) return;
  const add = (kind: number, name: string) => features.addName(at * kinds + kind, name);
  add(Kind.value, String(value));
  if (value === 0) return;
  const place = Math.log(Math.abs(value)) / gridStep;
  const sign = value < 0 ? '-' : '';
  add(Kind.grid, `${sign}${Math.floor(place)}`);
  add(Kind.shiftedGrid, `${sign}${Math.floor(place + 0.5)}`);
}
