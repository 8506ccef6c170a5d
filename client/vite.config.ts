import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = join(root, '../dist/client');
/** Where `npm run dev` has the server. */
const server = process.env['CITYRACE_SERVER'] ?? 'http://127.0.0.1:3000';

/** What is worth compressing; fonts and pictures are already. */
const TEXT = /\.(js|css|html|svg|webmanifest|json)$/;

/** Writes `.br` and `.gz` beside every text file, so that the server never compresses while it plays. */
function compressed(): Plugin {
  return {
    name: 'cityrace-compressed',
    apply: 'build',
    async closeBundle() {
      const files = await readdir(outDir, { recursive: true, withFileTypes: true });
      for (const file of files.filter((entry) => entry.isFile() && TEXT.test(entry.name))) {
        const path = join(file.parentPath, file.name);
        const body = await readFile(path);
        if (body.length < 512) continue;
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        await writeFile(`${path}.br`, await promisify(brotliCompress)(body, { params }));
        await writeFile(`${path}.gz`, await promisify(gzip)(body, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root,
  // Relative: the site may be served under a path, which the server writes into the page.
  base: './',
  plugins: [svelte(), compressed()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // Fonts as files of this site: the policy allows no `data:` fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': server,
      '/maps': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
