import { parentPort } from 'node:worker_threads';
import { type Errand, runErrand } from './errand.js';
import { begin, type Job } from './job.js';
import { Place, workThrough } from './portions.js';

/* A thread that helps with jobs until it is told that there are no more. */

parentPort?.on('message', (job: Job | Errand | 'no more') => {
  if (job === 'no more') {
    parentPort?.close();
    return;
  }
  if (job.kind === 'count' || job.kind === 'whole vectors') {
    runErrand(job);
    return;
  }
  try {
    workThrough(job.portions, () => begin(job));
  } catch {
    Atomics.store(job.portions.progress, Place.failed, 1);
    Atomics.store(job.portions.progress, Place.next, job.portions.count);
    Atomics.notify(job.portions.progress, Place.done);
  }
});
