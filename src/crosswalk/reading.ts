import type { ResolveIndex } from './index/resolve-index.js';
import type { SystemDirectory } from './system-directory.js';

/** Where and when an answer was read. */
export interface Reading {
  readonly index: ResolveIndex;
  readonly directory: SystemDirectory;
  /** Revision of every fact in the answer. */
  readonly pin: number;
  readonly stale: boolean;
  /** Of a stale answer: milliseconds since the database last said that nothing newer exists; else null. */
  readonly ageMs: number | null;
}
