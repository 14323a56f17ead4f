import { parseArgs } from 'node:util';
import type { BenchOptions, BenchRow } from './figure.js';
import { bench as golden } from './golden.bench.js';
import { bench as identifiers } from './identifiers.bench.js';
import { bench as imports } from './import.bench.js';
import { bench as match } from './match.bench.js';
import { bench as matchSpeed } from './match-speed.bench.js';
import { bench as normalise } from './normalise.bench.js';
import { bench as queue } from './queue.bench.js';
import { bench as quickSearch } from './quick-search.bench.js';
import { bench as resolve } from './resolve.bench.js';
import { bench as units } from './units.bench.js';

/* `npm run bench -- NAME [--json] [--mappings N] [--rows N] [--records N] [--golden N] [--items N] [--tasks N] [--data FOLDER [--only SETS] [--freeze]]`:
 * figures on stdout, one JSON object a line; progress on stderr, and at the end the same figures as a table, which `--json` leaves out. */

const benches: Readonly<Record<string, readonly ((options: BenchOptions) => Promise<void>)[]>> = {
  resolve: [resolve],
  golden: [golden],
  import: [imports],
  units: [units, identifiers],
  match: [match],
  'match-speed': [matchSpeed],
  normalise: [normalise],
  'quick-search': [quickSearch],
  queue: [queue],
};

const wellstarMappings = 43_089;

async function main(): Promise<void> {
  const { names, json, ...options } = readArguments();
  const table: BenchRow[] = [];
  const emit = (row: BenchRow) => {
    process.stdout.write(`${JSON.stringify(row)}\n`);
    table.push(row);
  };
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  for (const name of names) for (const bench of benches[name] ?? []) await bench({ emit, say, ...options });
  if (!json) process.stderr.write(asTable(table));
}

class Usage extends Error {}

function readArguments() {
  const known = Object.keys(benches).join(', ');
  const { values, positionals } = parsed(known);
  const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
  if (positionals.length === 0) throw new Usage(`Which bench? There are: ${known}.`);
  if (unknown.length > 0) throw new Usage(`There is no bench ${unknown.join(', ')}. There are: ${known}.`);
  return {
    names: positionals,
    json: values.json,
    mappings: wholeNumber('--mappings', values.mappings, wellstarMappings),
    rows: wholeNumber('--rows', values.rows, 1),
    data: values.data,
    only: values.only,
    freeze: values.freeze,
    records: wholeNumber('--records', values.records, 1_000),
    golden: wholeNumber('--golden', values.golden, 75_000),
    items: wholeNumber('--items', values.items, 100),
    tasks: wholeNumber('--tasks', values.tasks, 1_000),
  };
}

function parsed(known: string) {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        mappings: { type: 'string', default: String(wellstarMappings) },
        rows: { type: 'string', default: '200000' },
        data: { type: 'string' },
        only: { type: 'string' },
        freeze: { type: 'boolean', default: false },
        records: { type: 'string', default: '1000000' },
        golden: { type: 'string', default: '100000' },
        items: { type: 'string', default: '100000' },
        tasks: { type: 'string', default: '100000' },
      },
    });
  } catch (error) {
    throw new Usage(
      `${(error as Error).message} There are: ${known}; --json, --mappings N, --rows N, --records N, --golden N, --items N, --tasks N, --data FOLDER, --only SETS, --freeze.`,
    );
  }
}

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text.replaceAll(/[,_]/g, ''));
  if (!Number.isSafeInteger(value) || value < least)
    throw new Usage(`${option} is a whole number of at least ${least}.`);
  return value;
}

function asTable(rows: readonly BenchRow[]): string {
  const figure = (value: number | undefined) =>
    value?.toLocaleString('en-US', { maximumFractionDigits: 3 }) ?? '';
  const cells = [
    ['bench', 'case', 'metric', 'value', 'unit', 'floor', 'ratio'],
    ...rows.map((row) => [
      row.bench,
      row.case,
      row.metric,
      figure(row.value),
      row.unit,
      figure(row.floor),
      figure(row.ratio),
    ]),
  ];
  const numeric = new Set([3, 5, 6]);
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (numeric.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}

await main().catch((error: unknown) => {
  if (!(error instanceof Usage)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
