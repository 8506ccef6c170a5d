import { Router } from 'express';
import { z } from 'zod';
import { columnsOf } from '../../shared/found-columns.ts';
import { isRoomId } from '../../shared/ids.ts';
import type { FoundEntry } from '../../shared/messages.ts';
import { seatOf, type RoomDoc } from '../../shared/room/record.ts';
import { visibleSeats } from '../../shared/room/visibility.ts';
import type { Find } from '../store/room-store.ts';
import type { HttpDeps } from './deps.ts';
import { sendProblem } from './problem.ts';
import { sendJson } from './reply.ts';

export const AfterSchema = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0);

/**
 * `GET /api/rooms/:roomId/found?after=`: all finds that a member may see, as columns, oldest first. `after` is a position among
 * the finds of everybody. Whoever holds no seat learns nothing, not even that there is such a room.
 */
export function foundRoutes({
  store,
  quizzes,
  identities,
  config,
}: Pick<HttpDeps, 'store' | 'quizzes' | 'identities' | 'config'>): Router {
  const router = Router();
  router.get('/api/rooms/:roomId/found', async (request, response) => {
    const { roomId } = request.params;
    const after = AfterSchema.safeParse(request.query['after']);
    if (!after.success) {
      sendProblem(response, 'bad_payload');
      return;
    }
    const who = identities.fromRequest(request.headers);
    const record = who && isRoomId(roomId) ? await store.rooms.read(roomId) : null;
    const seat = record && who ? seatOf(record.doc, who.playerId) : undefined;
    if (!record || !seat || seat.left) {
      sendProblem(response, 'no_such_room');
      return;
    }

    const { doc, now } = record;
    const seats = visibleSeats(doc, seat.playerId, now);
    const page = await store.rooms.findsFrom(roomId, doc.runId, after.data, config.limits.foundPage);
    const visible = seats === 'all' ? page : page.filter(({ seatIndex }) => seats.includes(seatIndex));
    const next = page.length < config.limits.foundPage ? null : after.data + config.limits.foundPage;
    await sendJson(
      request,
      response,
      columnsOf(entriesOf(doc, visible, quizzes.city), { runId: doc.runId, next }),
    );
  });
  return router;
}

function entriesOf(doc: RoomDoc, finds: readonly Find[], cityOf: HttpDeps['quizzes']['city']): FoundEntry[] {
  const idOf = new Map(doc.seats.map((seat) => [seat.index, seat.playerId]));
  return finds.flatMap(({ seatIndex, cityId, at }) => {
    const city = cityOf(cityId);
    const playerId = idOf.get(seatIndex);
    return city && playerId !== undefined ? [{ playerId, city, at }] : [];
  });
}
