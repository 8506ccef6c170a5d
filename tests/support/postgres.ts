import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { onFreePort } from './free-port.ts';
import { until } from './until.ts';

/** A real Postgres of one's own: a new data folder, a free port on loopback, gone with {@link TestPostgres.remove}. */
export interface TestPostgres {
  readonly url: string;
  /** Starts it again at the same port, with the same data. Resolves when it answers. */
  start(): Promise<void>;
  /** `fast` ends connections and stops; `kill` is kill -9. Resolves when it is gone. */
  stop(how?: 'fast' | 'kill'): Promise<void>;
  /** Stops answering without closing anything, until {@link resume}: the server and each connection's own process. */
  pause(): void;
  resume(): void;
  /** Makes an empty database and answers its address. */
  createDatabase(): Promise<string>;
  remove(): Promise<void>;
}

/** Postgres refuses to run as root: then it runs as the user that Debian's package makes. */
interface Owner {
  uid: number;
  gid: number;
}

export async function startPostgres(): Promise<TestPostgres> {
  const bin = binaries();
  const owner = process.getuid?.() === 0 ? postgresUser() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'cityrace-postgres-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...owner,
    cwd: folder,
    stdio: 'ignore',
  });
  let server: ChildProcess | undefined;
  let databases = 0;

  const start = async (port: number): Promise<void> => {
    const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off' };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...owner,
      cwd: folder,
      stdio: 'ignore',
    });
    server = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`postgres ended with code ${child.exitCode}`);
      return answers(urlOf(port, 'postgres'));
    }, 'a Postgres that answers');
  };
  const stop = async (how: 'fast' | 'kill' = 'fast'): Promise<void> => {
    const child = server;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    signal('SIGCONT');
    child.kill(how === 'fast' ? 'SIGINT' : 'SIGKILL');
    server = undefined;
    await gone;
  };

  /** To the server and its children, newest first, so that none is made in between. */
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    if (server?.pid === undefined) return;
    server.kill(name);
    const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8');
    for (const pid of children.split(' ').filter(Boolean)) signalIfAlive(Number(pid), name);
  };

  const port = await onFreePort(async (free) => {
    await start(free);
    return free;
  });
  return {
    url: urlOf(port, 'postgres'),
    start: () => start(port),
    stop,
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      const client = new pg.Client({ connectionString: urlOf(port, 'postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return urlOf(port, name);
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A backend ends with its connection, and so may be gone between the listing and the signal. */
function signalIfAlive(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const urlOf = (port: number, database: string): string => `postgres://test@127.0.0.1:${port}/${database}`;

/** The folder with `initdb` and `postgres`: Debian's versions, newest first, else whatever is on the path. */
function binaries(): string {
  const debian = '/usr/lib/postgresql';
  if (existsSync(debian)) {
    const versions = readdirSync(debian).sort((a, b) => Number(b) - Number(a));
    const found = versions
      .map((version) => join(debian, version, 'bin'))
      .find((bin) => existsSync(join(bin, 'initdb')));
    if (found !== undefined) return found;
  }
  return execFileSync('sh', ['-c', 'dirname "$(command -v initdb)"'], { encoding: 'utf8' }).trim();
}

function postgresUser(): Owner {
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
