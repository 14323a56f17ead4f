import { IndexFollower } from '../crosswalk/index/index-follower.js';
import { connect, type Db, warmUp } from '../platform/db/db.js';
import { logError } from '../platform/telemetry/log.js';

/** The database of an API process and its index, on their way. */
export interface OpenedIndex {
  readonly db: Db;
  readonly follower: IndexFollower;
  /** Resolves when the index holds the newest revision. */
  readonly built: Promise<void>;
}

/** Connects and begins to build the index. Apart from the server, so that PostgreSQL reads while the server’s modules,
 *  which take longer, are being loaded. */
export function openIndex({ databaseUrl, timeZone }: { databaseUrl: string; timeZone: string }): OpenedIndex {
  const db = connect(databaseUrl, { max: 10, name: 'concord api', timeZone });
  const follower = new IndexFollower(db, (error) => logError('following the change log', error));
  const built = warmUp(db).then(() => follower.start());
  // Whoever waits for it is told; until somebody does, it is nobody’s unhandled rejection.
  built.catch(() => {});
  return { db, follower, built };
}
