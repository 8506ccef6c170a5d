/**
 * What the fast path is made of. Each can be off by itself; `reads` needs `parsing`.
 *
 * - `reads`: all connections read into one buffer, and messages are looked for there;
 * - `parsing`: guesses are read from the bytes, and parsed by hand, before `ws`, engine.io and Socket.IO see them;
 * - `frames`: what is sent is encoded once as a WebSocket frame, and written to the TCP socket;
 * - `redis`: guesses go to Redis by a connection of their own;
 * - `memory`: the first request of a connection is forgotten.
 */
export const PIECES = ['reads', 'parsing', 'frames', 'redis', 'memory'] as const;

export type Piece = (typeof PIECES)[number];

export const isPiece = (name: string): name is Piece => (PIECES as readonly string[]).includes(name);
