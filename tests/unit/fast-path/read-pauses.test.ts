import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReadPauses } from '../../../server/fast-path/read-pauses.ts';
import { clientFrame } from '../../../server/fast-path/loopback-client.ts';
import { forgetRequest } from '../../../server/fast-path/socket-internals.ts';
import { takeMessages } from '../../../server/fast-path/message-taker.ts';
import { until } from '../../support/until.ts';
import { openLoopback, type Loopback } from './loopback.ts';

let loopback: Loopback;
beforeEach(async () => {
  loopback = await openLoopback();
});
afterEach(() => loopback.close());

describe.each(['in place', 'by the library'])(
  'a connection that is left unread for a while (read %s)',
  (way) => {
    it('loses nothing, keeps the order, and is read again by itself', async () => {
      const { client, socket } = await loopback.connect();
      const pauses = createReadPauses(200);
      const got: string[] = [];
      if (way === 'in place') {
        forgetRequest(socket);
        const where = takeMessages(
          socket.conn,
          (text) => {
            got.push(text);
            pauses.pause(socket.conn);
            return true;
          },
          true,
        );
        expect(where).toBe('read');
      } else {
        socket.onAny((name: string) => {
          got.push(`421["${name}"]`);
          pauses.pause(socket.conn);
        });
      }
      client.write(clientFrame('421["first"]'));
      await until(() => got.length === 1, 'the first message');
      expect(pauses.count).toBe(1);
      const rest = ['second', 'third', 'fourth'].map((name) => `421["${name}"]`);
      for (const text of rest) client.write(clientFrame(text));
      await until(() => got.length === 4, 'all of them');
      expect(got.slice(1)).toEqual(rest);
      await until(() => pauses.count === 0, 'it is read again');
    });
  },
);

it('forgets connections that end meanwhile', async () => {
  const { client, socket } = await loopback.connect();
  const pauses = createReadPauses(50);
  pauses.pause(socket.conn);
  pauses.pause(socket.conn);
  expect(pauses.count).toBe(1);
  client.close();
  await until(() => pauses.count === 0 && socket.disconnected, 'it is gone');
  pauses.pause(socket.conn);
  expect(pauses.count).toBe(0);
});
