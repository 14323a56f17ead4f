import type { Domain } from '../../golden-records/domain.js';
import type { Db } from '../../platform/db/db.js';
import { KeptIndex } from '../models/kept-index.js';
import { readModel } from '../models/match-model.queries.js';
import type { Registries } from '../models/thing.queries.js';
import { decideRun } from './decide-run.js';
import { type MatchRun, readRun } from './match-run.queries.js';
import { isScored, takeDeciding, takePartition } from './match-run.store.js';
import { scorePartition } from './score-partition.js';

/** How long a worker has a partition, or the deciding between two acts, before it is taken for dead. */
const usualLeaseMs = 60_000;

export interface MatchWorkerOptions {
  readonly registries: Registries;
  readonly leaseMs?: number | undefined;
  /** Lets go of what is under way: another worker does it, or this one when it is back. */
  readonly signal?: AbortSignal | undefined;
}

/** One worker’s share in runs. It keeps the index of a domain between runs and carries it on to the revision of the next;
 *  there is one run of a domain at a time, so it never has to go back. */
export class MatchWorker {
  readonly #kept = new Map<Domain, KeptIndex>();
  readonly #db: Db;
  readonly #registries: Registries;
  readonly #leaseMs: number;
  readonly #signal: AbortSignal | undefined;

  constructor(db: Db, options: MatchWorkerOptions) {
    this.#db = db;
    this.#registries = options.registries;
    this.#leaseMs = options.leaseMs ?? usualLeaseMs;
    this.#signal = options.signal;
  }

  /** Takes partitions of a run as long as there are any, and decides when all are done. Does nothing for a run that does
   *  not go on. */
  async work(runId: string): Promise<void> {
    const run = await readRun(this.#db, runId);
    if (run?.state !== 'RUNNING') return;
    const kept = await this.#keptFor(run);
    while (!this.#signal?.aborted) {
      const number = await takePartition(this.#db, runId, this.#leaseMs);
      if (number === undefined) break;
      await scorePartition(this.#db, kept, run, number);
    }
    if (
      this.#signal?.aborted ||
      !(await isScored(this.#db, runId)) ||
      !(await takeDeciding(this.#db, runId, this.#leaseMs))
    )
      return;
    const scored = await readRun(this.#db, runId);
    if (scored?.state === 'RUNNING')
      await decideRun(this.#db, kept, scored, { leaseMs: this.#leaseMs, signal: this.#signal });
  }

  async #keptFor({ domain, modelId, revision }: MatchRun): Promise<KeptIndex> {
    const known = this.#kept.get(domain);
    if (known && known.model.id === modelId && known.revision <= revision) {
      await known.advance(revision);
      return known;
    }
    const model = await readModel(this.#db, modelId);
    if (!model) throw new Error(`match model ${modelId} is gone`);
    const kept = await KeptIndex.build(this.#db, model, this.#registries, revision);
    this.#kept.set(domain, kept);
    return kept;
  }
}
