import { setTimeout as sleep } from 'node:timers/promises';
import { wasKilled } from '../platform/postgres/cluster.js';
import { tryPort } from '../platform/postgres/port.js';

interface PortOptions {
  dataDir: string;
  host: string;
  port: number;
}

// Longer than an API process without its supervisor may take to leave.
const leavingMs = 8_000;

/** One sentence why the hub cannot listen, or null. Asked before anything slow: somebody who forgot a running hub
 *  should not wait for a database to learn it. Only after a `kill -9` it waits, since the API process of the
 *  killed hub keeps the port until it has drained. */
export async function refusePort({ dataDir, host, port }: PortOptions): Promise<string | null> {
  const deadline = Date.now() + (wasKilled(dataDir) ? leavingMs : 0);
  for (;;) {
    const trial = await tryPort(port, host);
    if (trial.kind === 'free') return null;
    if (trial.code !== 'EADDRINUSE' || Date.now() > deadline) return sentence(trial.code, host, port);
    await sleep(50);
  }
}

function sentence(code: string, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use; choose another one with PORT.`;
  if (code === 'EACCES')
    return `Port ${port} on ${host} may not be opened by this account; choose another with PORT.`;
  return `HOST ${host} is not an address of this machine (${code}).`;
}
