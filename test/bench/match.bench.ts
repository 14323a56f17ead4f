import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '../../src/match-merge/settings.js';
import { type BenchOptions, type Emit, rounded, type Say } from './figure.js';
import { benchHealth } from './health.js';
import type { MatchAnswer, MatchQuestion } from './match-process.js';
import { startProcess } from './process.js';

/** Sets in which each table is known to hold each thing once; they are linked with `--one-to-one`. */
const oneToOne = ['abt-buy', 'imdb-tmdb', 'dblp-acm', 'fodors-zagats', 'transactions'];
const oneTable = ['febrl1', 'febrl2', 'cora', 'fake1000', 'chicago', 'historical'];
const names =
  'ArtificialSatellite BasketballTeam Election Enzyme EthnicGroup Galaxy Hospital MemberOfParliament Monarch MotorsportSeason NCAATeamSeason Noble PoliticalParty RailwayLine Reptile SoccerLeague Song SportsLeague Stadium TelevisionStation TennisTournament Tournament UnitOfWork Venue Wrestler'
    .split(' ')
    .map((name) => `names/${name}`);
const sets = [...oneToOne, ...oneTable, ...names];

/** The benches run compiled, out of dist.bench; the frozen file is that of the sources. */
const frozenFile = 'test/bench/match-frozen.csv';

/** Quality of linking and deduplicating on the sets with known truth that lie under `--data FOLDER`, one configuration
 *  for all (its hash is printed), beside the frozen F1 of the last accepted run. `--only a,b` takes some of them;
 *  `--freeze` writes the frozen file anew. */
export async function bench({ emit, say, data, only, freeze }: BenchOptions): Promise<void> {
  if (data === undefined) {
    say(
      'match: which sets? Give --data FOLDER, a folder of sets with left.csv, right.csv or records.csv, and truth.csv.',
    );
    return;
  }
  const frozen = readFrozen();
  const hash = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 12);
  say(`match: one configuration for all sets, ${hash}`);
  const found = sets.filter(
    (set) => existsSync(join(data, set, 'truth.csv')) && (only === undefined || wanted(only, set)),
  );
  const answers = new Map<string, MatchAnswer>();
  for (const set of found) {
    say(`${set} ...`);
    const answer = await measure({ folder: join(data, set), oneToOne: oneToOne.includes(set) });
    answers.set(set, answer);
    report(emit, say, set, answer, frozen.get(set));
  }
  if (!freeze) await benchHealth({ emit, say, data, only });
  const named = [...answers].filter(([set]) => set.startsWith('names/')).map(([, { f1 }]) => f1);
  if (named.length > 0)
    emit({
      bench: 'match',
      case: 'names, macro mean',
      metric: 'f1',
      value: rounded(named.reduce((sum, f1) => sum + f1, 0) / named.length),
      unit: 'share',
    });
  if (freeze) writeFrozen(frozen, answers);
}

function wanted(only: string, set: string): boolean {
  return only.split(',').some((each) => set === each || set.startsWith(`${each}/`));
}

async function measure(question: MatchQuestion): Promise<MatchAnswer> {
  const process = startProcess<MatchQuestion, MatchAnswer>('./match-process.js');
  try {
    return await process.ask(question);
  } finally {
    await process.stop();
  }
}

function report(emit: Emit, say: Say, set: string, answer: MatchAnswer, before: number | undefined): void {
  const figures = [
    ['precision', answer.precision, 'share'],
    ['recall', answer.recall, 'share'],
    ['f1', answer.f1, 'share'],
    ['precision of sure matches', answer.sure?.precision, 'share'],
    ['sure of all matches', answer.sure?.share, 'share'],
    ['candidate recall', answer.candidateRecall, 'share'],
    ['wall time', answer.seconds, 's'],
    ['peak memory', answer.peakMegabytes, 'MB'],
  ] as const;
  for (const [metric, value, unit] of figures)
    if (value !== undefined)
      emit({ bench: 'match', case: set, metric, value: Number(value.toFixed(4)), unit });
  if (before !== undefined && Math.abs(before - answer.f1) >= 0.0001)
    say(`${set}: f1 was ${before.toFixed(4)}, is ${answer.f1.toFixed(4)}`);
}

function readFrozen(): Map<string, number> {
  if (!existsSync(frozenFile)) return new Map();
  const [, ...lines] = readFileSync(frozenFile, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [set = '', , , f1 = ''] = line.split(',');
      return [set, Number(f1)];
    }),
  );
}

/** Sets that were not run keep their line. */
function writeFrozen(frozen: ReadonlyMap<string, number>, answers: ReadonlyMap<string, MatchAnswer>): void {
  const before = existsSync(frozenFile) ? readFileSync(frozenFile, 'utf8').trim().split('\n').slice(1) : [];
  const kept = before.filter((line) => frozen.has(line.split(',')[0]!) && !answers.has(line.split(',')[0]!));
  const fresh = [...answers].map(([set, { precision, recall, f1, candidateRecall }]) =>
    [set, ...[precision, recall, f1, candidateRecall].map((value) => value.toFixed(4))].join(','),
  );
  const lines = [...kept, ...fresh].sort();
  writeFileSync(frozenFile, `${['set,precision,recall,f1,candidate_recall', ...lines].join('\n')}\n`);
}
