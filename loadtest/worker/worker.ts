import { setTimeout as sleep } from 'node:timers/promises';
import { auditRooms, waitForDeliveries } from '../audit/audit.ts';
import { createMeter } from '../measure/meter.ts';
import { targetFrom } from '../raw-client/target.ts';
import { connectColyseus } from '../virtual-user/colyseus-user.ts';
import { connectSocketIoEcho, connectWsEcho, type EchoUser } from '../virtual-user/echo-user.ts';
import type { Player } from '../virtual-user/player.ts';
import { membersOf, type Room } from '../virtual-user/room.ts';
import { PlayerUser, type VirtualUser } from '../virtual-user/virtual-user.ts';
import { closedLoop } from './closed-loop.ts';
import { floodConnections, type ConnectionFlood } from './connection-flood.ts';
import { humanLoop } from './human-loop.ts';
import { inParallel } from './in-parallel.ts';
import { timeJoins } from './join-timing.ts';
import type { LoadLoop } from './load-loop.ts';
import { nameCursor } from './name-cursor.ts';
import { openLoop } from './open-loop.ts';
import { runReconnectStorm } from './reconnect-storm.ts';
import { reconnectLost } from './reconnect.ts';
import { setUpRooms } from './room-setup.ts';
import { seedFinds, seedIdleGames } from './seed-data.ts';
import type {
  RunCommand,
  RunResult,
  SetUpCommand,
  SetUpResult,
  WorkerCommand,
  WorkerMessage,
  WorkerResults,
} from './worker-protocol.ts';

/** How long answers may take after the last message was sent. */
const LAST_ANSWERS_MS = 10_000;
/** Handshakes with a baseline under way at a time. */
const PARALLEL = 64;

const CONNECT_BASELINE = {
  'ws-echo': connectWsEcho,
  'socketio-echo': connectSocketIoEcho,
  colyseus: connectColyseus,
};

/** Executes commands, one after the other, and says what happens. */
export interface Worker {
  execute<Type extends WorkerCommand['type']>(
    command: WorkerCommand & { type: Type },
  ): Promise<WorkerResults[Type]>;
}

