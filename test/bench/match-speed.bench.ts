import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { comparableWords } from '../../src/match-merge/normalise/abbreviations.js';
import { GrowingTexts } from '../../src/match-merge/text/flat-texts.js';
import { jaroWinkler, jaroWinklerOfCodes } from '../../src/match-merge/text/jaro-winkler.js';
import {
  ascending,
  type BenchOptions,
  beside,
  type Emit,
  interleaved,
  quantile,
  rounded,
  type Say,
} from './figure.js';
import { firstTwo, generateItems, itemTable } from './item-files.js';
import type { ItemsAnswer } from './items-process.js';
import type { LiveAnswer } from './live-process.js';
import { qualityOfClusters } from './pair-quality.js';
import type { PairsQuestion } from './pairs-process.js';
import { openPeers, type Peers } from './peers/peers.js';
import { plainJaroWinkler } from './plain-jaro-winkler.js';
import { startProcess } from './process.js';
import { rate } from './rate.js';

type Part = (options: BenchOptions, peers: Peers, folder: string) => Promise<void>;

const parts: Readonly<Record<string, Part>> = { kernel, pairs, people, items, live };

/** Speed of the match engine beside peers in the same run: one comparison of words, scored pairs, the historical people
 *  end to end beside Splink on DuckDB, generated items (`--items N`), and single ones of them searched and put among the
 *  others. `--only kernel,pairs,people,items,live` takes some. */
export async function bench(options: BenchOptions): Promise<void> {
  const wanted = options.only?.split(',') ?? Object.keys(parts);
  const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0)
    return options.say(
      `match-speed has no part ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}.`,
    );
  const peers = await openPeers(options.say);
  if (peers.kind === 'missing') options.say(peers.sentence);
  const folder = mkdtempSync(join(tmpdir(), 'concord-match-speed-'));
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (!wanted.includes(name)) continue;
      options.say(`match-speed: ${name} ...`);
      await part(options, peers, folder);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wordPairs = 200_000;
/** Enough for every kind of word, and for a hundred thousand pairs. */
const sampled = 5_000;

/** Our kernel, the textbook’s and DuckDB’s on the same pairs of words of item descriptions. Words lie in lists of codes, as
 *  comparators read a column once and DuckDB holds one: reading is in none of the three. `from strings` reads them anew for
 *  every pair. */
async function kernel({ emit, say }: BenchOptions, peers: Peers, folder: string): Promise<void> {
  const words = await wordsOfItems(join(folder, 'kernel'));
  const pairsOfWords = Array.from({ length: wordPairs }, (_, n): readonly [string, string] => {
    const at = (n * 7919) % words.length;
    // Every second pair stands together in the dictionary: those are the ones that are alike.
    return [words[at]!, words[n % 2 ? (at + 1) % words.length : (n * 104_729 + 1) % words.length]!];
  });
  const { rows, starts, codes } = inLists(pairsOfWords);
  const ours = async () =>
    rate(rows, (row) =>
      jaroWinklerOfCodes(codes, starts[row]!, starts[row + 1]!, starts[row + 1]!, starts[row + 2]!),
    );
  const fromStrings = async () => rate(pairsOfWords, ([a, b]) => jaroWinkler(a, b));
  const plain = async () => rate(pairsOfWords, ([a, b]) => plainJaroWinkler(a, b));
  const throughput = { bench: 'match-speed', metric: 'throughput', unit: 'pairs/s' };
  const textbook = await interleaved({ value: ours, floor: plain }, (each) => each);
  emit({ ...throughput, case: 'kernel, beside plain JS', ...beside(textbook.value, textbook.floor) });
  const read = await interleaved({ value: fromStrings, floor: plain }, (each) => each);
  emit({ ...throughput, case: 'kernel from strings, beside plain JS', ...beside(read.value, read.floor) });
  if (peers.kind === 'missing') return;
  const file = join(folder, 'words.csv');
  writeFileSync(file, `a,b\n${pairsOfWords.map((pair) => `${pair.join(',')}\n`).join('')}`);
  const duckdb = () => peers.run<{ rate: number; sum: number }>('duckdb_words.py', file);
  const sum = pairsOfWords.reduce((total, [a, b]) => total + jaroWinkler(a, b), 0);
  say(`kernel: mean similarity ${sum / wordPairs}, DuckDB ${(await duckdb()).sum / wordPairs}`);
  const pair = await interleaved({ value: ours, floor: async () => (await duckdb()).rate }, (each) => each);
  emit({ ...throughput, case: 'kernel, beside DuckDB', ...beside(pair.value, pair.floor) });
}

/** The words of the pairs one after the other: row n of the list is the first word of a pair, n + 1 its second. */
function inLists(pairs: readonly (readonly [string, string])[]) {
  const texts = new GrowingTexts();
  for (const pair of pairs) for (const word of pair) texts.push(word);
  return { rows: Array.from(pairs, (_, n) => 2 * n), ...texts.flat() };
}

async function wordsOfItems(folder: string): Promise<string[]> {
  generateItems(folder, sampled);
  const { columns, cells } = await itemTable(folder);
  const descriptions = cells[columns.indexOf('description')]!;
  const all = descriptions
    .flatMap((text) => comparableWords(text))
    .filter((word) => /^[a-z]{3,}$/i.test(word));
  return [...new Set(all)].sort();
}

