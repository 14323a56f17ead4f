import { normalCode } from '../compare/code-comparator.js';
import type { Attribute } from '../tables/align-columns.js';
import { dayOf, numberOf, yearOf } from '../tables/cell-values.js';
import { normalText } from '../text/normal-text.js';
import { textFeatures } from '../text/vectors.js';

/** Features of a whole record for the search of candidates. Words of all its texts lie in one bag, so that a value in
 *  the wrong column is still found; numbers and dates are put on two grids shifted by half a step, so that values near
 *  each other share at least one place. */
export function recordFeatures(attributes: readonly Attribute[], cells: readonly string[]): string[] {
  return attributes.flatMap((attribute, at) => {
    const cell = cells[at]!;
    if (cell === '') return [];
    switch (attribute.kind) {
      case 'text':
        return textFeatures(normalText(cell));
      case 'long text':
        return [];
      case 'code':
        return codeFeatures(at, normalCode(cell));
      case 'date':
        return dateFeatures(at, cell);
      case 'number':
        return numberFeatures(at, cell);
      default:
        attribute.kind satisfies never;
        return [];
    }
  });
}

function codeFeatures(at: number, code: string): string[] {
  if (code === '') return [];
  const padded = `^${code}$`;
  const pieces = Array.from(
    { length: Math.max(0, padded.length - 3) },
    (_, k) => `${at}~${padded.slice(k, k + 4)}`,
  );
  return [`${at}=${code}`, ...pieces];
}

function dateFeatures(at: number, cell: string): string[] {
  const year = yearOf(cell);
  if (year !== undefined) return [`${at}y${year}`];
  const day = dayOf(cell);
  const digits = cell.replace(/\D+/g, '');
  if (day === undefined) return digits === '' ? [] : [`${at}=${digits}`];
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
  const [y, m, d] = text.split('-');
  const week = 6;
  return [
    `${at}=${text}`,
    `${at}y${y}`,
    `${at}m${y}${m}`,
    `${at}d${m}${d}`,
    `${at}a${Math.floor(day / week)}`,
    `${at}b${Math.floor((day + week / 2) / week)}`,
  ];
}

const gridStep = Math.log(1.1);

function numberFeatures(at: number, cell: string): string[] {
  const value = numberOf(cell);
  if (value === undefined) return [];
  if (value === 0) return [`${at}=0`];
  const place = Math.log(Math.abs(value)) / gridStep;
  const sign = value < 0 ? '-' : '';
  return [`${at}=${value}`, `${at}a${sign}${Math.floor(place)}`, `${at}b${sign}${Math.floor(place + 0.5)}`];
}