/** `send` is called with progress and with every second of a run. */
export function createWorker(send: (message: WorkerMessage) => void): Worker {
  const meter = createMeter();
  let rooms: Room[] = [];
  let users: VirtualUser[] = [];
  let baselineUsers: EchoUser[] = [];
  let cursors = new Map<Player, () => string | undefined>();
  let openFlood: ConnectionFlood | undefined;

  const progress = (what: string) => (done: number, of: number) => send({ type: 'progress', what, done, of });
  const unansweredCount = (): number => users.reduce((sum, user) => sum + user.inFlight, 0);
  const allPlayers = (): Player[] => rooms.flatMap((room) => room.players);
  const heldCount = (): number => allPlayers().reduce((sum, player) => sum + player.heldCount, 0);

  async function setUp(command: SetUpCommand): Promise<SetUpResult> {
    const startedAt = performance.now();
    if (command.protocol === 'cityrace') {
      rooms = await setUpRooms(command, meter, progress('seated'));
      const shared = command.mode !== 'race' && command.mode !== 'solo';
      cursors = new Map();
      users = rooms.flatMap((room) =>
        room.players.map((player, index) => {
          const stride = shared ? room.players.length : 1;
          const nextName = nameCursor(command.names, shared ? index : 0, stride);
          cursors.set(player, nextName);
          return new PlayerUser(player, nextName);
        }),
      );
    } else {
      const connect = CONNECT_BASELINE[command.protocol];
      const targets = command.urls.map(targetFrom);
      await inParallel(Array.from({ length: command.players }), PARALLEL, async (_, index) => {
        baselineUsers.push(await connect(targets[index % targets.length]!, meter));
        progress('connected')(baselineUsers.length, command.players);
      });
      users = baselineUsers;
    }
    return { rooms: rooms.length, connections: users.length, tookMs: performance.now() - startedAt };
  }

  /** Users come in the order of their rooms. */
  function usersOf(roomCount: number | undefined): VirtualUser[] {
    if (roomCount === undefined) return users;
    return users.slice(0, rooms.slice(0, roomCount).flatMap((room) => room.players).length);
  }

  function startLoop(command: RunCommand): LoadLoop {
    const { seed, reconnect, calm } = command;
    const shape = calm === undefined ? command.shape : { ...command.shape, rate: calm.rate };
    const active = usersOf(command.rooms);
    switch (shape.kind) {
      case 'closed':
        return closedLoop(active, shape, meter);
      case 'open':
        return openLoop(active, shape, seed, meter, { unansweredCount, queueing: reconnect });
      case 'human':
        return humanLoop(allPlayers(), (player) => cursors.get(player)!, shape, seed, meter);
    }
  }

  async function run(command: RunCommand): Promise<RunResult> {
    const members = rooms.flatMap(membersOf);
    meter.take(0, false);
    const reconnector = command.reconnect ? reconnectLost(members, meter) : undefined;
    for (const player of allPlayers()) player.isImpatient = command.impatient;
    const { warmupSeconds, calm } = command;
    const measuredUntil = warmupSeconds + command.seconds;
    const total = measuredUntil + (calm?.seconds ?? 0);
    const startedAt = performance.now();
    const loop = startLoop(command);
    const endMeasured = (): void => {
      send({ type: 'measured' });
      meter.phase();
      if (calm === undefined) return;
      loop.setRate?.(calm.rate);
      // What a crowd still wanted goes with the crowd: how the server does for those who stay is measured now.
      for (const player of allPlayers()) player.giveUp();
    };
    for (let second = 0; second < total; second++) {
      if (second === warmupSeconds) {
        send({ type: 'measuring' });
        if (calm !== undefined) loop.setRate?.(command.shape.rate);
      }
      if (second === measuredUntil) endMeasured();
      await sleep(Math.max(0, startedAt + (second + 1) * 1000 - performance.now()));
      send({ type: 'second', second: meter.take(second, second >= warmupSeconds && second < measuredUntil) });
    }
    if (total === measuredUntil) endMeasured();
    loop.stop();
    for (let waited = 0; waited < LAST_ANSWERS_MS && unansweredCount() + heldCount() > 0; waited += 20) {
      await sleep(20);
    }
    await reconnector?.stop();
    for (const player of allPlayers()) player.settle();
    await waitForDeliveries(rooms);
    // Late answers belong to the answer times, not to any second's rate.
    send({ type: 'second', second: meter.take(total, false) });
    return { unanswered: unansweredCount(), reconnects: reconnector?.count ?? 0 };
  }

  async function tearDown(): Promise<object> {
    for (const room of rooms) {
      const host = room.players[0];
      if (host?.open === true) await host.command('end', { roomId: room.id }).catch(() => undefined);
      for (const member of membersOf(room)) member.stop();
    }
    for (const user of baselineUsers) user.drop();
    openFlood?.drop();
    rooms = [];
    baselineUsers = [];
    users = [];
    return {};
  }

  async function dispatch(command: WorkerCommand): Promise<WorkerResults[WorkerCommand['type']]> {
    switch (command.type) {
      case 'set-up':
        return setUp(command);
      case 'run':
        return run(command);
      case 'seed-idle-games':
        await seedIdleGames(command.urls, command.quiz, command.games, meter, progress('idle games'));
        return {};
      case 'seed-finds':
        await seedFinds(usersOf(command.rooms), command.finds, progress('finds'));
        return {};
      case 'time-joins':
        return timeJoins(rooms[0]!, command.count, meter);
      case 'reconnect-storm':
        return runReconnectStorm(rooms.flatMap(membersOf), command.parallel, progress('caught up'));
      case 'connection-flood':
        openFlood = await floodConnections(command, progress('connected'));
        return openFlood.result;
      case 'audit':
        return auditRooms(rooms, progress('rooms read back'));
      case 'tear-down':
        return tearDown();
    }
  }
  return { execute: (command) => dispatch(command) as Promise<WorkerResults[(typeof command)['type']]> };
}
