import { Cluster, type ClusterOptions, startCluster } from '../platform/postgres/cluster.js';
import { type DatabaseUrls, prepareDatabase } from '../platform/postgres/roles.js';
import { DeathToll } from './death-toll.js';
import { problemWith } from './external-database.js';

export interface HubDatabaseOptions extends Omit<ClusterOptions, 'port'> {
  /** Another server than the embedded one. */
  databaseUrl?: string;
  /** For the role that migrates, when it is another one. */
  migrateUrl?: string;
}

/** The database of a running hub, the embedded one or another. */
export interface HubDatabase {
  /** New after the embedded server had to move to another port. */
  urls(): DatabaseUrls;
  /** Where the data is kept; null when another server keeps it. */
  keptIn: string | null;
  watch(handlers: WatchHandlers): void;
  close(): Promise<void>;
}

export interface WatchHandlers {
  onMoved: () => void;
  onGiveUp: (sentence: string) => void;
}

const lookEveryMs = 500;

export async function openDatabase(options: HubDatabaseOptions): Promise<HubDatabase | { sentence: string }> {
  return options.databaseUrl ? openExternal(options.databaseUrl, options.migrateUrl) : openEmbedded(options);
}

async function openExternal(
  appUrl: string,
  migrateUrl = appUrl,
): Promise<HubDatabase | { sentence: string }> {
  const sentence =
    (await problemWith('DATABASE_URL', appUrl)) ??
    (migrateUrl === appUrl ? null : await problemWith('DATABASE_MIGRATE_URL', migrateUrl));
  if (sentence) return { sentence };
  return { urls: () => ({ migrateUrl, appUrl }), keptIn: null, watch: () => {}, close: async () => {} };
}

async function openEmbedded(options: HubDatabaseOptions): Promise<HubDatabase | { sentence: string }> {
  // Named one by one: the hub's own options hold a `port` too, which is not PostgreSQL's.
  const { dataDir, log, durable, systemDir } = options;
  const cluster = await startCluster({ dataDir, log, durable, systemDir });
  if (!(cluster instanceof Cluster)) return cluster;
  if (cluster.kind === 'adopted')
    options.log('Adopted the PostgreSQL server that an earlier hub left running');
  try {
    return embedded(cluster, await prepareDatabase(cluster.superuserUrl, cluster), options.log);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

function embedded(cluster: Cluster, first: DatabaseUrls, log: (line: string) => void): HubDatabase {
  let urls = first;
  let watching: Watch | null = null;
  return {
    urls: () => urls,
    keptIn: cluster.place.pgData,
    watch: (handlers) => {
      watching = new Watch(cluster, log, handlers.onGiveUp, async () => {
        urls = await prepareDatabase(cluster.superuserUrl, cluster);
        handlers.onMoved();
      });
    },
    close: async () => {
      await watching?.end();
      await cluster.stop();
    },
  };
}

/** Starts the server again when it died. */
class Watch {
  readonly #deaths = new DeathToll();
  readonly #timer = setInterval(() => this.#look(), lookEveryMs);
  #reviving: Promise<void> | null = null;

  constructor(
    private readonly cluster: Cluster,
    private readonly log: (line: string) => void,
    private readonly onGiveUp: (sentence: string) => void,
    private readonly onMoved: () => Promise<void>,
  ) {}

  /** A server that is just being started is waited for, since it must be stopped too. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reviving;
  }

  #look(): void {
    if (this.#reviving || this.cluster.isAlive()) return;
    this.#reviving = this.#revive()
      .catch((error: Error) => this.#give(`PostgreSQL could not be started again: ${error.message}`))
      .finally(() => {
        this.#reviving = null;
      });
  }

  async #revive(): Promise<void> {
    if (this.#deaths.add().tooMany) return this.#give('PostgreSQL died 5 times in a minute.');
    this.log('PostgreSQL died; starting it again');
    const { port } = this.cluster;
    const problem = await this.cluster.revive();
    if (problem) return this.#give(problem.sentence);
    if (this.cluster.port !== port) await this.onMoved();
  }

  #give(sentence: string): void {
    clearInterval(this.#timer);
    this.onGiveUp(sentence);
  }
}
