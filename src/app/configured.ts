import { type Config, loadConfig } from '../platform/config.js';

/** The configuration, or one line a problem on stderr and exit code 2. */
export function configured(): Config {
  const loaded = loadConfig();
  if (loaded.kind === 'loaded') return loaded.config;
  for (const problem of loaded.problems) process.stderr.write(`${problem}\n`);
  process.exit(2);
}
