import commit from './scripts/commit.lua?raw';
import common from './scripts/common.lua?raw';
import counter from './scripts/counter.lua?raw';
import create from './scripts/create.lua?raw';
import dueClaim from './scripts/due-claim.lua?raw';
import dueRelease from './scripts/due-release.lua?raw';
import dueSchedule from './scripts/due-schedule.lua?raw';
import dump from './scripts/dump.lua?raw';
import events from './scripts/events.lua?raw';
import finds from './scripts/finds.lua?raw';
import guess from './scripts/guess.lua?raw';
import nodeEnter from './scripts/node-enter.lua?raw';
import nodeForgetRooms from './scripts/node-forget-rooms.lua?raw';
import nodeRelease from './scripts/node-release.lua?raw';
import nodeRenew from './scripts/node-renew.lua?raw';
import nodesExpired from './scripts/nodes-expired.lua?raw';
import nodesLost from './scripts/nodes-lost.lua?raw';
import noteSeat from './scripts/note-seat.lua?raw';
import owner from './scripts/owner.lua?raw';
import pending from './scripts/pending.lua?raw';
import read from './scripts/read.lua?raw';
import remove from './scripts/remove.lua?raw';
import restore from './scripts/restore.lua?raw';
import saved from './scripts/saved.lua?raw';
import tell from './scripts/tell.lua?raw';

/** Every atomic step, by name. Those that read or write buckets or records share common.lua. */
export const SCRIPTS = {
  create,
  read,
  commit,
  tell,
  guess: common + guess,
  events,
  finds: common + finds,
  owner: common + owner,
  remove,
  dump,
  restore,
  pending,
  saved,
  dueSchedule,
  dueClaim,
  dueRelease,
  nodeRenew,
  nodeEnter,
  nodeRelease,
  nodeForgetRooms,
  nodesExpired,
  nodesLost,
  counter,
  noteSeat,
};

export type ScriptName = keyof typeof SCRIPTS;
