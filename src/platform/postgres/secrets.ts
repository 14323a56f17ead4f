import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Passwords of the three roles of the embedded server. Kept in Concord's folder and not inside PGDATA, which
 *  belongs to `nobody` when root runs the hub. */
export interface Secrets {
  superuser: string;
  owner: string;
  app: string;
}

const fileName = 'postgres-passwords.json';

export function secretsPath(dataDir: string): string {
  return join(dataDir, fileName);
}

export function readSecrets(dataDir: string): Secrets | null {
  try {
    return JSON.parse(readFileSync(secretsPath(dataDir), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written before the server exists, so that no crash can leave a server whose password nobody knows. */
export function makeSecrets(dataDir: string): Secrets {
  const secrets = { superuser: randomPassword(), owner: randomPassword(), app: randomPassword() };
  writePrivately(secretsPath(dataDir), `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** Whole or not at all: a reader never sees half a file, a crash never leaves one. */
export function writePrivately(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, path);
}
