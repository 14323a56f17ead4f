import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { inPortions, recordsIn, type WholeRecords, wholeVectors } from '../candidates/everything.js';
import { sharedInts } from '../text/flat-lists.js';
import type { Vectors } from '../text/vectors.js';
import { broughtBy, type Errand } from './errand.js';
import { begin, type Job } from './job.js';
import { finishAlone, Place, workThrough } from './portions.js';

/** Below so many records a thread takes longer to start than it helps. */
const worthThreads = 5_000;
const checkEvery = 1_000;
/** Checks without any portion done after which the threads that hold one are taken for dead: portions are of milliseconds. */
const deadAfter = 30;

/** Threads that help the calling one. The calling one works itself and waits for no thread that has not taken a portion:
 *  where threads cannot be had (sources that are not compiled), it does everything, with the same result. */
export class Threads {
  readonly #workers: Worker[] = [];

  /** `threads`: at most so many, with the calling one; as many as the machine has cores unless said. */
  constructor(records: number, threads = availableParallelism()) {
    const file = threadFile();
    if (file === undefined || records < worthThreads) return;
    for (let n = 1; n < threads; n++) {
      const worker = startedThread(file);
      if (worker) this.#workers.push(worker);
    }
  }

  run(job: Job, progress?: (done: number, total: number) => void): void {
    for (const worker of this.#workers) worker.postMessage(job);
    const { portions } = job;
    const { count, progress: state } = portions;
    const workOn = begin(job);
    try {
      workThrough(
        portions,
        () => workOn,
        (done) => progress?.(done, count),
      );
    } finally {
      // Should it have failed here, nobody goes on for nothing.
      Atomics.store(state, Place.next, count);
    }
    for (let quiet = 0, done = Atomics.load(state, Place.done); done < count; ) {
      if (Atomics.load(state, Place.failed) !== 0) throw new Error('A thread has failed.');
      Atomics.wait(state, Place.done, done, checkEvery);
      const now = Atomics.load(state, Place.done);
      quiet = now === done ? quiet + 1 : 0;
      done = now;
      // A thread that died holds a portion for ever. Whoever works on one, what is written is the same.
      if (quiet >= deadAfter) finishAlone(portions, workOn);
    }
  }

  /** Begins to make vectors of whole records, in another thread where there is one; what is handed back waits for them. */
  wholeVectors(records: WholeRecords): () => Vectors {
    const worker = this.#workers[0];
    if (!worker) return () => wholeVectors(records);
    const { port1, port2 } = new MessageChannel();
    const stage = sharedInts(1);
    const send = (errand: Errand, ports: MessagePort[] = []) => worker.postMessage(errand, ports);
    for (const each of inPortions(records))
      send({ kind: 'count', records: each, all: recordsIn(records), stage });
    send({ kind: 'whole vectors', answer: port2, stage }, [port2]);
    return () => broughtBy(port1, stage) ?? wholeVectors(records);
  }

  close(): void {
    for (const worker of this.#workers) worker.postMessage('no more');
    this.#workers.length = 0;
  }
}

/** A thread, or none where the system refuses one. */
function startedThread(file: string): Worker | undefined {
  try {
    const worker = new Worker(file);
    // What it leaves undone is done by others.
    worker.on('error', () => {});
    worker.unref();
    return worker;
  } catch {
    return undefined;
  }
}

/** Compiled, it lies beside this file; of the bundled program, where the compiler put it. Its name is like no program's. */
function threadFile(): string | undefined {
  return ['./match-thread.js', '../match-merge/threads/match-thread.js']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
}
