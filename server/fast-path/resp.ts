/**
 * As much of Redis' protocol (RESP2) as one script needs: https://redis.io/docs/latest/develop/reference/protocol-spec/
 *
 * By hand, because no library that is kept does it: `redis-parser` and `respjs` have had no release for years, `hiredis` needs a
 * compiler, and the parser that ioredis 6 has of its own is not exported.
 */
export type Reply = string | number | null | Reply[] | ReplyError;

/** An error that Redis answered; the name is ioredis', so that both are judged alike. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
}

export function encodeCommand(args: readonly (string | number)[]): string {
  let text = `*${args.length}\r\n`;
  for (const arg of args) text += encodeArgument(arg);
  return text;
}

/** Part of a command; for those that repeat the same beginning. */
export function encodeArgument(arg: string | number): string {
  const text = String(arg);
  const length = typeof arg === 'number' ? text.length : Buffer.byteLength(text);
  return `$${length}\r\n${text}\r\n`;
}

const [CR, MINUS, PLUS, COLON, DOLLAR, STAR, ZERO] = [13, 45, 43, 58, 36, 42, 48] as const;

/** Takes bytes as they come, and gives whole replies. */
export function createReplyParser(onReply: (reply: Reply) => void): (chunk: Buffer) => void {
  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;

  /** The number up to the next line end; undefined when it has not come yet. */
  function readNumber(): number | undefined {
    let i = at;
    const negative = bytes[i] === MINUS;
    if (negative) i += 1;
    let value = 0;
    for (; i < bytes.length && bytes[i] !== CR; i += 1) value = value * 10 + (bytes[i]! - ZERO);
    if (i + 1 >= bytes.length) return undefined;
    at = i + 2;
    return negative ? -value : value;
  }

  function readLine(): string | undefined {
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) return undefined;
    const line = bytes.toString('utf8', at, end);
    at = end + 2;
    return line;
  }

  function readBulk(): string | null | undefined {
    const length = readNumber();
    if (length === undefined || length < 0) return length === undefined ? undefined : null;
    if (at + length + 2 > bytes.length) return undefined;
    const text = bytes.toString('utf8', at, at + length);
    at += length + 2;
    return text;
  }

  function readArray(): Reply[] | null | undefined {
    const length = readNumber();
    if (length === undefined || length < 0) return length === undefined ? undefined : null;
    const list: Reply[] = [];
    for (let i = 0; i < length; i += 1) {
      const item = readReply();
      if (item === undefined) return undefined;
      list.push(item);
    }
    return list;
  }

  function readReply(): Reply | undefined {
    if (at >= bytes.length) return undefined;
    const kind = bytes[at]!;
    at += 1;
    switch (kind) {
      case COLON:
        return readNumber();
      case DOLLAR:
        return readBulk();
      case STAR:
        return readArray();
      case PLUS:
        return readLine();
      case MINUS: {
        const line = readLine();
        return line === undefined ? undefined : new ReplyError(line);
      }
      default:
        throw new Error(`Redis answered with an unknown type ${kind}`);
    }
  }

  return (chunk) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    at = 0;
    let whole = 0;
    for (;;) {
      const reply = readReply();
      if (reply === undefined) break;
      whole = at;
      onReply(reply);
    }
    bytes = bytes.subarray(whole);
  };
}
