import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

/** `npm run dev` serves the page with reloading and asks a hub that is running already, here or at CONCORD_ADDRESS. */
export default defineConfig(({ mode }) => {
  const hub = loadEnv(mode, '.', 'CONCORD_')['CONCORD_ADDRESS'] ?? 'http://127.0.0.1:4000';
  const asked = ['/graphql', '/resolve', '/imports', '/health'];
  return {
    plugins: [react()],
    server: { proxy: Object.fromEntries(asked.map((path) => [path, hub])) },
    // A font or picture inlined as data: would be refused by the content security policy the hub serves.
    build: { assetsInlineLimit: 0 },
  };
});
