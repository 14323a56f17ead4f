import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Db } from '../../platform/db/db.js';
import { attributesIn } from './learn-model.js';
import { BaseChoice } from './match-base.js';
import { MatchIndex } from './match-index.js';
import type { MatchModel } from './match-model.queries.js';
import type { Thing } from './thing.js';
import { changedThings, type Registries, readThings, streamThings } from './thing.queries.js';

const sliceMs = 5;
const thingsARound = 500;

/** The match index of one model as of one revision, in the memory of one process, carried on from revision to revision by
 *  the change log. Built from the database alone: from what sources had said when the model was learned, which says how
 *  rare things are, and then everything as it is at the revision. Two processes that carry it to the same revision weigh
 *  alike. Between slices of a few milliseconds the process does other things. */
export class KeptIndex {
  readonly #things = new Map<string, Thing>();
  readonly #ofRecord = new Map<number, string>();
  #revision: number;

  private constructor(
    private readonly db: Db,
    readonly model: MatchModel,
    private readonly registries: Registries,
    readonly index: MatchIndex,
    revision: number,
  ) {
    this.#revision = revision;
  }

  static async build(
    db: Db,
    model: MatchModel,
    registries: Registries,
    revision: number,
  ): Promise<KeptIndex> {
    const { domain, learnedRevision, parameters } = model;
    const choice = new BaseChoice(domain);
    await streamThings(db, { domain, pin: learnedRevision, registries }, (thing) => choice.hear(thing));
    const table = choice.table();
    const index = new MatchIndex(table, attributesIn(domain, table), parameters);
    const kept = new KeptIndex(db, model, registries, index, revision);
    const begunWith = new Map(table.ids.map((id, row) => [id, table.cells.map((cells) => cells[row]!)]));
    const all: Thing[] = [];
    await streamThings(db, { domain, pin: revision, registries }, (thing) => all.push(thing));
    const slices = new Slices();
    for (const thing of all) {
      const before = begunWith.get(thing.id);
      if (!before || before.some((cell, column) => cell !== thing.cells[column])) index.put(thing);
      begunWith.delete(thing.id);
      kept.#keep(thing);
      await slices.pause();
    }
    for (const gone of begunWith.keys()) index.remove(gone);
    return kept;
  }

  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return this.#things.size;
  }

  ids(): Iterable<string> {
    return this.#things.keys();
  }

  thing(id: string): Thing | undefined {
    return this.#things.get(id);
  }

  /** The thing that a source record belongs to. */
  thingOf(record: number): string | undefined {
    return this.#ofRecord.get(record);
  }

  /** Takes in what changed up to a later revision. */
  async advance(revision: number): Promise<void> {
    if (revision <= this.#revision) return;
    const { domain } = this.model;
    const changed = await changedThings(this.db, domain, this.#revision, revision);
    const slices = new Slices();
    for (let from = 0; from < changed.length; from += thingsARound) {
      const ids = changed.slice(from, from + thingsARound);
      const { registries } = this;
      const now = new Map(
        (await readThings(this.db, { domain, pin: revision, registries }, ids)).map((thing) => [
          thing.id,
          thing,
        ]),
      );
      for (const id of ids) {
        this.#replace(id, now.get(id));
        await slices.pause();
      }
    }
    this.#revision = revision;
  }

  #replace(id: string, thing: Thing | undefined): void {
    const before = this.#things.get(id);
    // A record that has gone to another thing by now is that one’s.
    for (const record of before?.records ?? [])
      if (this.#ofRecord.get(record) === id) this.#ofRecord.delete(record);
    if (!thing) {
      this.#things.delete(id);
      this.index.remove(id);
      return;
    }
    this.#keep(thing);
    if (!before || before.cells.some((cell, column) => cell !== thing.cells[column])) this.index.put(thing);
  }

  #keep(thing: Thing): void {
    this.#things.set(thing.id, thing);
    for (const record of thing.records) this.#ofRecord.set(record, thing.id);
  }
}

/** Gives way to the event loop whenever a slice of time is used up. */
class Slices {
  #ends = performance.now() + sliceMs;

  async pause(): Promise<void> {
    if (performance.now() < this.#ends) return;
    await nextTurn();
    this.#ends = performance.now() + sliceMs;
  }
}
