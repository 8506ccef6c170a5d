import { LIMITS } from '../../shared/limits.ts';
import { BINARY, CLOSE, frameOf, PING, PONG, TEXT } from './frame.ts';
import type { Messages } from './messages.ts';

/** What leaves on one connection in one go. */
export interface Batch {
  /** What is written at a time: a frame may lie in two writes. */
  writes: Buffer[];
  frames: number;
  /** The last frame is one that the server may close the connection for. */
  isLast: boolean;
}

/** Batches of frames: all well-formed, in every way that RFC 6455 allows; and now and then one at the end that is not. */
export function createBatches(random: () => number, messages: Messages) {
  const below = (limit: number): number => Math.floor(random() * limit);
  const chance = (share: number): boolean => random() < share;
  const text = (message: string | Buffer, shape = {}): Buffer => frameOf(message, random, shape);

  /** Frames of one message, and of what may stand between them. */
  function fragmented(message: string): Buffer[] {
    const bytes = Buffer.from(message);
    const cuts = Array.from({ length: 1 + below(3) }, () => below(bytes.length + 1)).sort((a, b) => a - b);
    const parts = [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
    return parts.flatMap((part, index) => [
      text(part, { opcode: index === 0 ? TEXT : 0, fin: index === parts.length - 1 }),
      ...(chance(0.3) && index < parts.length - 1 ? [text('between', { opcode: PING })] : []),
    ]);
  }

  function wellFormed(): Buffer[] {
    const kind = random();
    if (kind < 0.7) return [text(messages.command())];
    if (kind < 0.84) return [text(messages.odd())];
    if (kind < 0.92) return fragmented(chance(0.7) ? messages.command() : messages.odd());
    if (kind < 0.96) return [text(messages.command(), { lengthBytes: chance(0.5) ? 3 : 9 })];
    if (kind < 0.98) return [text('x'.repeat(below(126)), { opcode: chance(0.5) ? PING : PONG })];
    return [text(chance(0.5) ? '3' : '6')];
  }

  function broken(): Buffer {
    const message = messages.command();
    const bytes = Buffer.from(message);
    switch (below(16)) {
      case 0:
        return text(message, { masked: false });
      case 1:
        return text(message, { reserved: 1 + below(7) });
      case 2:
        return text(message, { opcode: 3 + below(5) });
      case 3:
        return text(message, { opcode: 11 + below(5) });
      case 4:
        return text(message, { opcode: 0 });
      case 5:
        return text(message, { opcode: BINARY });
      case 6:
        return text('4'.repeat(LIMITS.frameBytes + 1 + below(1000)));
      case 7:
        return text(message, { claims: 2 ** 31 + below(2 ** 31) });
      case 8:
        return text(message, { claims: bytes.length + 1 + below(1000) });
      case 9:
        return text('x'.repeat(126), { opcode: PING });
      case 10:
        return text(message, { opcode: CLOSE });
      case 11:
        return text(Buffer.from([below(256), below(256), ...bytes]), { opcode: CLOSE });
      case 12: {
        // Bad UTF-8, where the text is, and in the frame's head.
        bytes[below(bytes.length)] = 0x80 + below(0x80);
        return text(bytes);
      }
      case 13: {
        const frame = text(message);
        frame[below(6)]! ^= 1 << below(8);
        return frame;
      }
      default:
        return text(messages.broken());
    }
  }

  return {
    /** So many frames, or a few more. */
    next(size: number): Batch {
      const frames: Buffer[] = [];
      while (frames.length < size) frames.push(...wellFormed());
      const isLast = chance(0.4);
      if (isLast) frames.push(broken());
      return { writes: torn(Buffer.concat(frames)), frames: frames.length, isLast };
    },
  };

  /** Cut anywhere, a few times. */
  function torn(bytes: Buffer): Buffer[] {
    const cuts = Array.from({ length: below(6) }, () => below(bytes.length)).sort((a, b) => a - b);
    return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
  }
}
