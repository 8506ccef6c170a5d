import type { CommandSocket } from './connection.ts';
import { directListener, publicListener, type CommandSink, type Listen } from './command-source.ts';
import { createDirectWriter, createPublicWriter, type FrameWriter } from './frame-writer.ts';
import { generalCodec, guessCodec, type GuessCodec } from './guess-codec.ts';
import type { GuessGate } from './guess-gate.ts';
import type { Piece } from './pieces.ts';
import { createScriptConnection, type OpenScriptConnection } from './script-connection.ts';
import { forgetRequest } from './socket-internals.ts';

/**
 * How a node reads and writes what comes by thousands a second. Every part has two implementations: one for speed, which leans on the
 * insides of Node, `ws`, engine.io and Socket.IO, and one by their public interfaces alone.
 */
export interface FastPath {
  readonly frames: FrameWriter;
  readonly guesses: GuessCodec;
  /** Makes what starts to hand a connection's commands to `sink`, but guesses that `gate` refuses where they can be told unread. */
  listener<S extends CommandSocket>(sink: CommandSink<S>, gate: GuessGate<S>): Listen<S>;
  /** Once nobody asks for the request that a connection began with. */
  readonly forgetRequest: (socket: object) => void;
  /** Opens a connection to Redis for one script; undefined: scripts are called like all others. */
  readonly openScript: OpenScriptConnection | undefined;
}

/** With these pieces for speed, and the others public. None: nothing but public interfaces is used. */
export function createFastPath(pieces: ReadonlySet<Piece>): FastPath {
  const parses = pieces.has('parsing');
  return {
    frames: pieces.has('frames') ? createDirectWriter() : createPublicWriter(),
    guesses: parses ? guessCodec : generalCodec,
    listener: (sink, gate) =>
      parses ? directListener(sink, gate, pieces.has('reads')) : publicListener(sink),
    forgetRequest: pieces.has('memory') ? forgetRequest : () => undefined,
    openScript: pieces.has('redis') ? createScriptConnection : undefined,
  };
}
