import { longestSmallList, nearlyCalled } from '../../src/crosswalk/small-list.js';
import { VectorIndex } from '../../src/match-merge/candidates/vector-index.js';
import { textFeatures } from '../../src/match-merge/text/features.js';
import { normalText } from '../../src/match-merge/text/normal-text.js';
import { FeatureCensus } from '../../src/match-merge/text/vectors.js';
import { readCsv } from '../support/csv.js';
import { ascending, type BenchOptions, quantile, rounded } from './figure.js';

const questions = 200;
const wanted = 10;

interface Named {
  readonly code: string;
  readonly display: string;
}

/** Looks a list through as the hub does for a small system, built anew for every question, and beside it the weighted
 *  index of words and character grams that the matcher asks, built once: one question with a slip in it, by how long the
 *  list is. The list is small exactly as long as the first is quick. */
export async function bench({ emit, say }: BenchOptions): Promise<void> {
  const codes = hcpcs();
  for (const length of [100, longestSmallList, codes.length, 100_000]) {
    const list = lengthened(codes, length);
    const step = Math.max(1, Math.floor(list.length / questions));
    const asked = list.filter((_, at) => at % step === 0).slice(0, questions);
    say(`quick-search: ${list.length} names, ${asked.length} questions`);
    const index = indexOf(list);
    const roads = [
      ['fuse.js', (text: string) => nearlyCalled(list, text, wanted)],
      ['index', index],
    ] as const;
    for (const [road, search] of roads) {
      // A minute of linear search proves what a few questions prove.
      const few = road === 'fuse.js' && list.length > 10_000 ? asked.slice(0, 5) : asked;
      const { times, found } = measured(few, search);
      const row = { bench: 'quick-search', case: `${road}, ${list.length} names` };
      emit({ ...row, metric: 'p50', value: rounded(quantile(times, 0.5)), unit: 'ms' });
      emit({ ...row, metric: 'p99', value: rounded(quantile(times, 0.99)), unit: 'ms' });
      emit({
        ...row,
        metric: `among the first ${wanted}`,
        value: rounded(found / few.length),
        unit: 'share',
      });
    }
  }
}

/** The real list of Level II codes. */
function hcpcs(): Named[] {
  return readCsv('seed-data/hcpcs/hcpcs-2019.csv').map((row) => ({
    code: row['code'] ?? '',
    display: row['short_description'] ?? '',
  }));
}

/** The list cut, or repeated with a word of its own in each repetition. */
function lengthened(codes: readonly Named[], length: number): Named[] {
  return Array.from({ length }, (_, at) => {
    const { code, display } = codes[at % codes.length]!;
    const round = Math.floor(at / codes.length);
    return round === 0
      ? { code, display }
      : { code: `${code}-${round}`, display: `${display} R${round}${round}` };
  });
}

/** The name as somebody types it: its first forty letters, one of them forgotten. */
function typed({ display }: Named): string {
  const text = display.slice(0, 40).trim();
  const at = Math.min(4, text.length - 1);
  return text.slice(0, at) + text.slice(at + 1);
}

function indexOf(list: readonly Named[]): (text: string) => readonly Named[] {
  const census = new FeatureCensus();
  for (const { code, display } of list) census.count(textFeatures(normalText(`${code} ${display}`)));
  const index = VectorIndex.of(census.vectors());
  return (text) =>
    index.nearest(census.vectorOf(textFeatures(normalText(text))), 0, wanted).records.map((r) => list[r]!);
}

/** Milliseconds of each question, ascending, and how many found what was meant, by name. */
function measured(asked: readonly Named[], search: (text: string) => readonly Named[]) {
  const times: number[] = [];
  let found = 0;
  for (const named of asked.slice(0, 20)) search(typed(named));
  for (const named of asked) {
    const text = typed(named);
    const started = performance.now();
    const answer = search(text);
    times.push(performance.now() - started);
    if (answer.some(({ display }) => display.slice(0, 40) === named.display.slice(0, 40))) found++;
  }
  return { times: ascending(times), found };
}
