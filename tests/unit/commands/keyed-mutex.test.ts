import { describe, expect, it } from 'vitest';
import { createKeyedMutex } from '../../../server/commands/keyed-mutex.ts';
import { StoreUnavailable } from '../../../server/store/room-store.ts';

/** Work that ends when it is told to. */
function gate() {
  let open: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { passed, open, fail };
}

describe('lanes', () => {
  it('let the steps of a room go one after the other, and rooms side by side', async () => {
    const lanes = createKeyedMutex();
    const log: string[] = [];
    const first = gate();
    const one = lanes.run('A', () => first.passed.then(() => log.push('A1')));
    const two = lanes.run('A', () => Promise.resolve(log.push('A2')));
    await lanes.run('B', () => Promise.resolve(log.push('B1')));
    first.open();
    await Promise.all([one, two]);
    expect(log).toEqual(['B1', 'A1', 'A2']);
  });

  it('go on after an error', async () => {
    const lanes = createKeyedMutex();
    const first = gate();
    const one = lanes.run('A', () => first.passed);
    const two = lanes.run('A', () => Promise.resolve('two'));
    first.fail(new Error('a bug'));
    await expect(one).rejects.toThrow('a bug');
    await expect(two).resolves.toBe('two');
  });

  it('fail those that wait when the store is away', async () => {
    const lanes = createKeyedMutex();
    const first = gate();
    let ran = false;
    const one = lanes.run('A', () => first.passed);
    const two = lanes.run('A', () => Promise.resolve((ran = true)));
    first.fail(new StoreUnavailable('away'));
    await expect(one).rejects.toThrow(StoreUnavailable);
    await expect(two).rejects.toThrow(StoreUnavailable);
    expect(ran).toBe(false);
    await expect(lanes.run('A', () => Promise.resolve('again'))).resolves.toBe('again');
  });
});
