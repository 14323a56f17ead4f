import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { countIn, type WholeRecords } from '../candidates/everything.js';
import { FeatureCensus, type Vectors } from '../text/vectors.js';

/** One thing that a thread does by itself while others do something else: it counts portions of records, and then brings
 *  their vectors. */
export type Errand =
  | {
      readonly kind: 'count';
      readonly records: WholeRecords;
      /** How many there are in all portions. */
      readonly all: number;
      readonly stage: Int32Array;
    }
  | {
      readonly kind: 'whole vectors';
      readonly answer: MessagePort;
      /** One of `Stage`; shared. */
      readonly stage: Int32Array;
    };

const Stage = { waiting: 0, begun: 1, brought: 2, failed: 3, withdrawn: 4 } as const;

/** Of the errand that this thread has begun. */
let census: FeatureCensus | undefined;

export function runErrand(errand: Errand): void {
  const { stage } = errand;
  if (errand.kind === 'count') {
    if (Atomics.compareExchange(stage, 0, Stage.waiting, Stage.begun) === Stage.waiting)
      census = new FeatureCensus(errand.all);
    if (census !== undefined) attempt(stage, () => countIn(census!, errand.records));
    return;
  }
  const counted = census;
  census = undefined;
  if (counted !== undefined)
    attempt(stage, () => {
      errand.answer.postMessage(counted.vectors());
      Atomics.store(stage, 0, Stage.brought);
      Atomics.notify(stage, 0);
    });
  errand.answer.close();
}

function attempt(stage: Int32Array, work: () => void): void {
  try {
    work();
  } catch {
    census = undefined;
    Atomics.store(stage, 0, Stage.failed);
    Atomics.notify(stage, 0);
  }
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