/** All comparators of generated items on every candidate pair, beside six fields in DuckDB on the same pairs. */
async function pairs({ emit, say }: BenchOptions, peers: Peers, folder: string): Promise<void> {
  const own = join(folder, 'pairs');
  const file = join(folder, 'pairs.csv');
  generateItems(own, sampled);
  const engine = startProcess<PairsQuestion, number>('./pairs-process.js', ['--max-old-space-size=3072']);
  try {
    const comparators = await engine.ask({ kind: 'prepare', folder: own, pairs: file });
    say(`pairs: ${comparators} comparators`);
    const ours = () => engine.ask({ kind: 'score' });
    const row = { bench: 'match-speed', case: 'scored pairs', metric: 'throughput', unit: 'pairs/s' };
    if (peers.kind === 'missing') return emit({ ...row, value: rounded(await ours()) });
    const records = join(own, 'records.csv');
    const duckdb = async () => (await peers.run<{ rate: number }>('duckdb_scores.py', records, file)).rate;
    const pair = await interleaved({ value: ours, floor: duckdb }, (each) => each);
    emit({ ...row, ...beside(pair.value, pair.floor) });
  } finally {
    await engine.stop();
  }
}

interface WholeRun {
  readonly seconds: number;
  readonly f1: number;
}

/** The historical people from file to clusters, start of the process included, beside Splink on DuckDB. */
async function people({ emit, say, data }: BenchOptions, peers: Peers, folder: string): Promise<void> {
  const set = ['historical', 'matching/historical']
    .map((name) => join(data ?? '', name))
    .find((path) => existsSync(join(path, 'records.csv')));
  if (data === undefined || set === undefined)
    return say('people: give --data FOLDER that holds historical/records.csv and truth.csv.');
  const records = join(set, 'records.csv');
  const truth = new Map(firstTwo(join(set, 'truth.csv')));
  const measured = async (out: string, work: () => Promise<unknown>): Promise<WholeRun> => {
    const started = performance.now();
    await work();
    const seconds = (performance.now() - started) / 1000;
    return { seconds, f1: qualityOfClusters(truth, new Map(firstTwo(out))).f1 };
  };
  const ownOut = join(folder, 'ours.csv');
  // Builds what is stale, before anything is timed.
  await concord('--help');
  const value = () => measured(ownOut, () => concord('dedupe', '--in', records, '--out', ownOut));
  if (peers.kind === 'missing') {
    const { seconds, f1 } = await value();
    emit({ bench: 'match-speed', case: 'people', metric: 'time', value: rounded(seconds), unit: 's' });
    return emit({ bench: 'match-speed', case: 'people', metric: 'f1', value: rounded(f1), unit: 'share' });
  }
  const splinkOut = join(folder, 'splink.csv');
  const steps = (each: Record<string, number>) => say(`people: Splink ${JSON.stringify(each)}`);
  const floor = () =>
    measured(splinkOut, async () => steps(await peers.run('splink_people.py', records, splinkOut)));
  const pair = await interleaved({ value, floor }, ({ seconds }) => seconds);
  const row = { bench: 'match-speed', case: 'people, beside Splink' };
  emit({ ...row, metric: 'time', unit: 's', ...beside(pair.value.seconds, pair.floor.seconds) });
  emit({ ...row, metric: 'f1', unit: 'share', ...beside(pair.value.f1, pair.floor.f1) });
}

/** The command as people run it, in a process of its own. */
async function concord(...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, ['bin/concord.mjs', ...args]);
}

/** Generated items from file to clusters, with what was merged wrongly. Once, not in turns: nothing stands beside it. */
async function items({ emit, say, items: count }: BenchOptions, _: Peers, folder: string): Promise<void> {
  const own = join(folder, 'items');
  generateItems(own, count);
  const engine = startProcess<string, ItemsAnswer>('./items-process.js', ['--max-old-space-size=6144']);
  try {
    report(emit, say, await engine.ask(own));
  } finally {
    await engine.stop();
  }
}

function report(emit: Emit, say: Say, answer: ItemsAnswer): void {
  const { records, candidates, overfullRecords, tiesLeftOut, searchesCutShort } = answer;
  const figures = [
    ['time', answer.seconds, 's'],
    ['time per record', (answer.seconds / records) * 1e6, 'µs'],
    ['peak memory', answer.peakMegabytes, 'MB'],
    ['candidate recall', answer.candidateRecall, 'share'],
    ['precision', answer.precision, 'share'],
    ['recall', answer.recall, 'share'],
    ['f1', answer.f1, 'share'],
    ['near misses merged', (answer.nearMisses / records) * 10_000, 'per 10,000 records'],
    ['any two items merged', (answer.all / records) * 10_000, 'per 10,000 records'],
  ] as const;
  for (const [metric, value, unit] of figures)
    emit({ bench: 'match-speed', case: `${records} items`, metric, value: rounded(value), unit });
  say(`items: ${JSON.stringify({ candidates, overfullRecords, tiesLeftOut, searchesCutShort })}`);
}

/** Search before create, and a record that says something new, among generated items that are kept. */
async function live({ emit, items: count }: BenchOptions, _: Peers, folder: string): Promise<void> {
  const own = join(folder, 'live');
  generateItems(own, count);
  const engine = startProcess<string, LiveAnswer>('./live-process.js', ['--max-old-space-size=6144']);
  try {
    const answer = await engine.ask(own);
    const row = { bench: 'match-speed', case: `${answer.records} items kept` };
    emit({ ...row, metric: 'start', value: rounded(answer.startSeconds), unit: 's' });
    emit({ ...row, metric: 'memory', value: rounded(answer.megabytes), unit: 'MB' });
    emit({ ...row, metric: 'found themselves', value: rounded(answer.foundThemselves), unit: 'share' });
    for (const [name, times] of [
      ['search', answer.searches],
      ['put', answer.puts],
    ] as const)
      for (const share of [0.5, 0.95, 0.99])
        emit({
          ...row,
          metric: `${name} p${share * 100}`,
          value: rounded(quantile(ascending(times), share)),
          unit: 'ms',
        });
  } finally {
    await engine.stop();
  }
}
