import { comparableWords } from '../../src/match-merge/normalise/abbreviations.js';
import {
  compareFeatures,
  KIND_RULES,
  sayComparison,
} from '../../src/match-merge/normalise/compare-features.js';
import type { Feature } from '../../src/match-merge/normalise/feature.js';
import { readFeatures } from '../../src/match-merge/normalise/features.js';
import { copiedPairs, healthFolder, type LinePair, nearPairs, truePairs } from '../support/match-lines.js';
import { type BenchOptions, rounded } from './figure.js';
import { rate } from './rate.js';

/** How often features contradict where two lines are surely one thing (every contradiction on stderr), how often they
 *  separate lines of one name that are surely two, and what reading and comparing cost. With the data folder beside the
 *  repository all lines, else those copied into it. */
export async function bench(options: BenchOptions): Promise<void> {
  const folder = healthFolder(new URL(`file://${process.cwd()}/`));
  options.say(folder ? `lines of ${folder.pathname}` : 'lines copied into test/data');
  const pairs = folder ? truePairs(folder) : copiedPairs();
  for (const set of ['ndc11', 'ndc9', 'catalog', 'gudid']) {
    reportContradictions(
      set,
      pairs.filter((pair) => pair.set === set),
      options,
    );
  }
  if (folder) reportSeparation(nearPairs(folder), options);
  reportSpeed([...new Set(pairs.flatMap(({ left, right }) => [left, right]))], options);
}

const read = new Map<string, readonly Feature[]>();
function featuresOf(line: string): readonly Feature[] {
  const known = read.get(line);
  if (known) return known;
  const features = readFeatures(line);
  read.set(line, features);
  return features;
}

function reportContradictions(set: string, pairs: readonly LinePair[], { emit, say }: BenchOptions): void {
  if (pairs.length === 0) return;
  for (const { kind } of KIND_RULES) {
    let both = 0;
    let different = 0;
    for (const { left, right } of pairs) {
      const comparison = compareFeatures(featuresOf(left), featuresOf(right)).find(
        (each) => each.kind === kind,
      );
      if (!comparison || comparison.left.length === 0 || comparison.right.length === 0) continue;
      both++;
      if (comparison.verdict !== 'different') continue;
      different++;
      say(`${set} ${kind}: ${sayComparison(comparison)}\n    ${left}\n    ${right}`);
    }
    if (both === 0) continue;
    const metric = `${kind} contradicts, of ${pairs.length} true pairs (${both} where both say it)`;
    emit({ bench: 'normalise', case: set, metric, unit: 'pairs', value: different });
    emit({
      bench: 'normalise',
      case: set,
      metric: `${kind} contradicts`,
      unit: '% of pairs',
      value: percent(different, pairs.length),
    });
  }
}

function reportSeparation(pairs: readonly LinePair[], { emit }: BenchOptions): void {
  let vetoed = 0;
  let different = 0;
  for (const { left, right } of pairs) {
    const comparisons = compareFeatures(featuresOf(left), featuresOf(right)).filter(
      ({ grain }) => grain === 'product',
    );
    if (comparisons.some(({ veto }) => veto)) vetoed++;
    if (comparisons.some(({ verdict }) => verdict === 'different')) different++;
  }
  const of = `of ${pairs.length} pairs of one first word and two NDC-9`;
  const row = { bench: 'normalise', case: 'near misses', unit: '%' };
  emit({ ...row, metric: `vetoed, ${of}`, value: percent(vetoed, pairs.length) });
  emit({
    ...row,
    metric: `vetoed or of another form, route or release, ${of}`,
    value: percent(different, pairs.length),
  });
}

function reportSpeed(lines: readonly string[], { emit }: BenchOptions): void {
  const sample = lines.filter((_, i) => i % Math.ceil(lines.length / 2000) === 0);
  const features = sample.map(readFeatures);
  const neighbours = features.map((each, i) => [each, features[(i + 1) % features.length] ?? each] as const);
  const row = { bench: 'normalise', case: 'speed', metric: 'throughput' };
  emit({ ...row, unit: 'lines read/s', value: rate(sample, (line) => readFeatures(line).length) });
  emit({ ...row, unit: 'lines expanded/s', value: rate(sample, (line) => comparableWords(line).length) });
  emit({
    ...row,
    unit: 'pairs compared/s',
    value: rate(neighbours, ([a, b]) => compareFeatures(a, b).length),
  });
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : rounded((100 * part) / whole);
}
