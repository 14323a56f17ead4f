import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { host } from './probe.js';
import { writePrivately } from './secrets.js';

/** The port of the last start, so that addresses people noted stay true. */
export function rememberedPort(dataDir: string): number {
  try {
    return Number(readFileSync(join(dataDir, 'postgres-port'), 'utf8')) || 0;
  } catch {
    return 0;
  }
}

export function rememberPort(dataDir: string, port: number): void {
  if (rememberedPort(dataDir) !== port) writePrivately(join(dataDir, 'postgres-port'), `${port}\n`);
}

/** `wanted` if it is free, else any free one. */
export async function choosePort(wanted: number): Promise<number> {
  const first = await tryPort(wanted, host);
  if (first.kind === 'free') return first.port;
  const any = await tryPort(0, host);
  return any.kind === 'free' ? any.port : 0;
}

export type PortTrial = { kind: 'free'; port: number } | { kind: 'refused'; code: string };

/** Opens the port for a moment; port 0 finds a free one. */
export function tryPort(port: number, onHost: string): Promise<PortTrial> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve({ kind: 'refused', code }));
    server.listen({ port, host: onHost, exclusive: true }, () => {
      const address = server.address();
      const opened = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve({ kind: 'free', port: opened }));
    });
  });
}
