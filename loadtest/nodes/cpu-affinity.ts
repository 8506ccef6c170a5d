import { existsSync } from 'node:fs';

const TASKSET = '/usr/bin/taskset';

/** Whether processes can be kept to one core here. */
const canPin = (): boolean => existsSync(TASKSET);

/** The command that runs `command` on one core only; unchanged without a core, or where the machine cannot pin. */
export function pinnedToCpu(
  cpu: number | undefined,
  command: string,
  args: readonly string[],
): [string, readonly string[]] {
  if (cpu === undefined || !canPin()) return [command, args];
  return [TASKSET, ['-c', String(cpu), command, ...args]];
}
