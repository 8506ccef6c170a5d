import { spawn } from 'node:child_process';
import { build, install, ROOT } from './builders.mjs';
import { SERVE_ARGS } from './serve-args.mjs';

/** `npm run dev`: the server restarts and the page reloads as their sources change. The page is on port 5173. */
install();
build();
const start = (args) => spawn('npx', args, { cwd: ROOT, stdio: 'inherit' });
const children = [
  start(['vite', 'build', '--config', 'server/vite.config.ts', '--watch']),
  start(['vite', '--config', 'client/vite.config.ts']),
  spawn(process.execPath, ['--watch', ...SERVE_ARGS], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { LOG_LEVEL: 'debug', ...process.env },
  }),
];
const stop = () => children.forEach((child) => child.kill('SIGTERM'));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) child.on('exit', stop);
