import { defineConfig } from 'drizzle-kit';

// The compiled tables: drizzle-kit cannot follow the `.js` imports of ESM sources. `npm run generate` builds first.
export default defineConfig({
  dialect: 'postgresql',
  schema: './dist/**/*.table.js',
  out: './drizzle',
  schemaFilter: ['public'],
});
