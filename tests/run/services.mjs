import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the tests run beside the server, and where it comes from. */
const SERVICES = [
  { name: 'Redis 7', debian: 'redis-server', found: () => onPath('redis-server') },
  { name: 'Postgres 15 or later', debian: 'postgresql', found: () => onPath('initdb') || postgresFolder() },
  {
    name: 'Chromium',
    debian: 'chromium',
    found: () => existsSync('/usr/bin/chromium') || onPath('chromium'),
  },
  { name: 'nginx', debian: 'nginx-light', found: () => onPath('nginx') || existsSync('/usr/sbin/nginx') },
];

const onPath = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const postgresFolder = () => spawnSync('sh', ['-c', 'ls /usr/lib/postgresql/*/bin/initdb']).status === 0;

/** Makes sure that every service is there: installs it on Debian as root, else names what is missing and stops. */
export function provideServices() {
  const missing = SERVICES.filter((service) => !service.found());
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    console.error(
      `The tests need ${names}: please install ${missing.length > 1 ? 'them' : 'it'} and try again`,
    );
    process.exit(1);
  }
  console.log(`Installing ${names} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) =>
    spawnSync('apt-get', ['-q', '-y', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  // Debian starts a server that it installs; the tests start their own, on ports and folders of their own.
  const guard = '/usr/sbin/policy-rc.d';
  const guarded = !existsSync(guard);
  if (guarded) spawnSync('sh', ['-c', `printf '#!/bin/sh\\nexit 101\\n' > ${guard} && chmod +x ${guard}`]);
  apt('update');
  const result = apt('install', '--no-install-recommends', ...missing.map(({ debian }) => debian));
  if (guarded) spawnSync('rm', ['-f', guard]);
  const still = SERVICES.filter((service) => !service.found());
  if (result.status !== 0 || still.length > 0) {
    console.error(`Could not install ${still.map(({ name }) => name).join(', ') || names}`);
    process.exit(1);
  }
}
