import { spawn } from 'node:child_process';
import { pinnedToCpu } from './cpu-affinity.ts';
import { killOnExit } from './kill-on-exit.ts';

/** A process that does nothing but use a core. */
export interface BusyProcess {
  readonly pid: number;
  stop(): void;
}

/** Starts one, on core `cpu` where the machine can pin. */
export function startBusyProcess(cpu: number | undefined): BusyProcess {
  const [command, args] = pinnedToCpu(cpu, process.execPath, ['--eval', 'for (;;);']);
  const child = spawn(command, args, { stdio: 'ignore' });
  killOnExit(child);
  return { pid: child.pid!, stop: () => void child.kill('SIGKILL') };
}
