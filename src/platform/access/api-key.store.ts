import { and, eq, isNull, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { audit } from '../audit/audit.store.js';
import { type Db, sqlState, sqlStates, type Tx, transact } from '../db/db.js';
import { hashKey, newApiKey } from './api-key.js';
import { apiKey } from './api-key.table.js';

export interface NewKey {
  readonly name: string;
  /** Whose key it is; the name stands for a person of its own unless said. */
  readonly person?: string | null;
  readonly role: string;
  readonly systems: readonly string[] | null;
  readonly expiresAt: Date | null;
  readonly actor: string;
}

export type CreatedKey = { kind: 'created'; id: string; key: string } | { kind: 'name-taken' };

/** Makes a key; it is handed out here, once, and only its hash is kept. */
export async function createApiKey(
  db: Db,
  { name, person, role, systems, expiresAt, actor }: NewKey,
): Promise<CreatedKey> {
  const key = newApiKey();
  const id = v7();
  try {
    await transact(db, async (tx) => {
      const whose = { name, person: person ?? name, role };
      const row = { ...whose, id, systems: systems ? [...systems] : null, expiresAt, createdBy: actor };
      await tx.insert(apiKey).values({ ...row, hash: hashKey(key) });
      await audit(tx, { actor, act: 'create API key', subject: `ApiKey:${id}`, detail: whose });
    });
    return { kind: 'created', id, key };
  } catch (error) {
    if (sqlState(error) === sqlStates.uniqueViolation) return { kind: 'name-taken' };
    throw error;
  }
}

/** Ends a key; true if it was live. */
export async function revokeApiKey(db: Db, id: string, actor: string): Promise<boolean> {
  return transact(db, async (tx) => {
    const ended = await tx
      .update(apiKey)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
      .returning({ id: apiKey.id });
    if (ended.length === 0) return false;
    await audit(tx, { actor, act: 'revoke API key', subject: `ApiKey:${id}` });
    return true;
  });
}

const firstAdministrator = 'first-administrator';

/** Makes sure that `key` is on file as an administrator’s, under a name that begins with `first-administrator`; others
 *  with such a name are ended. A key that was revoked stays so: `revoked` if no other administrator is left. */
export async function ensureFirstKey(db: Db, key: string): Promise<'ready' | 'revoked'> {
  const hash = hashKey(key);
  return transact(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7267)`);
    const [known] = await tx
      .select({ revokedAt: apiKey.revokedAt })
      .from(apiKey)
      .where(eq(apiKey.hash, hash));
    if (known) return known.revokedAt === null || (await anyAdministrator(tx)) ? 'ready' : 'revoked';
    const id = v7();
    const name = `${firstAdministrator} ${id.slice(-12)}`;
    await tx
      .update(apiKey)
      .set({ revokedAt: sql`now()` })
      .where(and(sql`${apiKey.name} like ${`${firstAdministrator} %`}`, isNull(apiKey.revokedAt)));
    await tx.insert(apiKey).values({
      id,
      name,
      person: firstAdministrator,
      hash,
      role: 'administrator',
      createdBy: 'system',
    });
    await audit(tx, { actor: 'system', act: 'create API key', subject: `ApiKey:${id}`, detail: { name } });
    return 'ready';
  });
}

async function anyAdministrator(tx: Tx): Promise<boolean> {
  const live = await tx
    .select({ id: apiKey.id })
    .from(apiKey)
    .where(and(eq(apiKey.role, 'administrator'), isLive))
    .limit(1);
  return live.length > 0;
}

const isLive = and(
  isNull(apiKey.revokedAt),
  sql`(${apiKey.expiresAt} is null or ${apiKey.expiresAt} > now())`,
);

export interface LiveKey {
  readonly name: string;
  readonly person: string;
  readonly role: string;
  readonly systems: string[] | null;
  readonly expiresAt: Date | null;
}

/** The live key with this hash, if there is one. */
export async function findLiveKey(db: Db, hash: string): Promise<LiveKey | undefined> {
  const [row] = await db
    .select({
      name: apiKey.name,
      person: apiKey.person,
      role: apiKey.role,
      systems: apiKey.systems,
      expiresAt: apiKey.expiresAt,
    })
    .from(apiKey)
    .where(and(eq(apiKey.hash, hash), isLive));
  return row;
}
