import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Domain } from '../../golden-records/domain.js';
import type { Table } from '../tables/table.js';
import { learnParameters } from './learn-model.js';
import type { MatchParameters } from './parameters.js';

/** Learns a domain’s weights beside the event loop, where there is a thread for it (sources that are not compiled have
 *  none); the result is the same. `signal` ends it unfinished. */
export function learnApart(domain: Domain, table: Table, signal?: AbortSignal): Promise<MatchParameters> {
  const file = threadFile();
  if (file === undefined) return Promise.resolve(learnParameters(domain, table));
  return new Promise((resolve, reject) => {
    const thread = new Worker(file, { workerData: { domain, table } });
    signal?.addEventListener('abort', () => void thread.terminate(), { once: true });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the learning thread ended with ${code}`)));
  });
}

/** Compiled, it lies beside this file; of the bundled program, where the compiler put it. */
function threadFile(): string | undefined {
  return ['./learning-thread.js', '../match-merge/models/learning-thread.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
}
