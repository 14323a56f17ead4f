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
  return (wanted > 0 && (await tryPort(wanted, host))) || (await tryPort(0, host)) || 0;
}

/** The port that could be opened (another than asked for only when 0 was asked for), or null if it is taken. */
export function tryPort(port: number, onHost: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: onHost, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
