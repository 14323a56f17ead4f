import { sql } from 'drizzle-orm';
import { readDirectory } from '../crosswalk/index/directory.queries.js';
import { faultOfRelease } from '../crosswalk/releases/release.store.js';
import type { System } from '../crosswalk/system-directory.js';
import { type Db, openSession } from '../platform/db/db.js';
import { type Applied, applyImport } from './apply-import.js';
import type { DeliveryStatement } from './delivery-statement.js';
import { faultOfEdition } from './edition-file.queries.js';
import { endImport, keepUpload, openImport } from './import.store.js';
import type { Forms } from './judged-row.js';
import { homeSystem, type Profile, systemsNamed } from './profile.js';
import { profiles } from './profiles.js';
import { LineTooLongError } from './read-records.js';
import { type Progress, stageImport } from './stage-import.js';

export type ImportOutcome =
  | { kind: 'applied'; id: string; counts: Applied }
  | { kind: 'refused'; id: string; sentence: string }
  /** Another process is at it. */
  | { kind: 'busy'; id: string }
  /** It ended before, one way or another. */
  | { kind: 'over'; id: string };

/** The one path of every file: kept in the database, staged, validated row by row, applied as one revision; after
 *  `staged` has ended, where the file before it must be in first. */
export async function deliver(
  db: Db,
  delivery: {
    profile: Profile;
    fileName: string;
    actor: string;
    stream: AsyncIterable<Uint8Array>;
    statement?: DeliveryStatement;
    progress?: Progress;
    staged?: () => Promise<void>;
  },
): Promise<ImportOutcome> {
  const id = await receive(db, delivery);
  return runImport(db, id, delivery.progress, delivery.staged);
}

/** Keeps an upload; it is complete, and safe from any crash, when this returns its id. */
export async function receive(
  db: Db,
  {
    profile,
    fileName,
    actor,
    stream,
    statement,
  }: {
    profile: Profile;
    fileName: string;
    actor: string;
    stream: AsyncIterable<Uint8Array>;
    statement?: DeliveryStatement;
  },
): Promise<string> {
  const id = await openImport(db, { profile: profile.key, fileName, actor, statement });
  try {
    await keepUpload(db, id, stream);
  } catch (error) {
    await endImport(db, id, 'FAILED', 'The upload broke off.');
    throw error;
  }
  return id;
}

/** Takes a received delivery to its end. May be called again after a crash, and by several processes at once: a lock
 *  that dies with its session lets one at a time through. */
export async function runImport(
  db: Db,
  id: string,
  progress: Progress = () => {},
  staged: () => Promise<void> = async () => {},
): Promise<ImportOutcome> {
  const session = openSession(db);
  try {
    const [lock] = await session<
      { held: boolean }[]
    >`select pg_try_advisory_lock(hashtextextended(${id}, 7)) as held`;
    if (!lock?.held) return { kind: 'busy', id };
    try {
      return await runLocked(db, id, progress, staged);
    } finally {
      await session`select pg_advisory_unlock(hashtextextended(${id}, 7))`;
    }
  } finally {
    await session.end({ timeout: 5 });
  }
}

async function runLocked(
  db: Db,
  id: string,
  progress: Progress,
  staged: () => Promise<void>,
): Promise<ImportOutcome> {
  const [run] = await db.execute<{
    profile: string;
    actor: string;
    state: string;
    edition: string | null;
    effectiveOn: string | null;
  }>(sql`
    select profile, actor, state, edition, effective_on::text as "effectiveOn" from import_run where import_run.id = ${id}`);
  if (run?.state !== 'RECEIVED') return { kind: 'over', id };
  const profile = profiles.get(run.profile);
  if (!profile) return refuse(db, id, 'This version has no such profile.');
  const forms = await systemsOf(db, profile);
  if (!forms)
    return refuse(db, id, `The code systems of the profile ${profile.key} are not set up in this hub.`);
  const { edition, effectiveOn } = run;
  const release =
    edition === null || effectiveOn === null
      ? undefined
      : { system: homeSystem(profile), edition, effectiveOn };
  if (release) {
    if (!profile.editions) return refuse(db, id, 'Files of this profile are no editions of a code system.');
    const fault = await faultOfRelease(db, release);
    if (fault) return refuse(db, id, fault);
  }
  try {
    const read = await stageImport(db, { id, profile, forms, progress });
    if (read.kind === 'does-not-fit') return refuse(db, id, read.sentence);
    const fault = release && (await faultOfEdition(db, id, release));
    if (fault) return refuse(db, id, fault);
  } catch (error) {
    if (error instanceof LineTooLongError)
      return refuse(db, id, 'The file is no list: one of its lines has no end.');
    throw error;
  }
  await staged();
  return {
    kind: 'applied',
    id,
    counts: await applyImport(db, { id, profile, forms, actor: run.actor, ...(release && { release }) }),
  };
}

async function refuse(db: Db, id: string, sentence: string): Promise<ImportOutcome> {
  await endImport(db, id, 'REFUSED', sentence);
  return { kind: 'refused', id, sentence };
}

/** The code systems that a profile speaks of; undefined if one of them is not set up. */
export async function systemsOf(db: Db, profile: Profile): Promise<Forms | undefined> {
  const directory = await readDirectory(db);
  const forms = new Map<string, System>();
  for (const key of systemsNamed(profile)) {
    const system = directory.system(key);
    if (!system) return undefined;
    forms.set(key, system);
  }
  return forms;
}
