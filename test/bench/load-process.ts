import { connect, type Socket } from 'node:net';
import type { Load, LoadResult } from './load.js';
import { answerParent } from './process.js';

/* Asks an HTTP server over keep-alive connections, each with one question under way, as fast as it answers. Speaks
 * HTTP by itself: a client library would cost more than the server that is measured. */

const headEnd = Buffer.from('\r\n\r\n');

answerParent(run);

async function run(load: Load): Promise<LoadResult> {
  const warm = await measured(load, load.warmUpMs);
  const result = await measured(load, load.measuredMs);
  return { ...result, requests: warm.requests + result.requests };
}

async function measured(load: Load, ms: number): Promise<LoadResult> {
  const latencies: number[] = [];
  const start = performance.now();
  const ends = start + ms;
  await Promise.all(
    Array.from({ length: load.connections }, (_, at) => askAgainAndAgain(load, at, ends, latencies)),
  );
  const seconds = (performance.now() - start) / 1000;
  const sorted = Float64Array.from(latencies).sort();
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
  return {
    requests: latencies.length,
    requestsPerSecond: latencies.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
  };
}

function askAgainAndAgain(load: Load, first: number, ends: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: load.port, noDelay: true });
    let next = first * 7919;
    let askedAt = 0;
    let parts: Buffer[] = [];
    let length = 0;
    let wanted = 0;
    const ask = () => {
      askedAt = performance.now();
      if (askedAt >= ends) {
        socket.end();
        resolve();
        return;
      }
      parts = [];
      length = 0;
      wanted = 0;
      socket.write(load.requests[next++ % load.requests.length] as Uint8Array);
    };
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      parts.push(chunk);
      length += chunk.length;
      if (wanted === 0) {
        const all = parts.length === 1 ? chunk : Buffer.concat(parts);
        wanted = lengthOf(all, load.begins, socket) ?? 0;
      }
      if (wanted === 0 || length < wanted) return;
      latencies.push(performance.now() - askedAt);
      ask();
    });
  });
}

/** Bytes of a whole response, when its head and the beginning of its body have arrived. Anything but a 200 with the
 *  expected beginning ends the bench: a figure made of refusals is worse than none. */
function lengthOf(received: Buffer, begins: string, socket: Socket): number | undefined {
  const head = received.indexOf(headEnd);
  if (head === -1 || received.length < head + 4 + begins.length) return undefined;
  const text = received.toString('latin1', 0, head);
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  const body = received.toString('utf8', head + 4, head + 4 + begins.length);
  if (!text.startsWith('HTTP/1.1 200') || length === undefined || body !== begins) {
    socket.destroy(new Error(`an answer was not as expected: ${received.toString('utf8', 0, 600)}`));
    return undefined;
  }
  return head + 4 + Number(length);
}
