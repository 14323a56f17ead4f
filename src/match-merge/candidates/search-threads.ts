import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Place, portionsOf, type Search, work } from './search.js';

/** Below so many records a thread takes longer to start than it helps. */
const worthThreads = 5_000;
const checkEvery = 1_000;

/** Threads that help the calling one. The calling one works itself and waits for no thread that has not taken a portion:
 *  where threads cannot be had (sources that are not compiled), it does everything, with the same result. */
export class SearchThreads {
  readonly #workers: Worker[] = [];

  constructor(records: number, threads = availableParallelism()) {
    const file = workerFile();
    if (file === undefined || records < worthThreads) return;
    for (let n = 1; n < threads; n++) {
      const worker = new Worker(file);
      worker.unref();
      this.#workers.push(worker);
    }
  }

  run(search: Search, worked: (portions: number, all: number) => void): void {
    for (const worker of this.#workers) worker.postMessage(search);
    const { progress } = search;
    const all = portionsOf(search);
    work(search, () => worked(Atomics.load(progress, Place.done), all));
    for (
      let done = Atomics.load(progress, Place.done);
      done < all;
      done = Atomics.load(progress, Place.done)
    ) {
      if (Atomics.load(progress, Place.failed) !== 0) throw new Error('A thread of the search has failed.');
      Atomics.wait(progress, Place.done, done, checkEvery);
    }
  }

  close(): void {
    for (const worker of this.#workers) worker.postMessage('no more');
  }
}

/** Compiled, it lies beside this file; of the bundled program, where the compiler put it. */
function workerFile(): string | undefined {
  return ['./search-worker.js', '../match-merge/candidates/search-worker.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
}
