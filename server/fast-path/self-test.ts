import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server, Socket } from 'socket.io';
import { openLoopbackClient, type LoopbackClient } from './loopback-client.ts';
import { PIECES, type Piece } from './pieces.ts';
import { PROOFS, type Proof } from './proofs.ts';

export interface SelfTestOptions {
  /** The pieces to prove. */
  pieces: ReadonlySet<Piece>;
  /** Makes a server like the one that is to serve, which listens nowhere yet. */
  createServer: () => { io: Server; http: HttpServer };
  /** The largest message that it takes, bytes. */
  frameBytes: number;
  /** For everything together; what is not proved by then has failed. */
  timeoutMs?: number;
}

/** Usual is a hundredth of it: a node that starts on a busy machine would do without for as long as it runs. */
const TIMEOUT_MS = 8000;

/**
 * Tries the pieces that lean on insides of Node and libraries on connections of this process to itself, and answers those that do not
 * work as they should, each with a reason. Never rejects, and leaves nothing open.
 */
export async function failedPieces(options: SelfTestOptions): Promise<ReadonlyMap<Piece, string>> {
  const failed = new Map<Piece, string>();
  const wanted = PIECES.filter((piece) => options.pieces.has(piece) && PROOFS[piece] !== undefined);
  const alarm = createAlarm(options.timeoutMs ?? TIMEOUT_MS);
  let stage: Stage | undefined;
  try {
    stage = createStage(options);
    await alarm.watch(stage.listen);
    for (const piece of wanted) {
      const reason = await prove(PROOFS[piece]!, stage, options.frameBytes, alarm);
      if (reason !== undefined) failed.set(piece, reason);
    }
  } catch (error) {
    for (const piece of wanted) failed.set(piece, messageOf(error));
  } finally {
    alarm.stop();
    stage?.close();
  }
  if (failed.has('parsing') && options.pieces.has('reads')) failed.set('reads', 'needs parsing');
  return failed;
}

async function prove(
  proof: Proof,
  stage: Stage,
  frameBytes: number,
  alarm: Alarm,
): Promise<string | undefined> {
  try {
    const { client, socket } = await alarm.watch(stage.connect);
    await alarm.watch(() => proof({ client, socket, frameBytes }));
    client.close();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface Stage {
  readonly listen: () => Promise<void>;
  /** A new connection, both its ends. */
  readonly connect: () => Promise<{ client: LoopbackClient; socket: Socket }>;
  close(): void;
}

function createStage({ createServer }: SelfTestOptions): Stage {
  const { io, http } = createServer();
  const clients: LoopbackClient[] = [];
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(0, '127.0.0.1', resolve);
      }),
    async connect() {
      const { port } = http.address() as AddressInfo;
      const connected = new Promise<Socket>((resolve) => io.once('connection', resolve));
      const client = await openLoopbackClient(port, `${io.path()}/?EIO=4&transport=websocket`);
      clients.push(client);
      return { client, socket: await connected };
    },
    close() {
      for (const client of clients) client.close();
      io.local.disconnectSockets(true);
      // Nobody waits for it: what has been proved does not change.
      io.close().catch(() => undefined);
      http.closeAllConnections();
    },
  };
}

/** Ends waiting: when the time is up, or something was thrown where nobody can catch it. */
interface Alarm {
  watch<T>(work: () => Promise<T>): Promise<T>;
  stop(): void;
}

function createAlarm(timeoutMs: number): Alarm {
  let raise: (error: Error) => void = () => undefined;
  let isLate = false;
  const late = (): Error => new Error(`not proved within ${timeoutMs} ms`);
  const timer = setTimeout(() => {
    isLate = true;
    raise(late());
  }, timeoutMs);
  // Insides that have changed throw in callbacks of Node.
  const isFree = !process.hasUncaughtExceptionCaptureCallback();
  if (isFree) process.setUncaughtExceptionCaptureCallback((error) => raise(error));
  return {
    watch(work) {
      if (isLate) return Promise.reject(late());
      const raised = new Promise<never>((_, reject) => (raise = reject));
      return Promise.race([work(), raised]);
    },
    stop() {
      clearTimeout(timer);
      if (isFree) process.setUncaughtExceptionCaptureCallback(null);
    },
  };
}
