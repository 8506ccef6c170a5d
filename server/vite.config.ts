import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The production server: one bundle of our own code; packages stay in node_modules. */
export default defineConfig({
  root,
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      input: { main: `${root}/server/main.ts`, 'pglite-child': `${root}/db/postgres/embedded/child.ts` },
      output: { entryFileNames: '[name].js' },
    },
  },
});
