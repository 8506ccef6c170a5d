import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFrame } from '../../../server/fast-path/loopback-client.ts';
import { takeMessages } from '../../../server/fast-path/message-taker.ts';
import { openLoopback, type Loopback } from './loopback.ts';

describe.each([true, false])('messages of a connection (taken in place: %s)', (inPlace) => {
  let loopback: Loopback;
  beforeEach(async () => {
    loopback = await openLoopback();
  });
  afterEach(() => loopback.close());

  /** A connection, and the messages that were taken and left. */
  async function opened(take: (text: string) => boolean) {
    const { client, socket } = await loopback.connect();
    const got: string[] = [];
    let arrived: () => void = () => undefined;
    const note = (text: string): void => {
      got.push(text);
      arrived();
    };
    socket.onAny((name: string) => note(`left ${name}`));
    const where = takeMessages(
      socket.conn,
      (text) => {
        const taken = take(text);
        if (taken) note(`taken ${text}`);
        return taken;
      },
      inPlace,
    );
    const waitFor = async (count: number): Promise<string[]> => {
      while (got.length < count) await new Promise<void>((resolve) => (arrived = resolve));
      return got;
    };
    return { client, socket, where, waitFor };
  }

  it('are left to the library before an upgrade, and taken after it', async () => {
    const connection = new Promise<{ conn: NodeJS.EventEmitter }>((resolve) =>
      loopback.server.once('connection', resolve),
    );
    const client = io(`http://127.0.0.1:${loopback.port}`, { transports: ['polling', 'websocket'] });
    const { conn } = await connection;
    const upgraded = new Promise((resolve) => conn.once('upgrade', resolve));
    expect(takeMessages(conn, () => true, inPlace)).toBeUndefined();
    await upgraded;
    expect(takeMessages(conn, () => false, inPlace)).toBe(inPlace ? 'read' : 'received');
    client.close();
  });

  it('are shown in their order, and all left to the library from the first that is not taken on', async () => {
    const { client, where, waitFor } = await opened((text) => text.includes('mine'));
    expect(where).toBe(inPlace ? 'read' : 'received');
    client.write(...['421["mine"]', '42["other"]', '422["mine"]'].map((text) => clientFrame(text)));
    expect(await waitFor(3)).toEqual(['taken 421["mine"]', 'left other', 'left mine']);
    client.write(clientFrame('423["mine","Zoë – Łódź 東京"]'));
    expect((await waitFor(4))[3]).toBe('taken 423["mine","Zoë – Łódź 東京"]');
    const long = `424["mine","${'x'.repeat(300)}"]`;
    client.write(clientFrame(long));
    expect((await waitFor(5))[4]).toBe(`taken ${long}`);
  });

  it.each([1, 3, 7, 10])('are left to the library when torn after %i bytes', async (at) => {
    const { client, waitFor } = await opened(() => true);
    const torn = clientFrame('422["torn"]');
    client.write(clientFrame('421["whole"]'), torn.subarray(0, at));
    expect(await waitFor(1)).toEqual(['taken 421["whole"]']);
    client.write(torn.subarray(at));
    expect((await waitFor(2))[1]).toBe('left torn');
    client.write(clientFrame('423["whole"]'));
    expect((await waitFor(3))[2]).toBe('taken 423["whole"]');
  });

  it('are skipped while they are refused: guesses alone, and told together after each read', async () => {
    const { client, socket } = await loopback.connect();
    const log: string[] = [];
    let isClosed = true;
    const told = new Promise<void>((resolve) => {
      socket.onAny((name: string) => log.push(`left ${name}`));
      takeMessages(
        socket.conn,
        (text) => {
          log.push(`taken ${text}`);
          if (text.includes('last')) resolve();
          return true;
        },
        inPlace,
        { isClosed: () => isClosed, refuse: (ids) => void log.push(`refused ${ids.join()}`) },
      );
    });
    const guess = (id: number): Buffer => clientFrame(`42${id}["guess",{"text":"Lyon"}]`);
    client.write(guess(1), clientFrame('422["time"]'), guess(3), clientFrame('424["last"]'));
    await told;
    expect(log).toEqual(['taken 422["time"]', 'taken 424["last"]', 'refused 1,3']);
    isClosed = false;
    const after = clientFrame('426["last"]');
    const again = new Promise<void>((resolve) => socket.conn.once('close', () => resolve()));
    client.write(guess(5), after);
    client.close();
    await again;
    expect(log.slice(3)).toEqual(['taken 425["guess",{"text":"Lyon"}]', 'taken 426["last"]']);
  });

  it('are left to the library when fragmented', async () => {
    const { client, waitFor } = await opened(() => true);
    client.write(clientFrame('42["frag', 0x01), clientFrame('mented"]', 0x80), clientFrame('42["whole"]'));
    expect(await waitFor(2)).toEqual(['left fragmented', 'left whole']);
    client.write(clientFrame('42["after"]'));
    expect((await waitFor(3))[2]).toBe('taken 42["after"]');
  });

  it('end the connection when they are no UTF-8, as the library does', async () => {
    const { client, socket } = await opened(() => true);
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    client.write(clientFrame(Buffer.from([0x34, 0x32, 0x5b, 0xff, 0xfe])));
    await gone;
  });
});
