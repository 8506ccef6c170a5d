import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { openDatabase } from '../../../db/postgres/open.ts';
import { envToConfig, readEnv } from '../../../server/config.ts';
import { createHttpApp } from '../../../server/http/http-app.ts';
import type { HttpDeps } from '../../../server/http/deps.ts';
import { createIdentities } from '../../../server/identity/identity.ts';
import { createLog } from '../../../server/log.ts';
import { createMetrics } from '../../../server/metrics.ts';
import { createNameFilter } from '../../../server/identity/name-filter.ts';
import type { Quizzes } from '../../../server/quizzes/quizzes.ts';
import { createQuotas } from '../../../server/limits/quotas.ts';
import { createMemoryStore } from '../../../server/store/memory/store.ts';
import { DURATIONS } from '../../../shared/durations.ts';

export interface Site extends HttpDeps {
  url: string;
  /** Lines of its log. */
  lines: string[];
  close(): Promise<void>;
}

const INDEX = `<!doctype html><html lang="en"><head><title>Cityrace</title>
    <meta name="description" content="Old." />
    <link rel="icon" href="./favicon.svg" />
  </head><body><div id="app"></div></body></html>`;

/** The HTTP side alone, listening on loopback: in-process rooms, the given database, a client of three files. Closes what it made. */
export async function startSite(
  options: { databaseUrl: string; quizzes: Quizzes; env?: Record<string, string> } & Partial<HttpDeps>,
): Promise<Site> {
  const { databaseUrl, quizzes, env = {}, ...overrides } = options;
  const folder = mkdtempSync(join(tmpdir(), 'cityrace-site-'));
  const clientFolder = join(folder, 'client');
  const mapsFolder = join(folder, 'maps');
  mkdirSync(join(clientFolder, 'assets'), { recursive: true });
  mkdirSync(mapsFolder);
  writeFileSync(join(clientFolder, 'index.html'), INDEX);
  writeFileSync(join(clientFolder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(clientFolder, 'assets/main-abc123.js'), 'console.log(1);');
  writeFileSync(join(mapsFolder, 'france.0123abcd.json'), '{"type":"Topology"}');
  writeFileSync(join(mapsFolder, 'france.0123abcd.json.br'), brotliCompressSync('{"type":"Topology"}'));

  const config = envToConfig(readEnv(env));
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => lines.push(line) });
  const names = createNameFilter();
  const metrics = createMetrics();
  const ownStore = overrides.store
    ? null
    : await createMemoryStore({ folder: null, clock: Date.now, log, durations: DURATIONS });
  const ownDatabase = overrides.database
    ? null
    : await openDatabase({ url: databaseUrl, dataDir: folder, log });
  const store = (ownStore ?? overrides.store)!;
  const deps: HttpDeps = {
    config,
    durations: DURATIONS,
    log,
    metrics,
    store,
    quotas: createQuotas(store.counters),
    database: (ownDatabase ?? overrides.database)!,
    quizzes,
    names,
    identities: createIdentities({
      secret: 'a secret of the tests',
      secure: config.publicUrl?.startsWith('https:') ?? false,
      path: config.basePath,
      acceptName: names.accept,
    }),
    clientFolder,
    mapsFolder,
    isDraining: () => false,
    ...overrides,
  };
  const server = createServer(createHttpApp(deps));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...deps,
    lines,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      metrics.stop();
      await ownDatabase?.close();
      await ownStore?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
