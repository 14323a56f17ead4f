import { type BenchProcess, startProcess } from './process.js';

/** What the load generator is told. */
export interface Load {
  readonly port: number;
  /** Whole HTTP requests, asked in turn. */
  readonly requests: readonly Uint8Array[];
  /** How every good answer's body begins. */
  readonly begins: string;
  readonly connections: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Milliseconds from the question's first byte out to the answer's last byte in. */
  readonly p50: number;
  readonly p99: number;
  /** All requests, those of the warm-up too. */
  readonly requests: number;
}

/** A server process: what it has used of the processor is asked before and after. */
export type Served = Pick<BenchProcess<'cpu', number>, 'ask'>;

export interface ServedResult extends LoadResult {
  /** Processor time of the server for one request: what else runs on the machine disturbs it least. */
  readonly cpuMs: number;
}

export type LoadGenerator = BenchProcess<Load, LoadResult>;

export function startLoadGenerator(): LoadGenerator {
  return startProcess('./load-process.js');
}

/** A POST with a JSON body as it goes over the wire. */
export function postRequest(path: string, body: unknown, key: string): Uint8Array {
  const json = JSON.stringify(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
}

/** Asks a server under load what it costs. */
export async function underLoad(generator: LoadGenerator, server: Served, load: Load): Promise<ServedResult> {
  const before = await server.ask('cpu');
  const result = await generator.ask(load);
  return { ...result, cpuMs: ((await server.ask('cpu')) - before) / result.requests };
}
