import postgres from 'postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { roles } from '../../../src/app/roles.js';
import { createApiKey } from '../../../src/platform/access/api-key.store.js';
import { Authenticator } from '../../../src/platform/access/authenticator.js';
import { openTestDb, type TestDb } from '../../support/test-db.js';

let opened: TestDb;
beforeAll(async () => {
  opened = await openTestDb();
});
afterAll(async () => {
  vi.useRealTimers();
  await opened?.close();
});

async function bearer(name: string, expiresAt: Date | null): Promise<string> {
  const made = await createApiKey(opened.db, { name, role: 'flow', systems: null, expiresAt, actor: 'test' });
  if (made.kind !== 'created') throw new Error(made.kind);
  return `Bearer ${made.key}`;
}

test('while PostgreSQL is away a key that was seen goes on opening, until it expires', async () => {
  const authenticator = new Authenticator(opened.db, roles);
  const expiring = await bearer('expiring', new Date(Date.now() + 60_000));
  const lasting = await bearer('lasting', null);
  const unseen = await bearer('unseen', null);
  for (const key of [expiring, lasting])
    expect(await authenticator.callerOf(key)).toMatchObject({ role: 'flow', systems: null });

  const owner = postgres(opened.ownerUrl, { max: 1 });
  await owner`alter table api_key rename to api_key_away`;
  await owner.end();
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() });

  vi.advanceTimersByTime(30_000);
  expect(await authenticator.callerOf(expiring)).toMatchObject({ actor: 'key:expiring' });
  expect(await authenticator.callerOf(lasting)).toMatchObject({ actor: 'key:lasting' });
  await expect(authenticator.callerOf(unseen)).rejects.toThrow();

  vi.advanceTimersByTime(31_000);
  expect(await authenticator.callerOf(expiring)).toBeUndefined();
  expect(await authenticator.callerOf(lasting)).toMatchObject({ actor: 'key:lasting' });
});
