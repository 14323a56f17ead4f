import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newApiKey, shortestSafeKey } from '../platform/access/api-key.js';
import { writePrivately } from '../platform/postgres/secrets.js';

export type AdminKey = { kind: 'key'; key: string; warning?: string } | { kind: 'refused'; sentence: string };

/** The first administrator’s key: the one given, else the one kept in the data folder, else a new one kept there. */
export function adminKey({
  given,
  dataDir,
  host,
}: {
  given?: string | undefined;
  dataDir: string;
  host: string;
}): AdminKey {
  const path = join(dataDir, 'admin-key');
  if (given === undefined && existsSync(path)) return { kind: 'key', key: readFileSync(path, 'utf8').trim() };
  if (given !== undefined && !/^\S+$/.test(given)) {
    return { kind: 'refused', sentence: 'CONCORD_ADMIN_KEY may hold no white space.' };
  }
  if (given !== undefined && given.length < shortestSafeKey && !isLoopback(host)) {
    const sentence = `CONCORD_ADMIN_KEY has fewer than ${shortestSafeKey} characters, which is taken on a loopback address only.`;
    return { kind: 'refused', sentence };
  }
  const key = given ?? newApiKey();
  mkdirSync(dataDir, { recursive: true });
  writePrivately(path, `${key}\n`);
  if (key.length >= shortestSafeKey) return { kind: 'key', key };
  return {
    kind: 'key',
    key,
    warning: `CONCORD_ADMIN_KEY has fewer than ${shortestSafeKey} characters: for trying out only.`,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
