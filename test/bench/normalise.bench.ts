import { comparableWords } from '../../src/match-merge/normalise/abbreviations.js';
import { comparableLine, comparableName } from '../../src/match-merge/normalise/comparable-line.js';
import {
  compareFeatures,
  compareFiled,
  fileFeatures,
  isVetoed,
  KIND_RULES,
  sayComparison,
} from '../../src/match-merge/normalise/compare-features.js';
import type { Feature } from '../../src/match-merge/normalise/feature.js';
import { readFeatures } from '../../src/match-merge/normalise/features.js';
import {
  copiedPairs,
  healthFolder,
  type LinePair,
  nearPairs,
  supplyLines,
  truePairs,
  variantOf,
} from '../support/match-lines.js';
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
  if (folder) {
    reportSeparation(nearPairs(folder), options);
    reportVariants(supplyLines(folder), options);
  }
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
    const row = { bench: 'normalise', case: set, metric: `${kind} contradicts` };
    emit({ ...row, unit: `of ${both} pairs that both say it`, value: different });
    emit({ ...row, unit: `% of ${pairs.length} pairs`, value: percent(different, pairs.length) });
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
  const row = { bench: 'normalise', case: 'one first word, two NDC-9', unit: `% of ${pairs.length} pairs` };
  emit({ ...row, metric: 'vetoed', value: percent(vetoed, pairs.length) });
  emit({
    ...row,
    metric: 'vetoed, or another form, route or release',
    value: percent(different, pairs.length),
  });
}

/** Supply lines against themselves with one number one larger: how many of them text could still join. */
function reportVariants(lines: readonly string[], { emit, say }: BenchOptions): void {
  let joined = 0;
  let unread = 0;
  const changed = lines.flatMap((line) => {
    const variant = variantOf(line);
    return variant ? [{ written: line, ...variant }] : [];
  });
  for (const { line, at, written } of changed) {
    const features = readFeatures(written);
    if (!features.some(({ start, end }) => start <= at && at < end)) unread++;
    else if (!isVetoed(fileFeatures(features), fileFeatures(readFeatures(line)), 'package')) {
      joined++;
      say(`variant not vetoed: ${written} | ${line}`);
    }
  }
  const row = { bench: 'normalise', case: 'one number changed', unit: `of ${changed.length} supply lines` };
  emit({ ...row, metric: 'number read, and not vetoed', value: joined });
  emit({ ...row, metric: 'number not read', value: unread });
}

function reportSpeed(lines: readonly string[], { emit }: BenchOptions): void {
  const sample = lines.filter((_, i) => i % Math.ceil(lines.length / 2000) === 0);
  const features = sample.map(readFeatures);
  const filed = features.map((each, i) => {
    const next = features[(i + 1) % features.length] ?? each;
    return [fileFeatures(each), fileFeatures(next)] as const;
  });
  const row = { bench: 'normalise', case: 'speed', metric: 'throughput' };
  emit({ ...row, unit: 'lines read/s', value: rate(sample, (line) => readFeatures(line).length) });
  emit({ ...row, unit: 'lines expanded/s', value: rate(sample, (line) => comparableWords(line).length) });
  emit({
    ...row,
    unit: 'lines made comparable/s',
    value: rate(sample, (line) => comparableLine(line).length),
  });
  emit({
    ...row,
    unit: 'lines bared to their names/s',
    value: rate([...sample.keys()], (n) => comparableName(sample[n]!, features[n]!).length),
  });
  emit({
    ...row,
    unit: 'pairs compared/s',
    value: rate(filed, ([a, b]) => compareFiled(a, b).length),
  });
  emit({
    ...row,
    unit: 'pairs asked for a veto/s',
    value: rate(filed, ([a, b]) => (isVetoed(a, b, 'product') ? 1 : 0)),
  });
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : rounded((100 * part) / whole);
}
