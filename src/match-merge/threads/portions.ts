import { sharedBytes, sharedInts } from '../text/flat-lists.js';

/** Work cut into portions, which any thread takes one by one. What comes out does not depend on who takes which. */
export interface Portions {
  readonly count: number;
  /** What is under way, see `Place`; shared between the threads. */
  readonly progress: Int32Array;
  /** 1 of each portion that is done; shared. */
  readonly finished: Uint8Array;
}

/** Places in `progress`: the next portion to be taken, how many are done, and whether a thread failed. */
export const Place = { next: 0, done: 1, failed: 2 } as const;

export function portions(count: number): Portions {
  return { count, progress: sharedInts(3), finished: sharedBytes(count) };
}

/** Works on portions as long as any is left. `begin` is called once, if there is one. */
export function workThrough(
  portions: Portions,
  begin: () => (portion: number) => void,
  worked?: (done: number) => void,
): void {
  const { count, progress } = portions;
  let workOn: ((portion: number) => void) | undefined;
  for (;;) {
    const at = Atomics.add(progress, Place.next, 1);
    if (at >= count) return;
    workOn ??= begin();
    workOn(at);
    const done = isDone(portions, at);
    worked?.(done);
  }
}

/** Does what nobody has done, whoever has taken it. */
export function finishAlone(portions: Portions, workOn: (portion: number) => void): void {
  for (let at = 0; at < portions.count; at++) {
    if (Atomics.load(portions.finished, at) === 1) continue;
    workOn(at);
    isDone(portions, at);
  }
}

/** Hands back how many are done. */
function isDone({ progress, finished }: Portions, portion: number): number {
  if (Atomics.exchange(finished, portion, 1) === 0) Atomics.add(progress, Place.done, 1);
  Atomics.notify(progress, Place.done);
  return Atomics.load(progress, Place.done);
}
