/* The child's side of the supervisor: what api.js and worker.js call first. */

/** What a child tells the supervisor. */
export type ChildMessage =
  | { type: 'ready' }
  /** An expected failure that another try would not cure; the supervisor prints the sentence and ends the hub. */
  | { type: 'failed'; sentence: string };

/** `go`: the database is there and ready. A child is made before that, so that it loads its modules meanwhile. */
export type SupervisorMessage = { type: 'go'; databaseUrl: string } | { type: 'stop' };

export interface ChildControl {
  /** Resolves with the database when the supervisor says so; at once and without one if there is no supervisor. */
  readonly told: Promise<string | undefined>;
  ready(): void;
  fail(sentence: string): void;
}

const stopMs = 25_000;
// Nobody waits for an orphan, but the next hub wants its port.
const orphanStopMs = 5_000;

/** Obeys the supervisor: stops once, when told to or when the supervisor is gone (`kill -9` closes the channel).
 *
 *  Ctrl-C, a closed terminal and systemd signal every process of the group or the control group. A supervised
 *  process leaves those signals to the supervisor, which drains it in order; alone, it obeys them itself. */
export function runAsChild({ stop }: { stop(): Promise<void> }): ChildControl {
  const stopOnce = once(() => void stopAndExit(stop));
  const leave = () => {
    exitAfter(orphanStopMs);
    stopOnce();
  };
  const supervised = process.send !== undefined;
  let go = (_databaseUrl: string) => {};
  const told = supervised
    ? new Promise<string>((resolve) => {
        go = resolve;
      })
    : Promise.resolve(undefined);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, supervised ? () => {} : stopOnce);
  process.on('message', (message: SupervisorMessage) => {
    if (message.type === 'stop') stopOnce();
    else go(message.databaseUrl);
  });
  process.on('disconnect', leave);
  return {
    told,
    ready: () => tell({ type: 'ready' }),
    fail: (sentence) => tell({ type: 'failed', sentence }),
  };
}

/** Without a supervisor the sentence goes where a person looks. */
function tell(message: ChildMessage): void {
  if (process.send) process.send(message, undefined, undefined, () => {});
  else if (message.type === 'failed') process.stderr.write(`${message.sentence}\n`);
}

async function stopAndExit(stop: () => Promise<void>): Promise<void> {
  exitAfter(stopMs);
  try {
    await stop();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

function exitAfter(ms: number): void {
  setTimeout(() => process.exit(1), ms).unref();
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
