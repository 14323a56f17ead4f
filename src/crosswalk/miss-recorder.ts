import { v7 } from 'uuid';
import { type Db, isAway } from '../platform/db/db.js';
import { within } from '../platform/db/within.js';
import type { Journal, Taken } from '../platform/journal/journal.js';
import { logError } from '../platform/telemetry/log.js';
import { type MissBatch, recordBatch, recordBatches } from './miss.store.js';
import type { MissSighting } from './miss-sighting.js';
import { type Waiter, type WaiterAsked, waiterId } from './waiter.js';

export type Sighted = Omit<MissSighting, 'waiters'> & { readonly waiter: Waiter };

interface Group {
  readonly misses: Map<string, { sighting: Sighted; waiters: Map<string, WaiterAsked> }>;
  readonly written: Promise<void>;
}

/** Name of the job that a process nudges after it has written misses; a later layer handles it. */
export const missRecordedJob = 'miss recorded';

const largestGroup = 5_000;

/** Where groups are kept while the database is away. */
export interface Aside {
  readonly journal: Journal;
  /** Whether the database is known to be away, so that nobody need wait to find out. */
  readonly isAway: () => boolean;
}

/** How long askers wait for the database before their miss is kept aside. */
const patienceMs = 1_000;
const handInEveryMs = 1_000;

/** Writes misses in groups: whatever is asked while one group is being written goes into the next, and every asker
 *  is answered after the commit of its own. One row asked by 50 callers at once: 63k misses/s against 3.5k one by
 *  one (2 cores, PostgreSQL 18). A group that the database cannot take is kept in a journal on disk and handed in when it
 *  is back, exactly once: its id tells whether an attempt that seemed to fail had been committed after all. */
export class MissRecorder {
  readonly #db: Db;
  readonly #recorded: () => void;
  readonly #aside: Aside | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  #handingIn: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();
  #open: Group | undefined;

  /** `recorded` is called after each commit, to wake whoever looks at new misses. Without `aside` a group that cannot be
   *  written is lost, and its askers are told so. */
  constructor(db: Db, recorded: () => void, aside?: Aside) {
    this.#db = db;
    this.#recorded = recorded;
    this.#aside = aside;
    this.#timer = aside && setInterval(() => this.#handInSoon(aside), handInEveryMs).unref();
  }

  /** Resolves when the miss is on the ledger, or kept aside on disk; rejects if it is nowhere. */
  record(sighting: Sighted): Promise<void> {
    if (this.#open && this.#open.misses.size >= largestGroup) this.#open = undefined;
    this.#open ??= this.#newGroup();
    const { misses, written } = this.#open;
    const entry = misses.get(sighting.id) ?? { sighting, waiters: new Map<string, WaiterAsked>() };
    if (sighting.revision > entry.sighting.revision) entry.sighting = sighting; // the latest says how it stands
    const id = waiterId(sighting.id, sighting.waiter);
    const known = entry.waiters.get(id);
    const revision = Math.max(sighting.revision, known?.revision ?? 0);
    entry.waiters.set(id, { ...sighting.waiter, id, revision, count: (known?.count ?? 0) + 1 });
    misses.set(sighting.id, entry);
    return written;
  }

  /** Resolves when everything recorded so far is written or kept aside; what is aside stays for the next process. */
  async drain(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing.catch(() => {});
    await this.#handingIn;
    await this.#aside?.journal.close();
  }

  #newGroup(): Group {
    const misses: Group['misses'] = new Map();
    const group: Group = {
      misses,
      written: this.#writing
        .catch(() => {})
        .then(() => {
          if (this.#open === group) this.#open = undefined;
          return this.#write(misses);
        }),
    };
    this.#writing = group.written;
    group.written.catch(() => {}); // every asker awaits it too; this one only keeps a lost group from being fatal
    return group;
  }

  async #write(misses: Group['misses']): Promise<void> {
    const sightings = [...misses.values()].map(({ sighting, waiters }) => ({
      ...sighting,
      waiters: [...waiters.values()],
    }));
    const batch: MissBatch = { id: v7(), at: new Date().toISOString(), sightings };
    if (!this.#aside) {
      await recordBatch(this.#db, batch);
      return this.#recorded();
    }
    if (await this.#wrote(batch, this.#aside)) this.#recorded();
    else await this.#aside.journal.append(batch);
  }

  /** False if the database is away; the attempt may be committed all the same. */
  async #wrote(batch: MissBatch, { isAway: isKnownAway }: Aside): Promise<boolean> {
    if (isKnownAway()) return false;
    try {
      await within(patienceMs, recordBatch(this.#db, batch));
      return true;
    } catch (error) {
      if (isAway(error)) return false;
      throw error;
    }
  }

  #handInSoon({ journal, isAway: isKnownAway }: Aside): void {
    if (journal.bytes === 0 || isKnownAway()) return;
    this.#handingIn = this.#handingIn.then(() =>
      journal
        .handIn((entries) => this.#take(entries as readonly MissBatch[]))
        .then((handed) => {
          if (handed > 0) this.#recorded();
        })
        .catch((error: unknown) => {
          if (!isAway(error)) logError('handing in misses from the journal', error);
        }),
    );
  }

  /** One that can never be written holds up none of the others. */
  async #take(batches: readonly MissBatch[]): Promise<Taken> {
    try {
      await recordBatches(this.#db, batches);
      return 'taken';
    } catch (error) {
      if (isAway(error)) throw error;
      if (batches.length === 1) {
        logError('handing in a group of misses', error);
        return 'refused';
      }
    }
    const taken: Taken[] = [];
    for (const batch of batches) taken.push(await this.#take([batch]));
    return taken.includes('refused') ? 'refused' : 'taken';
  }
}
