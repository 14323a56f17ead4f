import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, isPassing, sqlState, sqlStates, type Tx, transact } from '../platform/db/db.js';
import { logError } from '../platform/telemetry/log.js';
import { takeTurn } from './apply-import.js';
import { applyRecordsAtOnce } from './apply-records.js';
import { readEvent } from './record-event.js';
import {
  type EventEnd,
  endEvent,
  firstInLine,
  isOver,
  type KeptBody,
  noteFailure,
  type QueuedEvent,
} from './record-event.store.js';

/** An event that fails so often for reasons of its own is refused: those behind it wait. */
const mostFailures = 5;
const pauseMs = 100;
/** How long one turn waits for a file that is being applied, holding a connection; then it is somebody else’s turn. */
const turnMs = 5_000;

/** Takes the events of sources to their end, each source’s in the order in which they arrived. One at a time in this
 *  process: whoever waits for a turn holds no connection, so that a file which takes minutes leaves the pool to others. */
export class EventLine {
  readonly #db: Db;
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Takes an event to its end, and before it all of its source that arrived earlier; or gives up after `patienceMs`, and
   *  the worker goes on. Tells whether the event has ended. */
  async applyThrough(event: QueuedEvent, patienceMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    const deadline = Date.now() + patienceMs;
    while (!(await isOver(this.#db, event.id))) {
      if (Date.now() >= deadline) return false;
      const step = await this.#inTurn(() => this.#applyNext(event), deadline);
      if (step === 'failed') await sleep(pauseMs);
    }
    return true;
  }

  /** Runs `work` after all that came before; not at all if its turn comes too late for whoever waits. */
  async #inTurn<T>(work: () => Promise<T>, deadline: number): Promise<T | 'too-late'> {
    const turn = this.#last.then(async () => (Date.now() < deadline ? work() : ('too-late' as const)));
    this.#last = turn.catch(() => {});
    if (deadline === Number.POSITIVE_INFINITY) return turn;
    const waiting = new AbortController();
    const late = sleep(Math.max(deadline - Date.now(), 0), 'too-late' as const, { signal: waiting.signal });
    late.catch(() => {});
    try {
      return await Promise.race([turn, late]);
    } finally {
      waiting.abort();
    }
  }

  /** The first event in line, once however many are at it: its records and what is said of the event are one
   *  transaction. `busy`: somebody else was in the way. */
  async #applyNext({ source, position }: QueuedEvent): Promise<'applied' | 'failed' | 'busy' | 'nothing'> {
    let first: KeptBody | undefined;
    try {
      return await transact(this.#db, async (tx) => {
        await takeTurn(tx, turnMs);
        first = await firstInLine(tx, source, position);
        if (!first) return 'nothing';
        await endEvent(tx, first.id, await applied(tx, first));
        return 'applied';
      });
    } catch (error) {
      if (isInTheWay(error)) return 'busy';
      if (!first || isPassing(error)) throw error;
      logError('applying an event', error, { event: first.id });
      await noteFailure(this.#db, first.id, mostFailures);
      return 'failed';
    }
  }
}

async function applied(tx: Tx, { source, actor, body }: KeptBody): Promise<EventEnd> {
  const read = readEvent(body);
  if (read.kind === 'refused') return { problem: read.sentence };
  const { feed, records } = read;
  return applyRecordsAtOnce(tx, { source, actor, feed, records });
}

function isInTheWay(error: unknown): boolean {
  const state = sqlState(error);
  return state === sqlStates.lockNotAvailable || state === sqlStates.deadlockDetected;
}
