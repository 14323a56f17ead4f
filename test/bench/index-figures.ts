import type { BenchDb } from './bench-server.js';
import { type BenchOptions, beside, interleaved, rounded } from './figure.js';
import type { IndexAnswer, IndexQuestion, Memory, Pace } from './index-questions.js';
import { startProcess } from './process.js';

/** What the index weighs, how long it takes to read in, and how fast it is walked. */
export async function benchIndex({ appUrl }: BenchDb, { emit, say }: BenchOptions): Promise<void> {
  const ask = async <T extends IndexAnswer>(kind: 'memory' | 'build' | 'copy' | 'walk', used = fresh()) =>
    (await used.ask({ databaseUrl: appUrl, kind })) as T;
  say('weighing the index ...');
  const weighed = fresh();
  const memory = await ask<Memory>('memory', weighed);
  await weighed.stop();
  const each = (bytes: number) => rounded(bytes / memory.mappings);
  const row = (name: string, metric: string, unit: string) => ({
    bench: 'resolve',
    case: name,
    metric,
    unit,
  });
  emit({ ...row('resolve', 'memory', 'bytes/mapping'), value: each(memory.indexBytes) });
  emit({ ...row('index', 'memory, whole process', 'bytes/mapping'), value: each(memory.rssBytes) });
  emit({
    ...row('index', 'memory, peak while building', 'bytes/mapping'),
    ...beside(memory.peakRssBytes / memory.mappings, memory.rssBytes / memory.mappings),
  });

  say('reading the index in ...');
  const reader = fresh();
  await ask('build', reader);
  const read = await interleaved(
    {
      value: () => ask<{ ms: number }>('build', reader),
      floor: () => ask<{ ms: number }>('copy', reader),
    },
    ({ ms }) => ms,
  );
  await reader.stop();
  emit({ ...row('cold start', 'time', 'ms'), ...beside(read.value.ms, read.floor.ms) });

  say('walking ...');
  const walker = fresh();
  const paces = await ask<Pace[]>('walk', walker);
  await walker.stop();
  paces.sort((a, b) => a.walks / a.lookups - b.walks / b.lookups);
  const { walks, lookups } = paces[paces.length >> 1] as Pace;
  emit({ ...row('walk', 'throughput', 'walks/s'), ...beside(walks, lookups) });
}

function fresh() {
  return startProcess<IndexQuestion, IndexAnswer>('./index-process.js', ['--expose-gc']);
}
