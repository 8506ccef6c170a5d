import { describe, expect, it } from 'vitest';
import { createReplyParser, encodeCommand, ReplyError, type Reply } from '../../../server/fast-path/resp.ts';

const TEXT =
  ':1795444235408\r\n:-2\r\n$-1\r\n*-1\r\n$0\r\n\r\n$7\r\nZoë 🗺\r\n'.replace('$7', '$9') +
  '*4\r\n:1\r\n$3\r\na\r\n\r\n*2\r\n:0\r\n$2\r\n:1\r\n*0\r\n+OK\r\n-NOSCRIPT No matching script\r\n';
const REPLIES: Reply[] = [1_795_444_235_408, -2, null, null, '', 'Zoë 🗺', [1, 'a\r\n', [0, ':1'], []], 'OK'];

describe('a reply', () => {
  it('is read whole, wherever the bytes were divided', () => {
    const bytes = Buffer.from(TEXT);
    for (let size = 1; size <= bytes.length; size += 1) {
      const replies: Reply[] = [];
      const parse = createReplyParser((reply) => replies.push(reply));
      for (let at = 0; at < bytes.length; at += size) parse(bytes.subarray(at, at + size));
      const error = replies.pop();
      expect(replies).toEqual(REPLIES);
      expect(error).toBeInstanceOf(ReplyError);
      expect(error).toMatchObject({ message: 'NOSCRIPT No matching script' });
    }
  });

  it('of an unknown kind is a fault of the connection', () => {
    const parse = createReplyParser(() => undefined);
    expect(() => {
      parse(Buffer.from('?1\r\n'));
    }).toThrow('unknown type');
  });
});

it('a command counts bytes, not characters', () => {
  expect(encodeCommand(['GET', 'Zoë', 12])).toBe('*3\r\n$3\r\nGET\r\n$4\r\nZoë\r\n$2\r\n12\r\n');
});
