import type { RunHeader } from '../../server/store/room-store.ts';
import type { RoomRecord } from '../../shared/room/record.ts';

/** The header with which a record's game would be settled. */
export const headerOf = ({ doc, now }: RoomRecord): RunHeader => ({
  runId: doc.runId,
  roomId: doc.roomId,
  settings: doc.settings,
  dataVersion: doc.quiz.dataVersion,
  startedAt: doc.startsAt!,
  finishedAt: now,
  players: [],
});
