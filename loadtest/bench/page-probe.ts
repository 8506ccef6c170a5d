import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';

/**
 * Runs in the page before anything else, as text, since this project's compiler knows no DOM here: notes when a control is
 * there and a task comes back within 50 ms, counts frames, finds the map.
 */
const PROBE = `
  const probe = { interactiveAt: 0 };
  window.benchProbe = probe;
  function checkInteractive() {
    const askedAt = performance.now();
    setTimeout(() => {
      const prompt = performance.now() - askedAt < 50;
      const control = document.querySelector('button:enabled, input:enabled, main a[href]');
      if (prompt && control) probe.interactiveAt = performance.now();
      else requestAnimationFrame(checkInteractive);
    }, 0);
  }
  checkInteractive();
  probe.frames = (ms) => new Promise((resolve) => {
    let frames = 0;
    const startedAt = performance.now();
    function count() {
      const passed = performance.now() - startedAt;
      if (passed >= ms) return resolve((frames * 1000) / passed);
      frames++;
      requestAnimationFrame(count);
    }
    requestAnimationFrame(count);
  });
  probe.middleOfMap = () => {
    const boxes = [...document.querySelectorAll('svg, canvas')].map((element) => element.getBoundingClientRect());
    const [map] = boxes.sort((a, b) => b.width * b.height - a.width * a.height);
    if (!map || map.width < 300) throw new Error('there is no map');
    return { x: map.left + map.width / 2, y: map.top + map.height / 2 };
  };
`;

/** Puts the probe into every document that the page opens from now on. */
export const addProbe = (page: Page): Promise<unknown> => page.addInitScript({ content: PROBE });

const PATIENCE_MS = 30_000;
const ASK_EVERY_MS = 250;

/** Waits until the page answers: ms from when its navigation began. Rejects after half a minute. */
export async function interactiveAt(page: Page): Promise<number> {
  for (let waited = 0; waited < PATIENCE_MS; waited += ASK_EVERY_MS) {
    const at: number = await page.evaluate('benchProbe.interactiveAt');
    if (at > 0) return at;
    await sleep(ASK_EVERY_MS);
  }
  throw new Error('the first page never answered');
}

/** The middle of the page's largest drawing, pixels. */
export const middleOfMap = (page: Page): Promise<{ x: number; y: number }> =>
  page.evaluate('benchProbe.middleOfMap()');

/** Frames a second that the page draws while `act` is done again and again. */
export async function framesWhile(
  page: Page,
  ms: number,
  act: (step: number) => Promise<void>,
): Promise<number> {
  const counted: Promise<number> = page.evaluate(`benchProbe.frames(${ms})`);
  const endAt = performance.now() + ms;
  for (let step = 0; performance.now() < endAt; step++) await act(step);
  return counted;
}
