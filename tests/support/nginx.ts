import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

const CONFIGURATION = join(import.meta.dirname, '../../deploy/nginx');
const PROGRAM = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';

export interface Balancer {
  url: string;
  stop(): Promise<void>;
}

/** nginx with the shipped configuration in front of the given nodes; `under` a path, that for `/cityrace`. */
export async function startNginx(
  port: number,
  nodePorts: readonly number[],
  under: '' | '/cityrace' = '',
): Promise<Balancer> {
  const folder = await mkdtemp(join(tmpdir(), 'cityrace-nginx-'));
  const servers = nodePorts
    .map((node) => `server 127.0.0.1:${node} max_fails=1 fail_timeout=2s;`)
    .join('\n    ');
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n  ');
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 2048; }
http {
  access_log off;
  ${temp}
  include ${CONFIGURATION}/steering.conf;
  upstream cityrace {
    hash $cityrace_session consistent;
    ${servers}
    keepalive 32;
  }
  server {
    listen 127.0.0.1:${port};
    include ${CONFIGURATION}/${under === '' ? 'locations' : 'locations-under-path'}.conf;
  }
}
`,
  );
  const child = spawn(PROGRAM, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}${under}`;
  await until(() => {
    if (child.exitCode !== null) throw new Error(`nginx does not start: ${complaint}`);
    return fetch(`${url}/metrics`).then(
      (response) => response.status === 404,
      () => false,
    );
  }, 'an nginx that answers');
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
