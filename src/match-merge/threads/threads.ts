import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type WholeRecords, type WholeVectors, wholeVectors } from '../candidates/everything.js';
import { sharedInts } from '../text/flat-lists.js';
import { broughtBy, type Errand } from './errand.js';
import { begin, type Job } from './job.js';
import { Place, workThrough } from './portions.js';

/** Below so many records a thread takes longer to start than it helps. */
const worthThreads = 5_000;
const checkEvery = 1_000;

/** Threads that help the calling one. The calling one works itself and waits for no thread that has not taken a portion:
 *  where threads cannot be had (sources that are not compiled), it does everything, with the same result. */
export class Threads {
  readonly #workers: Worker[] = [];

  /** `threads`: at most so many, with the calling one; as many as the machine has cores unless said. */
  constructor(records: number, threads = availableParallelism()) {
    const file = workerFile();
    if (file === undefined || records < worthThreads) return;
    for (let n = 1; n < threads; n++) {
      const worker = new Worker(file);
      worker.unref();
      this.#workers.push(worker);
    }
  }

  run(job: Job, progress?: (done: number, total: number) => void): void {
    for (const worker of this.#workers) worker.postMessage(job);
    const { count, progress: state } = job.portions;
    workThrough(
      job.portions,
      () => begin(job),
      (done) => progress?.(done, count),
    );
    for (let done = Atomics.load(state, Place.done); done < count; done = Atomics.load(state, Place.done)) {
      if (Atomics.load(state, Place.failed) !== 0) throw new Error('A thread has failed.');
      Atomics.wait(state, Place.done, done, checkEvery);
    }
  }

  /** Begins to make vectors of whole records, in another thread where there is one; what is handed back waits for them. */
  wholeVectors(records: WholeRecords): () => WholeVectors {
    const worker = this.#workers[0];
    if (!worker) return () => wholeVectors(records);
    const { port1, port2 } = new MessageChannel();
    const state = sharedInts(1);
    const errand: Errand = { kind: 'whole vectors', records, answer: port2, state };
    worker.postMessage(errand, [port2]);
    return () => broughtBy(port1, state);
  }

  close(): void {
    for (const worker of this.#workers) worker.postMessage('no more');
    this.#workers.length = 0;
  }
}

/** Compiled, it lies beside this file; of the bundled program, where the compiler put it. */
function workerFile(): string | undefined {
  return ['./worker.js', '../match-merge/threads/worker.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
}
