import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configured } from '../configured.js';
import { complain } from './complain.js';

export interface ResolveOptions {
  readonly system: string;
  readonly target: string;
  readonly asOf?: string;
  readonly record?: boolean;
}

/** `concord resolve CODE`: asks the running hub. 0 if RESOLVED, 4 for any other answer, 1 if there was none. */
export async function resolveCode(code: string, options: ResolveOptions): Promise<number> {
  const config = configured();
  const key = config.CONCORD_ADMIN_KEY ?? keptKey(config.CONCORD_DATA);
  if (!key) return complain('There is no key: set CONCORD_ADMIN_KEY, or start the hub here once.');
  const { system, target, asOf, record = false } = options;
  const address = `http://${config.HOST}:${config.PORT}`;
  const response = await fetch(`${address}/resolve`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ system, code, target, asOf, record }),
  }).catch(() => undefined);
  if (!response) return complain(`No hub answers at ${address}: start it with npm start.`);
  const answer = (await response.json()) as { status: string; detail?: string };
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  if (!response.ok) return 1;
  return answer.status === 'RESOLVED' ? 0 : 4;
}

function keptKey(dataDir: string): string | undefined {
  const path = join(resolve(dataDir), 'admin-key');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}
