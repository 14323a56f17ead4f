import { sharedInts } from '../text/flat-lists.js';

/** Work cut into portions, which any thread takes one by one. What comes out does not depend on who takes which. */
export interface Portions {
  readonly count: number;
  /** What is under way, see `Place`; shared between the threads. */
  readonly progress: Int32Array;
}

/** Places in `progress`: the next portion to be taken, how many are done, and whether a thread failed. */
export const Place = { next: 0, done: 1, failed: 2 } as const;

export function portions(count: number): Portions {
  return { count, progress: sharedInts(3) };
}

/** Works on portions as long as any is left. `begin` is called once, if there is one. */
export function workThrough(
  { count, progress }: Portions,
  begin: () => (portion: number) => void,
  worked?: (done: number) => void,
): void {
  let workOn: ((portion: number) => void) | undefined;
  for (;;) {
    const at = Atomics.add(progress, Place.next, 1);
    if (at >= count) return;
    workOn ??= begin();
    workOn(at);
    const done = Atomics.add(progress, Place.done, 1) + 1;
    Atomics.notify(progress, Place.done);
    worked?.(done);
  }
}
