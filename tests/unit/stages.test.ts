import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStages } from '../../server/stages.ts';
import { after, recordedLog } from './workers/world.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('run one after the other within one time for all, and name those that were cut short', async () => {
  const { log, lines } = recordedLog();
  const stages = createStages(1000, () => performance.now(), log);
  const never = (): Promise<void> => new Promise(() => undefined);
  const stopping = (async () => {
    await stages.run('quick', 500, () => after(100));
    await stages.run('hangs', 400, never);
    await stages.run('fails', 400, () => Promise.reject(new Error('no')));
    await stages.run('hangs as well', Infinity, never);
    await stages.run('has no time left', Infinity, () => Promise.resolve());
  })();
  await vi.advanceTimersByTimeAsync(2000);
  await stopping;
  expect(stages.cutShort).toEqual(['hangs', 'fails', 'hangs as well']);
  expect(lines.map(({ stage }) => stage)).toEqual(stages.cutShort);
});
