import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type WholeRecords, wholeVectors } from '../candidates/everything.js';
import type { Vectors } from '../text/vectors.js';

/** One thing that a thread does by itself while others do something else. */
export interface Errand {
  readonly kind: 'whole vectors';
  readonly records: WholeRecords;
  readonly answer: MessagePort;
  /** One of `Stage`; shared. */
  readonly stage: Int32Array;
}

const Stage = { waiting: 0, begun: 1, brought: 2, failed: 3, withdrawn: 4 } as const;

export function runErrand({ records, answer, stage }: Errand): void {
  if (Atomics.compareExchange(stage, 0, Stage.waiting, Stage.begun) !== Stage.waiting) {
    answer.close();
    return;
  }
  try {
    answer.postMessage(wholeVectors(records));
    Atomics.store(stage, 0, Stage.brought);
  } catch {
    Atomics.store(stage, 0, Stage.failed);
  }
  Atomics.notify(stage, 0);
  answer.close();
}

/** Minutes after which a thread that has begun is taken for dead. */
const patience = 10;

/** Waits for what an errand brings; nothing where no thread has begun it yet, or none will end it. */
export function broughtBy(port: MessagePort, stage: Int32Array): Vectors | undefined {
  const withdrawn = Atomics.compareExchange(stage, 0, Stage.waiting, Stage.withdrawn) === Stage.waiting;
  if (!withdrawn) Atomics.wait(stage, 0, Stage.begun, patience * 60_000);
  const brought = Atomics.load(stage, 0) === Stage.brought ? receiveMessageOnPort(port) : undefined;
  port.close();
  return brought?.message as Vectors | undefined;
}
