import type { LoggerService } from '@nestjs/common';
import { log } from './log.js';

/** Nest’s own warnings and errors in our log. What fails in a request is logged by `ProblemFilter`. */
export const nestLog: LoggerService = {
  log: () => {},
  warn: (message: unknown) => log.warn({ nest: String(message) }),
  error: (message: unknown, stack: unknown) =>
    log.error({ nest: String(message), stack: String(stack ?? '') }),
};
