import { usageOfAll } from '../../measure/process-usage.ts';
import { figure } from '../../report/format-number.ts';
import { download } from '../../raw-client/download.ts';
import type { Finding, Part } from '../part.ts';
import type { Bench } from '../harness.ts';

const FINDS = 20_000;
const VISITS = 40;
const READS = 10;

async function run(bench: Bench): Promise<Finding> {
  const finds = bench.options.quick ? FINDS / 10 : FINDS;
  const viewKb: number[] = [];
  const allKb: number[] = [];
  const serverMs: number[] = [];
  for (let rep = 1; rep <= bench.options.reps; rep++) {
    await bench.withFleet({ store: 'redis' }, async (stage) => {
      await stage.seat({ players: 4, mode: 'claim' });
      await stage.driver.give({ type: 'fill', rooms: 1, finds: finds / 4 });
      const cpu = (): number => usageOfAll(stage.fleet.pids()).cpuMs;
      const from = cpu();
      const visit = await stage.driver.give({ type: 'visit', count: VISITS });
      const joined = cpu();
      let bytes = 0;
      for (let read = 0; read < READS; read++)
        bytes = await readAll(stage.fleet.urls[0]!, visit.roomId, visit.token);
      const read = cpu();
      const joinMs = (joined - from) / VISITS;
      const allMs = (read - joined) / READS;
      viewKb.push(visit.viewBytes / 1000);
      allKb.push(bytes / 1000);
      serverMs.push(joinMs + allMs);
      bench.log(
        `    ${rep}: ${figure(visit.foundCount)} finds: view ${figure(visit.viewBytes / 1000)} KB in ${figure(joinMs)} ms, ` +
          `all ${figure(bytes / 1000)} KB in ${figure(allMs)} ms of server CPU`,
      );
    });
  }
  return {
    figures: [
      {
        what: `first paint of a room with ${figure(finds)} finds: the view, uncompressed`,
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

/** Reads every page; returns the bytes on the wire. */
async function readAll(url: string, roomId: string, token: string): Promise<number> {
  let bytes = 0;
  for (let after: number | null = 0; after !== null;) {
    const page = await download(`${url}/api/rooms/${roomId}/found?after=${after}`, token);
    if (page.status !== 200) throw new Error(`the finds were answered with ${page.status}`);
    bytes += page.wireBytes;
    after = (JSON.parse(page.text) as { next: number | null }).next;
  }
  return bytes;
}

export const join: Part = {
  name: 'join',
  title: 'Joining a room with many finds',
  how: `A claim room with ${figure(FINDS)} finds; ${VISITS} spectators join one after the other, then its finds are read whole over HTTP.`,
  run,
};
