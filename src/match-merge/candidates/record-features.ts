import { normalCode } from '../compare/code-comparator.js';
import type { Attribute } from '../tables/align-columns.js';
import { dayOf, numberOf, yearOf } from '../tables/cell-values.js';
import { Features } from '../text/features.js';
import { normalText } from '../text/normal-text.js';

/** Features of a whole record for the search of candidates. Words of all its texts lie in one bag, so that a value in
 *  the wrong column is still found; numbers and dates are put on two grids shifted by half a step, so that values near
 *  each other share at least one place. */
export function recordFeatures(
  attributes: readonly Pick<Attribute, 'kind'>[],
  cells: readonly string[],
): Features {
  const features = new Features();
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
        for (const name of dateFeatures(at, cell)) features.addName(name);
        break;
      case 'number':
        for (const name of numberFeatures(at, cell)) features.addName(name);
        break;
      default:
        kind satisfies never;
    }
  });
  return features;
}

function addCode(features: Features, at: number, code: string): void {
  if (code === '') return;
  features.addName(`${at}=${code}`);
  const padded = `^${code}$`;
  for (let k = 0; k + 4 <= padded.length; k++) features.addName(`${at}~${padded.slice(k, k + 4)}`);
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
