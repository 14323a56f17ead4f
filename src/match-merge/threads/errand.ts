import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type WholeRecords, type WholeVectors, wholeVectors } from '../candidates/everything.js';

/** One thing that a thread does by itself while others do something else. */
export interface Errand {
  readonly kind: 'whole vectors';
  readonly records: WholeRecords;
  readonly answer: MessagePort;
  /** 0 while it is under way, then 1, or 2 where it failed; shared. */
  readonly state: Int32Array;
}

export function runErrand({ records, answer, state }: Errand): void {
  try {
    answer.postMessage(wholeVectors(records));
    Atomics.store(state, 0, 1);
  } catch {
    Atomics.store(state, 0, 2);
  }
  Atomics.notify(state, 0);
  answer.close();
}

/** Waits for what an errand brings. */
export function broughtBy(port: MessagePort, state: Int32Array): WholeVectors {
  Atomics.wait(state, 0, 0);
  if (Atomics.load(state, 0) !== 1) throw new Error('A thread has failed.');
  const { message } = receiveMessageOnPort(port) as { readonly message: WholeVectors };
  port.close();
  return message;
}
