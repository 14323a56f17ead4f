import { setImmediate as nextTurn } from 'node:timers/promises';
import { changedPlaceEdges } from '../../golden-records/relations/location-tree.queries.js';
import type { Db } from '../../platform/db/db.js';
import type { SystemDirectory } from '../system-directory.js';
import { buildIndex } from './build-index.js';
import { readDirectory } from './directory.queries.js';
import { findCodes, indexAt } from './index-around.queries.js';
import { actsAfter, type ChangedRows, changedRows, publishedRevisions } from './index-rows.queries.js';
import { addEdge } from './place-edges.js';
import type { CodeRow, ResolveIndex } from './resolve-index.js';
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
  #builtAt = 0;
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

  /** The oldest revision that the index can still be asked at. */
  get builtAt(): number {
    return this.#builtAt;
  }

  /** Milliseconds since the database last said that nothing newer exists. */
  get ageMs(): number {
    return this.#index ? performance.now() - this.#freshAt : Number.POSITIVE_INFINITY;
  }

  /** What the hub held around some codes at a revision older than the index. */
  async past(
    starts: {
      readonly codes: readonly Omit<CodeRow, 'id'>[];
      readonly codeIds: readonly number[];
      readonly goldens: readonly string[];
    },
    revision: number,
  ): Promise<ResolveIndex> {
    const { codes, codeIds, goldens } = starts;
    const found = await findCodes(this.#db, codes);
    return indexAt(
      this.#db,
      { codes: [...new Set([...found, ...codeIds])], goldens: [...new Set(goldens)] },
      revision,
    );
  }

  /** The newest revision that the database has published, and the oldest it still knows of. */
  published(): Promise<{ oldest: number; newest: number }> {
    return publishedRevisions(this.#db);
  }

  async start(): Promise<void> {
    const startedAt = performance.now();
    const built = await buildIndex(this.#db);
    this.#index = built.index;
    this.#directory = built.directory;
    this.#builtAt = built.index.revision;
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
      const edges = await changedPlaceEdges(this.#db, ids);
      const directory = await readDirectory(this.#db);
      await inSlices(this.#apply(changed));
      await inSlices(this.#applyStatements(statements));
      for (const edge of edges) addEdge(this.index, edge);
      this.#directory = directory;
      this.index.publish(last.revision);
    }
    const more = acts.length === actsARound;
    if (!more) this.#freshAt = askedAt;
    for (const waiter of [...this.#waiters]) waiter();
    return more;
  }

  *#apply({
    codes,
    facts,
    conditions,
    mappings,
    names,
    zones,
    recordCodes,
    redirects,
  }: ChangedRows): Generator<void> {
    for (const code of codes) yield void this.index.codes.add(code.id, code.system, code.issuer, code.normal);
    for (const { codeId, fact } of facts) yield this.index.addFact(codeId, fact);
    for (const { set, conditions: stated } of conditions) yield this.index.addConditions(set, stated);
    for (const { from, to, mapping } of mappings) yield this.index.addMapping(from, to, mapping);
    for (const { goldenId, name } of names) yield this.index.addName(goldenId, name);
    for (const { goldenId, name } of zones) yield this.index.addZone(goldenId, name);
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
