import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

/** What people do on the page, in their words. Everything is found by its role and name, as a screen reader finds it. */
export const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Name a city', exact: true });
export const answer = (page: Page): Locator => page.locator('#answer');
export const finds = (page: Page): Locator =>
  page.getByRole('region', { name: 'Cities named', exact: true }).last();

export async function startSolo(page: Page, base: string, slug = 'france', typos?: string): Promise<void> {
  await page.goto(`${base}/quiz/${slug}`);
  if (typos !== undefined) await page.getByRole('radio', { name: typos, exact: true }).check();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(field(page)).toBeFocused();
  await expect(page).toHaveURL(/\/play\/[A-Za-z0-9_-]{22}$/);
}

/** Requests that match wait until the function that is returned is called: a slow line. */
export async function holdBack(page: Page, pattern: RegExp): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Types a name and sends it, without waiting for the answer. */
export async function say(page: Page, name: string): Promise<void> {
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
}

export async function expectAnswer(page: Page, name: string, text: string | RegExp): Promise<void> {
  await say(page, name);
  await expect(answer(page)).toContainText(text);
}

/** The two steps of what cannot be undone: asked on the page, answered beside it. */
export async function confirm(page: Page, step: string, yes: string): Promise<void> {
  await page.getByRole('button', { name: step, exact: true }).click();
  await page.getByRole('button', { name: yes, exact: true }).first().click();
}

/** Nothing that a machine can find wrong for people who see, hear or move differently. */
export async function expectAccessible(page: Page): Promise<void> {
  // What fades in is measured when it has arrived.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
  expect(found).toEqual([]);
}

/** Nothing is wider than the screen. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(client);
}

/** Collects errors of the page; a test ends with none. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // The browser reports a lost connection by itself; that is what some of these tests are about.
    if (message.type() === 'error' && !/ERR_|WebSocket|Failed to load resource/.test(text)) errors.push(text);
  });
  return errors;
}
