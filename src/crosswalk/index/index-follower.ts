import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Db } from '../../platform/db/db.js';
import type { SystemDirectory } from '../system-directory.js';
import { buildIndex } from './build-index.js';
import { actsAfter, type ChangedRows, changedRows, readDirectory } from './index-rows.queries.js';
import type { ResolveIndex } from './resolve-index.js';
import { changedStatements, type StatementOfCode } from './unit-statement.queries.js';

/** Without word from the database for this long, what it says is stale. */
export const staleAfterMs = 2_000;

const pollMs = 250;
const actsARound = 500;
const sliceMs = 2;

/** Keeps one process’s index at the newest revision. NOTIFY wakes it, the poll is the truth: a missed notice costs
 *  only delay. Rows are applied in slices of 2 ms between which requests are answered, at the revision before; a
 *  round is shown whole when its last row is in. */
export class IndexFollower {
  readonly #db: Db;
  readonly #report: (error: unknown) => void;
  #index: ResolveIndex | undefined;
  #directory: SystemDirectory | undefined;
  #freshAt = 0;
  #stopped = false;
  #wake: (() => void) | undefined;
  #woken = false;
  #running: Promise<void> | undefined;
  #unlisten: (() => Promise<void>) | undefined;
  readonly #waiters = new Set<() => void>();

  constructor(db: Db, report: (error: unknown) => void) {
    this.#db = db;
    this.#report = report;
  }

  get index(): ResolveIndex {
    if (!this.#index) throw new Error('the resolve index is not built yet');
    return this.#index;
  }

  get directory(): SystemDirectory {
    if (!this.#directory) throw new Error('the resolve index is not built yet');
    return this.#directory;
  }

  /** Milliseconds since the database last said that nothing newer exists. */
  get ageMs(): number {
    return this.#index ? performance.now() - this.#freshAt : Number.POSITIVE_INFINITY;
  }

  async start(): Promise<void> {
    const startedAt = performance.now();
    const built = await buildIndex(this.#db);
    this.#index = built.index;
    this.#directory = built.directory;
    this.#freshAt = startedAt;
    const listening = await this.#db.$client.listen('revision', () => this.#nudge());
    this.#unlisten = listening.unlisten;
    this.#running = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#nudge();
    await this.#running;
    await this.#unlisten?.().catch(this.#report);
  }

  /** True once the index holds `revision`, false if it does not within `timeoutMs`. */
  async reaches(revision: number, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    this.#nudge();
    while (this.index.revision < revision) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await this.#nextRound(left);
    }
    return true;
  }

  #nextRound(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#waiters.add(done);
    });
  }

  #nudge(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      try {
        while (await this.#round()) if (this.#stopped) return;
      } catch (error) {
        this.#report(error);
      }
      await this.#sleep();
    }
  }

  #sleep(): Promise<void> {
    if (this.#woken) {
      this.#woken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        this.#woken = false;
        resolve();
      };
      const timer = setTimeout(done, pollMs);
      this.#wake = done;
    });
  }

  /** Applies the next acts; true if there may be more. */
  async #round(): Promise<boolean> {
    const askedAt = performance.now();
    const acts = await actsAfter(this.#db, this.index.revision, actsARound);
    const last = acts.at(-1);
    if (last) {
      const ids = acts.map((act) => act.id);
      const changed = await changedRows(this.#db, ids);
      const statements = await changedStatements(this.#db, ids);
      const directory = await readDirectory(this.#db);
      await inSlices(this.#apply(changed));
      await inSlices(this.#applyStatements(statements));
      this.#directory = directory;
      this.index.publish(last.revision);
    }
    const more = acts.length === actsARound;
    if (!more) this.#freshAt = askedAt;
    for (const waiter of [...this.#waiters]) waiter();
    return more;
  }

  *#apply({ codes, facts, mappings, names, recordCodes, redirects }: ChangedRows): Generator<void> {
    for (const code of codes) yield void this.index.codes.add(code.id, code.system, code.issuer, code.normal);
    for (const { codeId, fact } of facts) yield this.index.addFact(codeId, fact);
    for (const { from, to, mapping } of mappings) yield this.index.addMapping(from, to, mapping);
    for (const { goldenId, name } of names) yield this.index.addName(goldenId, name);
    for (const { codeId, said } of recordCodes) yield this.index.addRecordCode(codeId, said);
    for (const { goldenId, redirect } of redirects) yield this.index.addRedirect(goldenId, redirect);
  }

  *#applyStatements(statements: readonly StatementOfCode[]): Generator<void> {
    for (const { code, statement } of statements) {
      this.index.codes.add(code.id, code.system, code.issuer, code.normal);
      yield this.index.addStatement(code.id, statement);
    }
  }
}

/** Runs small steps, giving way to the event loop whenever a slice of time is used up. */
async function inSlices(steps: Generator<void>): Promise<void> {
  let sliceEnds = performance.now() + sliceMs;
  for (const _ of steps) {
    if (performance.now() < sliceEnds) continue;
    await nextTurn();
    sliceEnds = performance.now() + sliceMs;
  }
}
