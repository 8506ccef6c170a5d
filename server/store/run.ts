import type { Run } from '../../shared/messages.ts';
import { seatOf, type RoomDoc } from '../../shared/room/record.ts';
import type { Find, RoomStore, RunHeader } from './room-store.ts';

/** The run of a room whose results have just been frozen. */
export function runHeader(doc: RoomDoc): RunHeader {
  if (!doc.results) throw new TypeError('a run is made from results');
  const { runId, standings, finishedAt } = doc.results;
  return {
    runId,
    roomId: doc.roomId,
    settings: doc.settings,
    dataVersion: doc.quiz.dataVersion,
    startedAt: doc.startsAt ?? doc.createdAt,
    finishedAt,
    players: standings.map((standing) => {
      const seat = seatOf(doc, standing.playerId)!;
      return { ...standing, seatIndex: seat.index, role: seat.role };
    }),
  };
}

/** Finds that are read at a time. */
const PAGE = 5000;

/** A run that waits in the outbox, with its finds; short if it leaves the outbox meanwhile. */
export async function readRun(store: Pick<RoomStore, 'rooms'>, header: RunHeader): Promise<Run> {
  const finds: Find[] = [];
  for (;;) {
    const page = await store.rooms.findsFrom(header.roomId, header.runId, finds.length, PAGE);
    for (const find of page) finds.push(find);
    if (page.length < PAGE) return runOf(header, finds);
  }
}

/** A run as it is read by anybody: the header with its finds, oldest first. */
function runOf(header: RunHeader, finds: readonly Find[]): Run {
  const { runId, settings, dataVersion, startedAt, finishedAt } = header;
  const idOf = new Map(header.players.map(({ seatIndex, playerId }) => [seatIndex, playerId]));
  const timeline: Run['timeline'] = [];
  for (const { seatIndex, cityId, at, said } of finds) {
    const playerId = idOf.get(seatIndex);
    if (playerId !== undefined)
      timeline.push({ playerId, cityId, atMs: at - startedAt, ...(said === undefined ? {} : { said }) });
  }
  const players = header.players.map(({ seatIndex: _seat, role: _role, ...standing }) => standing);
  return { runId, mode: settings.mode, settings, dataVersion, startedAt, finishedAt, players, timeline };
}
