import { parentPort } from 'node:worker_threads';
import { Place, type Search, work } from './search.js';

/* A thread that helps with searches until it is told that there are no more. */

parentPort?.on('message', (search: Search | 'no more') => {
  if (search === 'no more') {
    parentPort?.close();
    return;
  }
  try {
    work(search);
  } catch {
    Atomics.store(search.progress, Place.failed, 1);
    Atomics.notify(search.progress, Place.done);
  }
});
