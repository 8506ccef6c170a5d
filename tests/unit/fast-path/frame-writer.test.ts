import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDirectWriter, createPublicWriter } from '../../../server/fast-path/frame-writer.ts';
import { directSocketOf, tcpSocketOf } from '../../../server/fast-path/socket-internals.ts';
import { openLoopback, type Loopback } from './loopback.ts';

const frameOf = (text: string) => ({ text, encoded: '' });
const FILLING = '.'.repeat(100_000);
/** More than what the system takes for somebody who reads nothing. */
const MOST = 400;

let loopback: Loopback;
beforeEach(async () => {
  loopback = await openLoopback();
});
afterEach(() => loopback.close());

describe.each([
  ['direct', createDirectWriter],
  ['public', createPublicWriter],
] as const)('the %s writer', (_, createWriter) => {
  it('puts frames behind what the library wrote, in every order', async () => {
    const { client, socket } = await loopback.connect();
    const writer = createWriter();
    const texts = Array.from({ length: 40 }, (_, i) => `2["${i}","Łódź – 東京"]`);
    for (const [i, text] of texts.entries()) {
      if (i % 3 === 1) socket.conn.write(text);
      else writer.write(socket.conn, frameOf(text));
    }
    for (const text of texts) expect(await client.next()).toBe(`4${text}`);
  });

  it('tells what a reader has not taken, and that it has in the end', async () => {
    const { client, socket } = await loopback.connect();
    const writer = createWriter();
    const texts: string[] = [];
    const write = (text: string): number => {
      texts.push(text);
      return writer.write(socket.conn, frameOf(text));
    };
    let told = 0;
    for (let i = 0; i < MOST && told < 1_000_000; i += 1) told = write(`2["${i}","${FILLING}"]`);
    const more = write('2["small"]') - told;
    expect(more).toBeGreaterThanOrEqual('2["small"]'.length);
    expect(more).toBeLessThan('2["small"]'.length + 4);
    expect(writer.unsent(socket.conn)).toBe(told + more);
    for (const text of texts) expect(await client.next()).toBe(`4${text}`);
    await vi.waitUntil(() => write('2["again"]') < 100);
  });

  it('counts what the library writes by itself', async () => {
    const { socket } = await loopback.connect();
    const writer = createWriter();
    let told = writer.unsent(socket.conn);
    for (let i = 0; i < MOST && told < 1_000_000; i += 1) {
      socket.emit('large', FILLING);
      told = writer.unsent(socket.conn);
    }
    expect(told).toBeGreaterThanOrEqual(1_000_000);
  });

  it('ends a connection whose reader takes nothing', async () => {
    const { socket } = await loopback.connect();
    const writer = createWriter();
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    for (let i = 0; i < MOST; i += 1) writer.write(socket.conn, frameOf(`2["large","${FILLING}"]`));
    const tcp = tcpSocketOf(socket.conn)!;
    writer.cut(socket.conn);
    await gone;
    expect(tcp.destroyed).toBe(true);
    expect(writer.write(socket.conn, frameOf('2["late"]'))).toBeGreaterThanOrEqual(0);
  });

  it('reaches a polling client, and the same one on its WebSocket', async () => {
    const connection = new Promise<{ conn: Parameters<ReturnType<typeof createWriter>['write']>[0] }>(
      (resolve) => loopback.server.once('connection', resolve),
    );
    const client = io(`http://127.0.0.1:${loopback.port}`, { transports: ['polling', 'websocket'] });
    const got: string[] = [];
    client.on('said', (what: string) => got.push(what));
    const { conn } = await connection;
    const writer = createWriter();
    const upgraded = new Promise((resolve) => conn.once('upgrade', resolve));
    writer.write(conn, frameOf('2["said","by polling"]'));
    await upgraded;
    writer.write(conn, frameOf('2["said","by WebSocket"]'));
    await vi.waitUntil(() => got.length === 2);
    expect(got).toEqual(['by polling', 'by WebSocket']);
    client.close();
  });
});

describe('the direct writer', () => {
  it('writes past the library, unless a connection is not as it is known', async () => {
    const { client, socket } = await loopback.connect();
    const { conn } = socket;
    const writer = createDirectWriter();
    const write = vi.spyOn(conn, 'write');
    expect(writer.write(conn, frameOf('2["direct"]'))).toBe(0);
    expect(write).not.toHaveBeenCalled();
    // As on a release whose ws keeps its queue elsewhere.
    const { _sender: sender } = (conn.transport as unknown as { socket: { _sender: { _queue: unknown } } })
      .socket;
    sender._queue = undefined;
    expect(directSocketOf(conn)).toBeUndefined();
    writer.write(conn, frameOf('2["by library"]'));
    expect(write).toHaveBeenCalledOnce();
    expect(await client.next()).toBe('42["direct"]');
    expect(await client.next()).toBe('42["by library"]');
  });

  it('encodes a frame once for all', async () => {
    const [one, two] = [await loopback.connect(), await loopback.connect()];
    const writer = createDirectWriter();
    const frame = frameOf('2["both"]');
    writer.write(one.socket.conn, frame);
    frame.encoded = frame.encoded.replace('both', 'same');
    writer.write(two.socket.conn, frame);
    expect(await one.client.next()).toBe('42["both"]');
    expect(await two.client.next()).toBe('42["same"]');
  });
});
