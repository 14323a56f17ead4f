import { fileURLToPath } from 'node:url';

const home = new URL('../../', import.meta.url);

/** Folders of this installation. */
export const folders = {
  migrations: fileURLToPath(new URL('drizzle', home)),
  seedData: fileURLToPath(new URL('seed-data', home)),
  web: fileURLToPath(new URL('web/dist', home)),
  schema: fileURLToPath(new URL('src/schema.graphql', home)),
} as const;
