import { execFileSync } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTable } from '../../src/match-merge/tables/read-table.js';
import type { Table } from '../../src/match-merge/tables/table.js';
import type { ItemTruth } from './near-miss-merges.js';

/** Generates items into a folder, as `npm run generate -- items` does. */
export function generateItems(folder: string, count: number): void {
  const args = [
    'scripts/generate.mjs',
    'items',
    '--count',
    String(count),
    '--seed',
    'bench',
    '--out',
    folder,
  ];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 2] });
}

export async function itemTable(folder: string): Promise<Table> {
  const read = await readTable(createReadStream(join(folder, 'records.csv')), 'id');
  if (read.kind === 'refused') throw new Error(read.sentence);
  return read.table;
}

export function itemTruth(folder: string): ItemTruth {
  return {
    itemOf: new Map(firstTwo(join(folder, 'truth.csv'))),
    nearlyOf: new Map(firstTwo(join(folder, 'variants.csv'))),
  };
}

/** The first two cells of every row; neither needs quotes in these files. */
export function firstTwo(path: string): [string, string][] {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  return lines.map((line) => {
    const [first = '', second = ''] = line.split(',', 2);
    return [first, second];
  });
}
