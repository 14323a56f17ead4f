import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { dataVersion, findPlace, initDatabase, type Place, prepareDataDir } from './data-folder.js';
import { type LaunchOptions, launch } from './launch.js';
import { isAbandoned, type Lock, lockOwner, takeLockPatiently } from './lock.js';
import { type ClusterFailure, ClusterRefusal, failure, refuse } from './outcome.js';
import {
  endOrphans,
  isPostmaster,
  type Postmaster,
  readPidFile,
  refuseLostPassword,
  settle,
  stopServer,
} from './postmaster.js';
import { host, probe, urlFor } from './probe.js';
import { findProcess } from './processes.js';
import { makeSecrets, readSecrets } from './secrets.js';
import type { Toolbox } from './tool.js';

export interface ClusterOptions {
  /** The folder Concord owns. Made when missing. */
  dataDir: string;
  log: (line: string) => void;
  port?: number;
  /** False for tests: no fsync, and a power cut may lose everything. */
  durable?: boolean;
  /** Where programs and data go when root runs the hub and `nobody` cannot reach them. */
  systemDir?: string;
}

const lockPatienceMs = 2_000;

/** A running server and the right to stop it. Holds the data folder's lock until `stop`. */
export class Cluster {
  readonly host = host;
  #postmaster: Postmaster;
  #stopped = false;

  constructor(
    /** 'adopted': it was running already, left behind by a hub that was killed. */
    readonly kind: 'started' | 'adopted',
    postmaster: Postmaster,
    readonly place: Place,
    readonly tools: Toolbox,
    private readonly launchOptions: LaunchOptions,
    private readonly password: string,
    private readonly lock: Lock,
  ) {
    this.#postmaster = postmaster;
  }

  get port(): number {
    return this.#postmaster.port;
  }

  get dataDir(): string {
    return this.place.dataDir;
  }

  get superuserUrl(): string {
    return urlFor('postgres', this.password, this.port, 'postgres');
  }

  /** Cheap enough to ask every second; looks at the process and not at the port. */
  isAlive(): boolean {
    const pid = readPidFile(this.place.pgData)?.pid ?? 0;
    return pid === this.#postmaster.pid && isPostmaster(findProcess(pid), this.place.pgData);
  }

  /** Starts the server again after it died, on the same port if it can be had. */
  async revive(): Promise<ClusterFailure | null> {
    const outcome = await asOutcome(this.dataDir, () =>
      bringUp(this.tools, this.place, this.password, this.launchOptions),
    );
    if ('sentence' in outcome) return outcome;
    this.#postmaster = outcome.postmaster;
    return null;
  }

  /** A second call does nothing: by then the folder may be another's. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await stopServer(this.tools, this.place.pgData);
    await endOrphans(this.place.pgData);
    this.lock.release();
  }
}

/** Starts the server of `dataDir`, making the database the first time, or adopts the one that is running. One
 *  process owns a data folder at a time: the second one gets 'folder-in-use' and may `joinCluster` instead. */
export async function startCluster(options: ClusterOptions): Promise<Cluster | ClusterFailure> {
  return asOutcome(options.dataDir, async () => {
    const account = accountFor(options.dataDir);
    const dataDir = prepareDataDir(options.dataDir, account);
    const taken = await takeLockPatiently(lockFolder(dataDir), lockPatienceMs);
    if (taken.kind === 'held') {
      refuse('folder-in-use', `The data folder ${dataDir} is in use by process ${taken.pid}.`);
    }
    try {
      return await startLocked(options, dataDir, account, taken.lock);
    } catch (error) {
      taken.lock.release();
      throw error;
    }
  });
}

/** Whether the hub that had this folder last was killed, so that its processes may be leaving only now. */
export function wasKilled(dataDir: string): boolean {
  return isAbandoned(lockFolder(dataDir));
}

function lockFolder(dataDir: string): string {
  return join(dataDir, 'lock');
}

export function stopCluster(cluster: Cluster): Promise<void> {
  return cluster.stop();
}

export type Join =
  | { kind: 'joined'; superuserUrl: string; port: number; ownerPid: number }
  | { kind: 'not-running' };

/** For a command beside a running hub: the server's address, without the right to stop it. */
export async function joinCluster(dataDir: string): Promise<Join> {
  const ownerPid = lockOwner(lockFolder(dataDir));
  const password = readSecretsIfAny(dataDir);
  const file = ownerPid && password ? readPidFile(join(dataDir, 'postgres')) : null;
  if (!ownerPid || !password || !file) return { kind: 'not-running' };
  if ((await probe(file.port, password)).kind !== 'answers') return { kind: 'not-running' };
  return {
    kind: 'joined',
    superuserUrl: urlFor('postgres', password, file.port, 'postgres'),
    port: file.port,
    ownerPid,
  };
}

function readSecretsIfAny(dataDir: string): string | undefined {
  return readSecrets(dataDir)?.superuser;
}

/** PGDATA that root finds in another account's hands stays with that account. */
function accountFor(dataDir: string): Account | null {
  const account = serverAccount();
  const owner = account && statSync(join(dataDir, 'postgres'), { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : account;
}

async function startLocked(
  { systemDir = '/var/lib/concord', log, port, durable = true }: ClusterOptions,
  dataDir: string,
  account: Account | null,
  lock: Lock,
): Promise<Cluster> {
  const tools = { account, binaries: findBinaries({ account, systemDir, log }) };
  const place = findPlace(dataDir, account, systemDir, log);
  const launchOptions = { durable, ...(port ? { port } : {}) };
  const password = await ensureDatabase(tools, place, durable, log);
  const { kind, postmaster } = await bringUp(tools, place, password, launchOptions);
  return new Cluster(kind, postmaster, place, tools, launchOptions, password, lock);
}

/** Returns the superuser's password. */
async function ensureDatabase(tools: Toolbox, place: Place, durable: boolean, log: (line: string) => void) {
  const found = dataVersion(place.pgData);
  const { major, version } = tools.binaries;
  if (found && found !== major) refuseOtherVersion(place, found, major);
  const secrets = readSecrets(place.dataDir);
  if (found) return secrets?.superuser ?? refuseLostPassword(place);
  log(`Making a PostgreSQL ${version} database in ${place.pgData}`);
  const { superuser } = secrets ?? makeSecrets(place.dataDir);
  await initDatabase(tools, place.pgData, superuser, durable);
  return superuser;
}

function refuseOtherVersion({ pgData }: Place, found: string, expected: string): never {
  refuse(
    'other-version',
    `The data in ${pgData} was written by PostgreSQL ${found} and this Concord runs PostgreSQL ${expected}: ` +
      `back it up with the Concord that wrote it, restore it into an empty data folder.`,
  );
}

async function bringUp(tools: Toolbox, place: Place, password: string, options: LaunchOptions) {
  const living = await settle(tools, place, password);
  if (living) return { kind: 'adopted' as const, postmaster: living };
  const postmaster = await launch(tools, place, options);
  if ((await probe(postmaster.port, password)).kind === 'answers')
    return { kind: 'started' as const, postmaster };
  await stopServer(tools, place.pgData);
  return refuseLostPassword(place);
}

async function asOutcome<T>(dataDir: string, work: () => Promise<T>): Promise<T | ClusterFailure> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ClusterRefusal) return error.failure;
    const { code, path } = error as NodeJS.ErrnoException;
    const unusable = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'];
    if (!code || !unusable.includes(code)) throw error;
    return failure(
      'folder-unusable',
      `The data folder ${dataDir} cannot be used (${code} at ${path ?? dataDir}).`,
    );
  }
}
