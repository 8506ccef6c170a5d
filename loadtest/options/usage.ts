import { MODES } from '../../shared/words.ts';
import { DEFAULTS } from './load-options.ts';

export const USAGE = `npm run load -- [options]
  --players n        connections (${DEFAULTS.players})          --rooms-of n      members of a room (${DEFAULTS.roomsOf})
  --spectators n     watching each room (0)     --mode m          ${MODES.join(' ')} (race)
  --quiz slug        europe                     --seconds n       measured (${DEFAULTS.seconds}), --warm-up n before (${DEFAULTS.warmupSeconds})
  --rate n           guesses a second, Poisson  --inflight n      instead: n unanswered per player, as fast as it goes
  --human            people's pace, misses, typos, reloads, leaving; --rate then multiplies the pace (1)
  --reconnect        lost players come back     --seed n          same seed, same load (1)
  --impatient        go on whatever is refused; else players wait as long as the server asks, then send again
  --url http://…     a running node, repeatable; else nodes are started:
  --nodes n          1                          --store s         memory redis (memory)
  --split            members of a room on different nodes
  --server-cpu n     core of a node, repeatable --client-cpu n    core of worker and Redis
  --server-share x   share of a core that the nodes together may use, above 0 up to 1
  --scenario name    see loadtest/scenarios     --report folder   JSON and HTML
  --budget k=v       p50 p95 p99 max lag99 (ms) errors lost rate cpu (µs a guess) rss (MB); repeatable
  --compare a b      two reports' JSON, side by side
  --i-own-this-host name   needed for anything but this machine`;
