import { type Config } from '../platform/config.js';
import { logError } from '../platform/telemetry/log.js';
import { runAsChild } from './child.js';
import { configured } from './configured.js';
import { unknownRules } from './declared-rules.js';
import { schemaSentence } from './prepare-hub.js';

/** What a process of the hub runs, once its database is known to be fit. */
export type Run = (config: Config & { DATABASE_URL: string }) => Promise<{ stop(): Promise<void> }>;

/** Runs one process of the hub to its end, under the supervisor or alone. A database that does not fit ends it with a
 *  sentence, anything unexpected with a log line; the exit code is 1 for both. */
export async function runProcess(name: string, run: Run): Promise<void> {
  const config = configured();
  let running: { stop(): Promise<void> } | undefined;
  const control = runAsChild({ stop: async () => running?.stop() });
  try {
    const DATABASE_URL = (await control.told) ?? config.DATABASE_URL;
    const [unknown] = unknownRules();
    const unfit = unknown
      ? unknown
      : DATABASE_URL
        ? await schemaSentence(DATABASE_URL)
        : `The ${name} process needs DATABASE_URL; \`npm start\` sets it.`;
    if (unfit || !DATABASE_URL) {
      control.fail(unfit ?? '');
      process.exitCode = 1;
      return;
    }
    running = await run({ ...config, DATABASE_URL });
    control.ready();
  } catch (error) {
    logError(`starting the ${name} process`, error);
    process.exit(1);
  }
}
