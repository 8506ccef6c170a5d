import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { onFreePort } from '../support/free-port.ts';
import { startNodeProcess, type NodeProcess } from '../support/process-node.ts';
import {
  answer,
  confirm,
  expectAccessible,
  expectAnswer,
  expectNoOverflow,
  field,
  finds,
  holdBack,
  say,
  startSolo,
  watchErrors,
} from './pages.ts';

let base: string;
let node: NodeProcess;
let data: string;

test.beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'cityrace-e2e-'));
  node = await onFreePort((port) => startNodeProcess({ DATA_DIR: data }, port));
  base = node.url;
});
test.afterAll(async () => {
  await node.stop();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

test('answers every kind of guess on France', async ({ page }) => {
  const errors = watchErrors(page);
  await startSolo(page, base, 'france', 'Must be exact');
  await expectAnswer(page, 'st etienne', 'Saint-Étienne');
  await expectAnswer(page, 'Strassburg', 'Strasbourg');
  await expectAnswer(page, 'Boulogne, Hauts-de-France', 'Boulogne-sur-Mer');
  await expectAnswer(page, 'Belleville', /Belleville.*next \(2 more\)/s);
  const first = await finds(page).getByRole('button').first().innerText();
  await expectAnswer(page, 'belleville', /Belleville/);
  await expect(finds(page).getByRole('button').first()).not.toHaveText(first);
  await expectAnswer(page, 'Pont de Vivaux', /part of/i);
  await expectAnswer(page, 'Marseille', 'Marseille');
  await expectAnswer(page, 'Pont de Vivaux', /part of Marseille/i);
  await expectAnswer(page, 'Lausanne', /Lausanne is real, but not in France/);
  await expectAnswer(page, 'Marsielle', /No city called/);
  await expectAnswer(page, 'strasbourg', 'already');
  await expect(page.getByText('6', { exact: true }).first()).toBeVisible();
  expect(errors).toEqual([]);
});

test('names the next city of a name on Enter in the empty field, and then asks for the state', async ({
  page,
}) => {
  await startSolo(page, base, 'united-states');
  await say(page, 'Springfield');
  // At once, before the answer can be here.
  await field(page).press('Enter');
  await expect(answer(page)).toContainText(/next \(1 more\) · \d+ by state/);
  await expect(finds(page)).toContainText('2 of the name');
  await answer(page).getByRole('button').click();
  await expect(finds(page)).toContainText('3 of the name');
  await expect(answer(page).getByRole('button')).toHaveCount(0);
  await expectAnswer(page, 'Springfield', /more: add the state/);
  await expectAnswer(page, 'Springfield OR', 'Springfield');
});

test('accepts a typo where typos count', async ({ page }) => {
  await startSolo(page, base, 'france', 'One letter off counts');
  await expectAnswer(page, 'Marsielle', 'Marseille');
});

test('starts the world by typing on the first page, and carries on from there', async ({ page }) => {
  const errors = watchErrors(page);
  // Names are taken from the first key on, while the page's scripts are on their way.
  const letScripts = await holdBack(page, /\/assets\/(?!RoomPage).*\.js$/);
  const letRoomPage = await holdBack(page, /\/assets\/RoomPage.*\.js$/);
  await page.goto(base, { waitUntil: 'commit' });
  await page.waitForFunction(() => 'takeEarlyKeys' in window);
  await say(page, 'nairobi');
  await say(page, 'lima');
  await page.keyboard.type('qui');
  letScripts();
  await expect(page).toHaveURL(/\/play\//);
  await expect(field(page)).toHaveValue('qui');
  await say(page, 'to');
  await page.keyboard.type('nic');
  letRoomPage();
  await expect(finds(page)).toContainText('Quito');
  await expect(field(page)).toHaveValue('nic');
  await expect(finds(page)).toContainText('Lima');
  await expect(finds(page)).toContainText('Nairobi');
  await expect(page).toHaveURL(/\/play\/[A-Za-z0-9_-]{22}$/);
  // The name leads to a first page whose top line leads back; later it stands among the others.
  await page.getByRole('link', { name: 'Cityrace' }).click();
  const top = page.getByRole('list', { name: 'Games that go on' });
  await top.getByRole('link', { name: /World, 3 named/ }).click();
  await expect(finds(page)).toContainText('Quito');
  await page.goto(base);
  await page
    .getByRole('list', { name: 'Unfinished games' })
    .getByRole('link', { name: /World, 3/ })
    .click();
  await expect(finds(page)).toContainText('Nairobi');
  expect(errors).toEqual([]);
});

test('plays on when a name brings one city after another, before and after others', async ({ page }) => {
  const errors = watchErrors(page);
  await startSolo(page, base, 'world', 'Must be exact');
  for (const name of ['london', 'london', 'paris', 'london', 'london'])
    await expectAnswer(page, name, name === 'paris' ? 'Paris' : 'London');
  await expectAnswer(page, 'berlin', 'Berlin');
  await expect(finds(page).getByRole('button').first()).toContainText('Berlin');
  await page.reload();
  // Two before Paris; behind it the third, which is the last that the name by itself reaches.
  await expect(finds(page).getByRole('button', { name: /London.*2 of the name/s })).toHaveCount(1);
  await expect(finds(page).getByRole('button', { name: /London/ })).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Give up' })).toBeVisible();
  expect(errors).toEqual([]);
});

test('keeps what was named through a reload and through a killed server', async ({ page }) => {
  await startSolo(page, base);
  await expectAnswer(page, 'lyon', 'Lyon');
  await expectAnswer(page, 'nantes', 'Nantes');
  await page.reload();
  await expect(finds(page)).toContainText('Lyon');
  await expect(finds(page)).toContainText('Nantes');
  await node.stop('SIGKILL');
  // Typed while the server is away: it waits in the page, and the page says so.
  await say(page, 'rennes');
  await expect(answer(page)).toContainText(/waiting to send|reconnecting/i);
  node = await startNodeProcess({ DATA_DIR: data }, node.port);
  await expect(finds(page)).toContainText('Rennes', { timeout: 30_000 });
});

test('keeps what was typed offline, and sends it when the network is back', async ({ page, context }) => {
  await startSolo(page, base);
  await expectAnswer(page, 'lille', 'Lille');
  await context.setOffline(true);
  // An open WebSocket outlives the browser's offline switch: end it from the server's side.
  await node.stop('SIGTERM');
  node = await startNodeProcess({ DATA_DIR: data }, node.port);
  await say(page, 'brest');
  await say(page, 'metz');
  await expect(field(page)).toHaveValue('');
  await expect(answer(page)).toContainText('Waiting to send 2');
  await expect(page.getByRole('list', { name: 'Waiting to be sent' }).getByRole('listitem')).toHaveText([
    'brest',
    'metz',
  ]);
  await context.setOffline(false);
  await expect(finds(page)).toContainText('Metz', { timeout: 30_000 });
  await expect(finds(page)).toContainText('Brest');
});

test('gives up to a result with an address of its own, and shows what was missed', async ({
  page,
  context,
}) => {
  await startSolo(page, base);
  await expectAnswer(page, 'marseille', 'Marseille');
  await confirm(page, 'Give up', 'Show what I missed');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(/^Result/);
  await expect(page).toHaveURL(/\/run\/[A-Za-z0-9_-]+$/);
  await expect(page.getByText(/missed/i).first()).toBeVisible();
  await expect(page.getByText('Paris').first()).toBeVisible();
  await expectAccessible(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /^Share/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeAttached();
  const runLink = await page.evaluate(() => navigator.clipboard.readText());
  expect(runLink).toContain('/run/');
  const stranger = await context.browser()!.newContext();
  const other = await stranger.newPage();
  await other.goto(runLink);
  await expect(other.getByRole('heading', { name: /France/ })).toBeVisible();
  await expect(other.getByText('Marseille').first()).toBeVisible();
  await stranger.close();
});

test('moves to another device by a link that works once', async ({ page, browser }) => {
  await startSolo(page, base);
  await expectAnswer(page, 'toulouse', 'Toulouse');
  const made = page.waitForResponse((response) => response.url().endsWith('/api/links'));
  await page.getByRole('button', { name: 'Play on another device' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const { url } = (await (await made).json()) as { url: string };
  const phone = await browser.newContext();
  const there = await phone.newPage();
  await there.goto(url);
  await there.getByRole('button', { name: 'Go on here' }).click();
  await expect(finds(there)).toContainText('Toulouse');
  expect(new URL(there.url()).pathname).toBe(new URL(page.url()).pathname);
  await there.goto(url);
  await there.getByRole('button', { name: 'Go on here' }).click();
  await expect(there.getByRole('heading', { name: 'This link is used up' })).toBeVisible();
  await phone.close();
});

test('is played by the keyboard alone', async ({ page }) => {
  await page.goto(`${base}/quiz/france`);
  const start = page.getByRole('button', { name: 'Start', exact: true });
  await expect(start).toBeVisible();
  for (
    let stops = 0;
    stops < 40 && !(await start.evaluate((node) => node === document.activeElement));
    stops += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
  await expectAnswer(page, 'bordeaux', 'Bordeaux');
  await expectAnswer(page, 'qqqq', 'No city called');
  await page.keyboard.press('ArrowUp');
  await expect(field(page)).toHaveValue('qqqq');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('');
  await page.keyboard.press('F6');
  await expect(field(page)).not.toBeFocused();
  // Letters go to the field from anywhere.
  await page.keyboard.type('dijon');
  await expect(field(page)).toHaveValue('dijon');
  await page.keyboard.press('Enter');
  await expect(answer(page)).toContainText('Dijon');
});

test('speaks to a screen reader, and axe finds nothing', async ({ page }) => {
  await page.goto(base);
  await expect(page.getByRole('link', { name: /France/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${base}/quizzes`);
  await expect(page.getByRole('link', { name: /Germany/ }).first()).toBeVisible();
  await expectAccessible(page);
  // Back leads to where the list was left.
  const top = await page.evaluate(() => {
    scrollTo(0, 900);
    [...document.querySelectorAll<HTMLElement>('main li a')].at(-1)!.click();
    return 900;
  });
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(top);
  await startSolo(page, base);
  await say(page, 'lyon');
  await expect(page.getByRole('status').filter({ hasText: /Lyon, 52\d,000, .*1 found/ })).toBeAttached();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await page.goto(`${base}/nowhere`);
  await expect(page.getByText('Not on the map')).toBeVisible();
  await expectAccessible(page);
});

test.describe('on a phone of 360 × 640', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  test('plays without anything wider than the screen', async ({ page }) => {
    const errors = watchErrors(page);
    await page.goto(base);
    await expectNoOverflow(page);
    await page.goto(`${base}/quiz/france`);
    await expectNoOverflow(page);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(field(page)).toBeVisible();
    await field(page).tap();
    await expectAnswer(page, 'lyon', 'Lyon');
    await expect(field(page)).toBeFocused();
    await expectNoOverflow(page);
    await expectAccessible(page);
    expect(errors).toEqual([]);
  });
});
