import { usageOfAll } from '../../measure/process-usage.ts';
import { formatNumber } from '../../report/format-number.ts';
import { download } from '../../raw-client/download.ts';
import type { Finding, Part } from '../part.ts';
import type { Harness } from '../harness.ts';

const FINDS = 20_000;
const VISITS = 40;
const READS = 10;

async function run(harness: Harness): Promise<Finding> {
  const finds = harness.options.quick ? FINDS / 10 : FINDS;
  const viewKb: number[] = [];
  const allKb: number[] = [];
  const serverMs: number[] = [];
  for (let rep = 1; rep <= harness.options.reps; rep++) {
    await harness.withFleet({ store: 'redis' }, async (system) => {
      await system.setUp({ players: 4, mode: 'claim' });
      await system.worker.execute({ type: 'seed-finds', rooms: 1, finds: finds / 4 });
      const cpu = (): number => usageOfAll(system.fleet.pids()).cpuMs;
      const from = cpu();
      const timeJoins = await system.worker.execute({ type: 'time-joins', count: VISITS });
      const joined = cpu();
      let bytes = 0;
      for (let read = 0; read < READS; read++)
        bytes = await readAll(system.fleet.urls[0]!, timeJoins.roomId, timeJoins.token);
      const read = cpu();
      const joinMs = (joined - from) / VISITS;
      const allMs = (read - joined) / READS;
      viewKb.push(timeJoins.viewBytes / 1000);
      allKb.push(bytes / 1000);
      serverMs.push(joinMs + allMs);
      harness.log(
        `    ${rep}: ${formatNumber(timeJoins.foundCount)} finds: view ${formatNumber(timeJoins.viewBytes / 1000)} KB in ${formatNumber(joinMs)} ms, ` +
          `all ${formatNumber(bytes / 1000)} KB in ${formatNumber(allMs)} ms of server CPU`,
      );
    });
  }
  return {
    figures: [
      {
        what: `first paint of a room with ${formatNumber(finds)} finds: the view, uncompressed`,
        limit: 100,
        kind: 'most',
        unit: 'KB',
        values: viewKb,
      },
      { what: 'all finds, compressed', limit: 600, kind: 'most', unit: 'KB', values: allKb },
      { what: 'server time for both', limit: 100, kind: 'most', unit: 'ms', values: serverMs },
    ],
    notes: [],
    bars: [],
  };
}

/** Reads every page; returns the bytes as they were sent. */
async function readAll(url: string, roomId: string, token: string): Promise<number> {
  let bytes = 0;
  for (let after: number | null = 0; after !== null;) {
    const page = await download(`${url}/api/rooms/${roomId}/found?after=${after}`, token);
    if (page.status !== 200) throw new Error(`the finds were answered with ${page.status}`);
    bytes += page.bodyBytes;
    after = (JSON.parse(page.text) as { next: number | null }).next;
  }
  return bytes;
}

export const joinPart: Part = {
  name: 'join',
  title: 'Joining a room with many finds',
  how: `A claim room with ${formatNumber(FINDS)} finds; ${VISITS} spectators join one after the other, then its finds are read whole over HTTP.`,
  run,
};
