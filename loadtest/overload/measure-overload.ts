import type { LoadOptions } from '../options/load-options.ts';
import { download } from '../raw-client/download.ts';
import type { RunRecord } from '../report/run-record.ts';
import { summarise } from '../report/summary.ts';
import type { LoadShape } from '../worker/worker-protocol.ts';
import { chooseShare, FIRST_SHARE } from './choose-share.ts';
import { figuresOf, type LevelFigures } from './level-figures.ts';
import { CALM_AFTER_SECONDS, CALM_BEFORE_SECONDS, CALM_FACTOR, LEVELS, type Level } from './levels.ts';
import { histogramIn, percentileBetween, type ServerHistogram } from './server-histogram.ts';
import { withSession, type ListenerFor, type Session } from './session.ts';

/** One level, as it went. */
export interface LevelResult {
  level: Level;
  record: RunRecord;
  figures: LevelFigures;
}

/** How one server did at its capacity and beyond, each on a fresh one. */
export interface OverloadResult {
  format: 1;
  store: LoadOptions['store'];
  /** Of a core, that the server was held to, and how. */
  share: number;
  how: string;
  capacity: RunRecord;
  levels: LevelResult[];
}

/** Two unanswered guesses of each player. */
const CLOSED: LoadShape = { kind: 'closed', rate: 0, inflight: 2 };
const PROBE = { shape: CLOSED, warmupSeconds: 2, seconds: 4 };
const CAPACITY_WARM_UP_SECONDS = 5;
/** Parts of the rooms that play while the capacity is looked for: a server that refuses some of many may credit more of fewer. */
const PARTS = [1, 4];
const FEW_REFUSED = 0.01;

/** The server's own histogram of refusals: seconds from reading a command to refusing it. */
const REFUSAL_METRIC = 'cityrace_refusal_seconds';

/**
 * Measures the capacity of a server by a closed loop, then every level of {@link LEVELS}, each on a server of its own, so that
 * memory compares. `options.seconds` is how long each takes; `options.serverShare` what the server is held to, chosen so that the
 * client has room when it is left out. `log` is told in a line what comes next. Throws a `RangeError` for servers that are not ours.
 */
export async function measureOverload(
  options: LoadOptions,
  names: string[],
  listenerFor: ListenerFor,
  log: (line: string) => void,
): Promise<OverloadResult> {
  if (options.urls.length > 0)
    throw new RangeError('overload needs servers that it starts itself, without --url');
  if (options.store === 'redis' && process.env.REDIS_URL !== undefined)
    throw new RangeError(
      'overload stops Redis for a while: leave REDIS_URL out, so that it starts one of its own',
    );
  const onFreshServer = <Result>(
    serverShare: number,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> => withSession({ ...options, serverShare }, names, listenerFor, work);

  log('looking for the capacity');
  const probe = await onFreshServer(options.serverShare ?? FIRST_SHARE, probeCapacity);
  const share = options.serverShare ?? probe.share;
  log('the capacity');
  const capacity = await onFreshServer(share, (session) =>
    session.run('Capacity', {
      shape: CLOSED,
      warmupSeconds: CAPACITY_WARM_UP_SECONDS,
      seconds: options.seconds,
      rooms: Math.ceil(session.rooms / probe.part),
    }),
  );
  const levels: LevelResult[] = [];
  for (const level of LEVELS) {
    log(`${level.name}: ${level.what}`);
    const seconds = level.seconds ?? options.seconds;
    levels.push(await onFreshServer(share, (session) => measureLevel(level, seconds, capacity, session)));
  }
  return { format: 1, store: options.store, share, how: capacity.limit ?? 'not at all', capacity, levels };
}

/** The share of a core that leaves the client room, and of which part of the rooms the server credits most. */
async function probeCapacity(session: Session): Promise<{ share: number; part: number }> {
  let best = { share: FIRST_SHARE, part: 1, perSecond: -1 };
  for (const part of PARTS) {
    const summary = summarise(
      await session.run('Probe', { ...PROBE, rooms: Math.ceil(session.rooms / part) }),
    );
    const { acceptedPerSecond, refusedPerSecond, clientCores, storeCores } = summary;
    if (acceptedPerSecond > best.perSecond) {
      const share = chooseShare(acceptedPerSecond, clientCores + storeCores);
      best = { share, part, perSecond: acceptedPerSecond };
    }
    if (refusedPerSecond <= acceptedPerSecond * FEW_REFUSED) break;
  }
  return best;
}

async function measureLevel(
  level: Level,
  seconds: number,
  capacity: RunRecord,
  session: Session,
): Promise<LevelResult> {
  const perSecond = summarise(capacity).acceptedPerSecond;
  const calmRate = perSecond * CALM_FACTOR;
  const before = await refusalTimes(session.url);
  const measured = await session.run(level.name, {
    shape: { kind: 'open', rate: perSecond * level.factor, inflight: 0 },
    warmupSeconds: CALM_BEFORE_SECONDS,
    seconds,
    impatient: level.isImpatient,
    calm: { rate: calmRate, seconds: CALM_AFTER_SECONDS },
    disturbance: level.disturbance,
  });
  const refusalRead95Ms = percentileBetween(before, await refusalTimes(session.url), 95);
  const record = { ...measured, audit: await session.audit() };
  return { level, record, figures: figuresOf(level, record, capacity, calmRate, refusalRead95Ms) };
}

async function refusalTimes(url: string): Promise<ServerHistogram> {
  const { text } = await download(`${url}/metrics`);
  return histogramIn(text, REFUSAL_METRIC);
}
