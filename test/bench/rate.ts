const WARM_UP_MS = 200;
const MEASURED_MS = 1_000;

/** How often a second `work` is done on one of `things`; what it returns is summed, so that no work can be left out. */
export function rate<T>(things: readonly T[], work: (thing: T) => number): number {
  timed(things, work, WARM_UP_MS);
  const { rounds, seconds } = timed(things, work, MEASURED_MS);
  return Math.round((rounds * things.length) / seconds);
}

function timed<T>(things: readonly T[], work: (thing: T) => number, ms: number) {
  const start = performance.now();
  let rounds = 0;
  let sum = 0;
  for (; performance.now() - start < ms; rounds++) for (const thing of things) sum += work(thing);
  if (sum < 0) throw new Error('lengths are not negative');
  return { rounds, seconds: (performance.now() - start) / 1000 };
}
