import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { v7 } from 'uuid';
import { describeError } from '../telemetry/describe-error.js';

/** Few queues with many job names: every queue costs connections. */
export const queueNames = ['imports', 'matching', 'events', 'upkeep'] as const;
export type QueueName = (typeof queueNames)[number];

export interface JobsOptions {
  readonly databaseUrl: string;
  /** Puts the same queues on Redis. */
  readonly redisUrl?: string | undefined;
  readonly report: (error: unknown) => void;
}

/** A queue on either backend: what both can do. */
type AnyQueue = Pick<Queue, 'add' | 'upsertJobScheduler' | 'close'>;

/** A job says only "look now": its payload is an id, or nothing. The handler reads the truth from PostgreSQL, may run
 *  twice, and finds the same work again if the queue is lost. */
export type JobHandler = (id: string) => Promise<void>;

const connectionsPerQueue = 2;

/** The nudging side of the queues. Opens a queue when it is first used. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #queues = new Map<QueueName, AnyQueue>();

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  /** Wakes a handler. Nudges of one name and id within `everyMs` are one. */
  async nudge(queue: QueueName, name: string, id = '', everyMs?: number): Promise<void> {
    await this.#queue(queue).add(
      name,
      { id },
      {
        // An id of our own: for one of its own BullMQ makes a sequence, which the running role may not.
        jobId: v7(),
        attempts: 5,
        backoff: { type: 'exponential', delay: 500 },
        removeOnComplete: { count: 100 },
        removeOnFail: { count: 1_000 },
        ...(everyMs && { deduplication: { id: `${name}:${id}`, ttl: everyMs } }),
      },
    );
  }

  /** Runs a handler again and again, on whichever worker is free: what a lost nudge left lying is found. */
  async repeat(queue: QueueName, name: string, everyMs: number): Promise<void> {
    await this.#queue(queue).upsertJobScheduler(
      name,
      { every: everyMs },
      { name, data: { id: '' }, opts: { removeOnComplete: { count: 10 }, removeOnFail: { count: 100 } } },
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }

  #queue(name: QueueName): AnyQueue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = openQueue(name, this.#options);
    this.#queues.set(name, queue);
    return queue;
  }
}

function openQueue(name: QueueName, { databaseUrl, redisUrl, report }: JobsOptions): AnyQueue {
  if (redisUrl) return new Queue(name, { connection: { url: redisUrl } }).on('error', report);
  const queue = new Queue(name, { connection: pool(databaseUrl) }, createPostgresBackend);
  return queue.on('error', report);
}

function pool(databaseUrl: string) {
  return { connectionString: databaseUrl, max: connectionsPerQueue };
}

export interface RunningWorker {
  /** Takes no more jobs and resolves when those under way are done. */
  close(): Promise<void>;
}

export type Handlers = Readonly<Record<string, JobHandler>>;

/** What the queue keeps of a failed job: the kind of its error. The message of a failed statement holds its parameters,
 *  which are input values; the log, which leaves them out, has been told. */
export class JobFailedError extends Error {
  override name = 'JobFailedError' as const;
}

function kindOf(error: unknown): string {
  const { kind = '', sqlState } = describeError(error);
  return sqlState ? `${kind} ${sqlState}` : kind;
}

/** Starts a worker on one queue; a job whose name no handler knows fails loudly. `close` drains it. */
export function startWorker(name: QueueName, handlers: Handlers, options: JobsOptions): RunningWorker {
  const { databaseUrl, redisUrl, report } = options;
  const process = async (job: { name: string; data: { id: string } }) => {
    const handler = handlers[job.name];
    if (!handler) throw new Error(`no handler for job "${job.name}" of queue "${name}"`);
    try {
      await handler(job.data.id);
    } catch (error) {
      report(error);
      throw new JobFailedError(kindOf(error));
    }
  };
  const worker = redisUrl
    ? new Worker(name, process, { connection: { url: redisUrl, maxRetriesPerRequest: null } })
    : new Worker(name, process, { connection: pool(databaseUrl) }, createPostgresBackend);
  worker.on('error', report);
  worker.on('failed', (_, error) => {
    if (!(error instanceof JobFailedError)) report(error);
  });
  return worker;
}
