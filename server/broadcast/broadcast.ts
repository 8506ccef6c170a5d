import type { Durations } from '../../shared/durations.ts';
import type { Limits } from '../../shared/limits.ts';
import type { FrameWriter } from '../fast-path/frame-writer.ts';
import type { Log } from '../log.ts';
import { createBroadcaster, type Broadcaster } from './broadcaster.ts';
import type { Client, GameServer } from './client.ts';
import { createFanOut } from './fan-out.ts';
import { createLocalSubscriptions, type LocalSubscriptions } from './local-subscriptions.ts';
import type { NodeChannel } from './node-channel.ts';
import { createNodeBus } from './node-bus.ts';
import { createSocketWriter, type BoundedWriter } from './socket-writer.ts';

/** Everything between an event that has happened and the connections that learn of it. */
export interface Broadcast {
  readonly broadcaster: Broadcaster;
  readonly subscriptions: LocalSubscriptions;
  readonly writer: BoundedWriter;
  /** Sends what is gathered, and ends. */
  stop(): void;
}

export interface BroadcastDeps {
  io: GameServer;
  nodeId: string;
  /** How frames are put on connections. */
  frames: FrameWriter;
  /** To the other nodes; undefined for a node that is alone. */
  channel: NodeChannel | undefined;
  limits: Pick<Limits, 'unsentBytes' | 'roomsPerSocket' | 'roomsPerPlayer'>;
  durations: Pick<Durations, 'batchMs' | 'pressedBatchMs'>;
  /** Whether the node has more to do than it can. */
  overload: { readonly isPressed: boolean };
  elapsed: () => number;
  /** Another node has changed this room. */
  onChanged: (roomId: string) => void;
  log: Log;
}

export function createBroadcast(deps: BroadcastDeps): Broadcast {
  const { io, nodeId, frames, channel, limits, durations, elapsed, onChanged, overload, log } = deps;
  const writer = createSocketWriter(frames, limits.unsentBytes, ({ caller }: Client, bytes) => {
    log.info({ playerId: caller.playerId, bytes }, 'slow reader closed');
  });
  const subscriptions = createLocalSubscriptions(elapsed);
  const bus = createNodeBus({ io, nodeId, channel });
  const fanOut = createFanOut({
    subscriptions,
    writer,
    toOthers: bus.sendFrame,
    elapsed,
    overload,
    batchMs: durations.batchMs,
    pressedBatchMs: durations.pressedBatchMs,
  });
  const broadcaster = createBroadcaster({
    io,
    nodeId,
    subscriptions,
    fanOut,
    bus,
    writer,
    elapsed,
    roomsPerSocket: limits.roomsPerSocket,
    roomsPerPlayer: limits.roomsPerPlayer,
    onChanged,
  });
  return { broadcaster, subscriptions, writer, stop: fanOut.stop };
}
