import { pino } from 'pino';
import { describeError } from './describe-error.js';

/** The process’s log: one JSON line an event, on stderr, without input values. */
export const log = pino(
  { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
  pino.destination({ dest: 2, sync: true }),
);

/** Logs an unexpected error with what was being done. */
export function logError(doing: string, error: unknown, fields: Readonly<Record<string, string>> = {}): void {
  log.error({ doing, ...fields, ...describeError(error) });
}
