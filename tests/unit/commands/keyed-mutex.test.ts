import { describe, expect, it } from 'vitest';
import { createKeyedMutex } from '../../../server/commands/keyed-mutex.ts';
import { Overloaded } from '../../../server/commands/overloaded.ts';
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

describe('a keyed mutex', () => {
  it('let the steps of a room go one after the other, and rooms side by side', async () => {
    const mutex = createKeyedMutex(10);
    const log: string[] = [];
    const first = gate();
    const one = mutex.run('A', () => first.passed.then(() => log.push('A1')));
    const two = mutex.run('A', () => Promise.resolve(log.push('A2')));
    await mutex.run('B', () => Promise.resolve(log.push('B1')));
    first.open();
    await Promise.all([one, two]);
    expect(log).toEqual(['B1', 'A1', 'A2']);
  });

  it('go on after an error', async () => {
    const mutex = createKeyedMutex(10);
    const first = gate();
    const one = mutex.run('A', () => first.passed);
    const two = mutex.run('A', () => Promise.resolve('two'));
    first.fail(new Error('a bug'));
    await expect(one).rejects.toThrow('a bug');
    await expect(two).resolves.toBe('two');
  });

  it('fail those that wait when the store is away', async () => {
    const mutex = createKeyedMutex(10);
    const first = gate();
    let ran = false;
    const one = mutex.run('A', () => first.passed);
    const two = mutex.run('A', () => Promise.resolve((ran = true)));
    first.fail(new StoreUnavailable('away'));
    await expect(one).rejects.toThrow(StoreUnavailable);
    await expect(two).rejects.toThrow(StoreUnavailable);
    expect(ran).toBe(false);
    await expect(mutex.run('A', () => Promise.resolve('again'))).resolves.toBe('again');
  });

  it('refuse what would wait behind as many as may, on that key alone', async () => {
    const mutex = createKeyedMutex(2);
    const first = gate();
    const taken = [1, 2, 3].map((n) => mutex.run('A', () => first.passed.then(() => n)));
    await expect(mutex.run('A', () => Promise.resolve(4))).rejects.toThrow(Overloaded);
    await expect(mutex.run('B', () => Promise.resolve('B1'))).resolves.toBe('B1');
    first.open();
    expect(await Promise.all(taken)).toEqual([1, 2, 3]);
    await expect(mutex.run('A', () => Promise.resolve(5))).resolves.toBe(5);
  });
});
