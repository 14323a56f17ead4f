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
