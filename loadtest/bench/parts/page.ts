/** Part `page` of the harness: what a visitor's browser has to load and to draw. */
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from '@playwright/test';
import type { Finding, Part } from '../part.ts';
import type { Harness } from '../harness.ts';
import type { SystemUnderTest } from '../system-under-test.ts';
import { addProbe, framesWhile, interactiveAt, middleOfMap } from '../page-probe.ts';
import { formatNumber } from '../../report/format-number.ts';
import { download } from '../../raw-client/download.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const DOTS = 20_000;
const MOVE_MS = 3000;
/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip, a processor four times slower: a phone on a bad day. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;
const SIZE = { width: 1280, height: 720 };

/** One fresh visitor's first page: script gzipped (KB), and when the page first answers (s), throttled. */
async function firstPage(browser: Browser, url: string): Promise<{ scriptKb: number; seconds: number }> {
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', NETWORK);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await addProbe(page);
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const size = response.body().then((body) => gzipSync(body, { level: 9 }).length);
    // One that is still on its way when the page is closed came after the first page.
    scripts.push(size.catch(() => 0));
  });
  await page.goto(url, { waitUntil: 'networkidle', timeout: 60_000 });
  const seconds = (await interactiveAt(page)) / 1000;
  const scriptKb = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0) / 1000;
  await context.close();
  return { scriptKb, seconds };
}

/** Frames a second while 20,000 dots are dragged, and zoomed with the wheel. */
async function frames(
  browser: Browser,
  system: SystemUnderTest,
  dots: number,
): Promise<{ pan: number; zoom: number }> {
  await system.setUp({ players: 1, roomsOf: 1, mode: 'claim' });
  await system.worker.execute({ type: 'seed-finds', rooms: 1, finds: dots });
  const { roomId } = await system.worker.execute({ type: 'time-joins', count: 1 });
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  await addProbe(page);
  await page.goto(`${system.fleet.urls[0]!}/r/${roomId}`, { waitUntil: 'networkidle' });
  await sleep(3000);
  const { x, y } = await middleOfMap(page);
  await page.mouse.move(x, y);
  // Some zoom first: a map that fits has nowhere to be dragged.
  for (let notch = 0; notch < 4; notch++) await page.mouse.wheel(0, -120);
  await sleep(1000);
  await page.mouse.down();
  const pan = await framesWhile(page, MOVE_MS, (step) =>
    page.mouse.move(x + 120 * Math.sin(step / 12), y + 80 * Math.cos(step / 12)),
  );
  await page.mouse.up();
  await sleep(500);
  await page.mouse.move(x, y);
  const zoom = await framesWhile(page, MOVE_MS, (step) => page.mouse.wheel(0, step % 60 < 30 ? -40 : 40));
  await context.close();
  return { pan, zoom };
}

/** The heaviest map of a country, compressed, KB. */
async function heaviestMap(url: string): Promise<{ slug: string; kb: number }> {
  const quizzes = JSON.parse((await download(`${url}/api/quizzes`)).text) as { slug: string; kind: string }[];
  let heaviest = { slug: '', kb: 0 };
  for (const { slug, kind } of quizzes) {
    if (kind !== 'country') continue;
    const quiz = JSON.parse((await download(`${url}/api/quizzes/${slug}`)).text) as { map: string };
    const { bodyBytes, status } = await download(new URL(quiz.map, url).href);
    if (status !== 200) throw new Error(`the map of ${slug} was answered with ${status}`);
    if (bodyBytes / 1000 > heaviest.kb) heaviest = { slug, kb: bodyBytes / 1000 };
  }
  return heaviest;
}

async function run(harness: Harness): Promise<Finding> {
  const dots = harness.options.quick ? DOTS / 10 : DOTS;
  const found = {
    script: [] as number[],
    interactive: [] as number[],
    pan: [] as number[],
    zoom: [] as number[],
  };
  let map = { slug: '', kb: 0 };
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    for (let rep = 1; rep <= harness.options.reps; rep++) {
      await harness.withFleet({ store: 'memory' }, async (system) => {
        const url = system.fleet.urls[0]!;
        if (rep === 1) map = await heaviestMap(url);
        const { scriptKb, seconds } = await firstPage(browser, url);
        const { pan, zoom } = await frames(browser, system, dots);
        found.script.push(scriptKb);
        found.interactive.push(seconds);
        found.pan.push(pan);
        found.zoom.push(zoom);
        harness.log(
          `    ${rep}: ${formatNumber(scriptKb)} KB script, answers after ${formatNumber(seconds)} s, pan ${formatNumber(pan)} zoom ${formatNumber(zoom)} frames/s`,
        );
      });
    }
  } finally {
    await browser.close();
  }
  return {
    figures: [
      {
        what: 'script of the first page, gzipped',
        limit: 100,
        kind: 'most',
        unit: 'KB',
        values: found.script,
      },
      {
        what: `heaviest map of a country, compressed (${map.slug})`,
        limit: 40,
        kind: 'most',
        unit: 'KB',
        values: [map.kb],
      },
      {
        what: 'first page answers, at 1.6 Mbit/s, 150 ms, CPU ÷ 4',
        limit: 1.5,
        kind: 'most',
        unit: 's',
        values: found.interactive,
      },
      {
        what: `panning ${formatNumber(dots)} dots`,
        limit: 50,
        kind: 'least',
        unit: 'frames/s',
        values: found.pan,
      },
      {
        what: `zooming ${formatNumber(dots)} dots`,
        limit: 40,
        kind: 'least',
        unit: 'frames/s',
        values: found.zoom,
      },
    ],
    notes: [],
    bars: [],
  };
}

export const pagePart: Part = {
  name: 'page',
  title: 'The first page, and the map',
  how:
    `Chromium, software rendering, 1280×720. The page counts as answering once a control is there and a frame and a task come back ` +
    `within 50 ms. Frames are counted over ${MOVE_MS / 1000} s of dragging and of wheel zoom.`,
  run,
};
