import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLazyTransport } from '../../../client/net/lazy-transport.ts';
import type { PageTransport } from '../../../client/net/page-transport.ts';
import { createFakeTransport } from './fake-transport.ts';

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function lazy() {
  const server = createFakeTransport({ connected: false });
  const log: string[] = [];
  const real: PageTransport = {
    ...server.transport,
    steer: (roomId) => log.push(`steer ${roomId}`),
    open: () => log.push('open'),
    close: () => log.push('close'),
  };
  const loads: { resolve: (transport: PageTransport) => void; reject: (error: Error) => void }[] = [];
  const transport = createLazyTransport(
    () => new Promise<PageTransport>((resolve, reject) => loads.push({ resolve, reject })),
  );
  transport.listen({
    connected: () => log.push('connected'),
    refused: (code) => log.push(`refused ${code}`),
  });
  return { transport, server, real, loads, log };
}

it('is fetched once, when it is opened, and steered to the room that was entered meanwhile', async () => {
  const { transport, server, real, loads, log } = lazy();
  transport.open();
  transport.open();
  transport.steer('QKZP7M');
  loads.shift()!.resolve(real);
  await wait(0);
  server.connect();
  expect([loads, log]).toEqual([[], ['steer QKZP7M', 'open', 'connected']]);
});

it('is fetched again after a failure, and says so', async () => {
  const { transport, real, loads, log } = lazy();
  transport.open();
  loads.shift()!.reject(new Error('offline'));
  await wait(1999);
  expect([loads.length, log]).toEqual([0, ['refused ']]);
  await wait(1);
  loads.shift()!.resolve(real);
  await wait(0);
  expect(log).toEqual(['refused ', 'steer null', 'open']);
});

it('opens again after it was closed, as it is for another identity', async () => {
  const { transport, real, loads, log } = lazy();
  transport.open();
  loads.shift()!.resolve(real);
  await wait(0);
  transport.close();
  transport.open();
  expect(log).toEqual(['steer null', 'open', 'close', 'open']);
});

it('stays closed when it was closed before its code had come', async () => {
  const { transport, real, loads, log } = lazy();
  transport.open();
  transport.close();
  loads.shift()!.resolve(real);
  await wait(0);
  expect(log).toEqual(['steer null']);
});
