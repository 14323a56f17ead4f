#!/usr/bin/env node
import { checkNodeVersion } from '../scripts/node-version.mjs';

checkNodeVersion();

const { build, BuildFailed } = await import('../scripts/build.mjs');
const args = process.argv.slice(2);

try {
  await build({ web: args[0] === 'start' });
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}

const { main } = await import('../dist/bundle/cli.js');
await main(args);
