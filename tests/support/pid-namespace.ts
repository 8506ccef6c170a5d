import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that runs with what it has printed so far. */
export interface Running {
  /** Its lines; the last may be unfinished. */
  output(): string;
  /** Resolves when it has printed this; rejects when it ends before. */
  printed(text: string): Promise<void>;
  /** Sends a signal to the program itself and to all it started, also in a namespace of its own. */
  signal(signal: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

const UNSHARE = [
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child',
];

/** Whether this machine lets a process have a PID namespace of its own (Linux, util-linux). */
export const canUnshare = spawnSync('unshare', [...UNSHARE, 'true']).status === 0;

/** Runs a TypeScript program, by itself or in a PID namespace of its own, as in another container on the same volume. */
export function run(where: 'here' | 'elsewhere', program: string, args: readonly string[]): Running {
  const command = [process.execPath, '--import', 'tsx', program, ...args];
  const child =
    where === 'here'
      ? spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
      : spawn('unshare', [...UNSHARE, ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
  return follow(child);
}

export function follow(child: ChildProcess): Running {
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal);
    });
  });
  return {
    output: () => output,
    ended,
    async printed(text) {
      const closed = ended.then(() => 'closed' as const);
      while (!output.includes(text)) {
        if ((await Promise.race([closed, sleep(20)])) === 'closed' && !output.includes(text))
          throw new Error(`it ended without “${text}”: ${output}`);
      }
    },
    signal(signal) {
      const tree = treeOf(child.pid!);
      // The leaves first: unshare itself ends when its child has.
      for (const pid of tree.reverse()) {
        try {
          process.kill(pid, signal);
        } catch {
          // It has ended already.
        }
      }
    },
  };
}

function treeOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return [pid, ...(children === '' ? [] : children.split(' ').flatMap((id) => treeOf(Number(id))))];
  } catch {
    return [pid];
  }
}
