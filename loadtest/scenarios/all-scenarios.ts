import connectionFlood from './connection-flood.ts';
import fridayNight from './friday-night.ts';
import overload from './overload.ts';
import runReconnectStorm from './reconnect-storm.ts';
import rollingRestart from './rolling-restart.ts';
import type { Scenario } from './scenario.ts';
import soak from './soak.ts';
import soloDay from './solo-day.ts';
import streamer from './streamer.ts';
import twoNodesLocal from './two-nodes-local.ts';
import twoNodesSplit from './two-nodes-split.ts';

/** Every scenario by the name `--scenario` takes. */
export const SCENARIOS: Readonly<{ [name: string]: Scenario }> = {
  'solo-day': soloDay,
  'friday-night': fridayNight,
  streamer,
  'reconnect-storm': runReconnectStorm,
  'rolling-restart': rollingRestart,
  'connection-flood': connectionFlood,
  overload,
  soak,
  'two-nodes-local': twoNodesLocal,
  'two-nodes-split': twoNodesSplit,
};
