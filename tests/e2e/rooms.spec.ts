import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { startWorld, type World } from '../faults/world.ts';
import { freePort } from '../support/free-port.ts';
import { startNginx, type Balancer } from '../support/nginx.ts';
import {
  answer,
  confirm,
  expectAccessible,
  expectAnswer,
  expectNoOverflow,
  field,
  say,
  watchErrors,
} from './pages.ts';

let world: World;
/** The site has a path: everything of the page must hold below one. */
let balancer: Balancer;
const contexts: BrowserContext[] = [];

test.beforeAll(async () => {
  const port = await freePort();
  const env = { TRUST_PROXY: 'loopback', PUBLIC_URL: `http://127.0.0.1:${port}/cityrace`, RATE_LIMITS: '' };
  world = await startWorld({ nodes: 2, env });
  balancer = await startNginx(
    port,
    world.nodes.map((node) => node.port),
    '/cityrace',
  );
});
test.afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
test.afterAll(async () => {
  await balancer.stop();
  await world.stop();
});

async function person(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  contexts.push(context);
  return context.newPage();
}

/** Opens a room for a quiz from its page; answers its address. */
async function openRoom(page: Page, slug: string, mode?: string): Promise<string> {
  await page.goto(`${balancer.url}/quiz/${slug}`);
  await page.getByRole('button', { name: 'Race friends' }).click();
  await expect(page).toHaveURL(/\/r\/[2-9A-Z]{6}$/);
  if (mode !== undefined) await page.getByRole('radio', { name: mode, exact: true }).check();
  return page.url();
}

async function begin(host: Page, guests: readonly Page[]): Promise<void> {
  await host.getByRole('button', { name: 'Start', exact: true }).click();
  for (const page of [host, ...guests]) await expect(field(page)).toBeVisible();
  // The countdown is on the server's clock; what is typed before its end stays in the field.
  await expect(answer(host)).toContainText('Starts in');
  for (const page of [host, ...guests])
    await expect(answer(page)).not.toContainText('Starts in', { timeout: 15_000 });
}

const standings = (page: Page) => page.getByRole('list', { name: 'Standings' });

test('two people race on two nodes; one reloads, one is cut off and comes back; a rematch follows', async ({
  browser,
}) => {
  const anna = await person(browser);
  const ben = await person(browser);
  const errors = [...watchErrors(anna), ...watchErrors(ben)];
  const address = await openRoom(anna, 'france', 'Race');
  await ben.goto(address);
  await expect(anna.getByText('2 players')).toBeVisible();
  await expectAccessible(anna);
  await begin(anna, [ben]);
  await expectAnswer(anna, 'paris', 'Paris');
  await expectAnswer(anna, 'lyon', 'Lyon');
  await expectAnswer(ben, 'paris', 'Paris');
  await expect(standings(ben)).toContainText('2');
  await expectAccessible(ben);
  // Nothing of Anna's Lyon is anywhere on Ben's page.
  expect(await ben.content()).not.toContain('Lyon');
  await ben.reload();
  await expect(field(ben)).toBeVisible();
  await expect(ben.getByRole('region', { name: 'Cities named' }).last()).toContainText('Paris');
  await ben.context().setOffline(true);
  await say(ben, 'nice');
  await ben.context().setOffline(false);
  await expect(ben.getByRole('region', { name: 'Cities named' }).last()).toContainText('Nice', {
    timeout: 30_000,
  });
  await confirm(anna, 'End', 'End the game');
  for (const page of [anna, ben]) {
    await expect(page.getByRole('heading', { level: 1 })).toContainText('France', { timeout: 15_000 });
  }
  // After the end nothing is hidden: Ben looks at Anna's map.
  await expect(anna.getByText('Lyon').first()).toBeVisible();
  await ben.getByRole('table').getByRole('button').first().click();
  await expect(ben.getByText('Lyon').first()).toBeVisible();
  await expectAccessible(anna);
  await anna.getByRole('button', { name: 'Rematch' }).click();
  await expect(ben.getByRole('heading', { name: 'Room code' })).toBeVisible();
  await begin(anna, [ben]);
  await expectAnswer(ben, 'lyon', 'Lyon');
  expect(errors).toEqual([]);
});

test('three people claim cities, one on a phone; the later one learns by how much; the host leaves', async ({
  browser,
}) => {
  const anna = await person(browser);
  const ben = await person(browser);
  const cleo = await person(browser, {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const address = await openRoom(anna, 'italy', 'Claim');
  for (const page of [ben, cleo]) await page.goto(address);
  await expect(anna.getByText('3 players')).toBeVisible();
  // What is handed to others leads to this site, below its path.
  await expect(cleo.getByText(`${balancer.url}/r/`)).toBeVisible();
  await expectNoOverflow(cleo);
  await begin(anna, [ben, cleo]);
  await expectAnswer(anna, 'bologna', 'Bologna');
  await expectAnswer(ben, 'bologna', /Taken|too late/);
  await expect(answer(ben)).toContainText('Bologna');
  await field(cleo).tap();
  await expectAnswer(cleo, 'torino', /Turin|Torino/);
  // What others say reaches a phone whose sheet is shut; those who lead stand under its clock.
  await expect(cleo.getByRole('list', { name: 'Leaders' })).toContainText('1');
  await anna.getByRole('button', { name: 'Say something' }).click();
  await anna.getByRole('button', { name: 'Well named' }).click();
  await expect(cleo.getByText(/: Well named/).first()).toBeVisible();
  await expectNoOverflow(cleo);
  await expectAccessible(cleo);
  // On its side the map takes the height, and the field stands beside it.
  await cleo.setViewportSize({ width: 844, height: 390 });
  await expect
    .poll(async () => (await cleo.getByRole('region', { name: 'Map', exact: true }).boundingBox())?.height)
    .toBeGreaterThan(380);
  await expect(field(cleo)).toBeInViewport({ ratio: 1 });
  await expectNoOverflow(cleo);
  await expect(ben.getByRole('list', { name: /Latest finds/ })).toContainText(/Turin|Torino/);
  // Cleo looks at the first page, which leads back; the others see her away.
  await cleo.getByRole('link', { name: 'Back' }).click();
  await expect(standings(ben).getByText('offline')).toBeVisible({ timeout: 20_000 });
  await cleo.getByRole('list', { name: 'Games that go on' }).getByRole('link', { name: /Italy/ }).click();
  await expect(standings(ben).getByText('offline')).toBeHidden();
  await confirm(anna, 'Leave', 'Leave');
  // The host's place has passed on: Ben, the longest in the room, may end the game.
  await confirm(ben, 'End', 'End the game');
  await expect(cleo.getByRole('heading', { level: 1 })).toContainText('Italy', { timeout: 15_000 });
  // Who comes after the end sees who won.
  const dora = await person(browser);
  await dora.goto(address);
  await expect(dora.getByRole('heading', { level: 1 })).toContainText(/takes Italy|draw/);
});

test('two people race on, with no more than “reconnecting”, while a node is killed under them', async ({
  browser,
}) => {
  const anna = await person(browser);
  const ben = await person(browser);
  await openRoom(anna, 'spain', 'Race').then((address) => ben.goto(address));
  await expect(anna.getByText('2 players')).toBeVisible();
  await begin(anna, [ben]);
  await expectAnswer(anna, 'madrid', 'Madrid');
  await expectAnswer(ben, 'sevilla', 'Sev');
  for (const index of [0, 1]) {
    await world.nodes[index]!.stop('SIGKILL');
    await say(anna, ['bilbao', 'murcia'][index]!);
    await say(ben, ['malaga', 'vigo'][index]!);
    const named = anna.getByRole('region', { name: 'Cities named' }).last();
    await expect(named).toContainText(['Bilbao', 'Murcia'][index]!, { timeout: 30_000 });
    const theirs = ben.getByRole('region', { name: 'Cities named' }).last();
    await expect(theirs).toContainText(['Málaga', 'Vigo'][index]!, { timeout: 30_000 });
    await world.revive(index);
  }
});

test('says what is wrong with a code, and that a game is played in another tab', async ({ browser }) => {
  const anna = await person(browser);
  await anna.goto(`${balancer.url}/r/QQQQQQ`);
  await expect(anna.getByRole('heading', { level: 1 })).toContainText('No room QQQQQQ');
  await anna.goto(`${balancer.url}/r/QQQQQ0`);
  await expect(anna.getByRole('heading', { level: 1 })).toHaveText('QQQQQ0 is no room code');
  await expect(anna.getByText(/never 0, 1, I, L or O/)).toBeVisible();
  await expectAccessible(anna);
  await openRoom(anna, 'portugal');
  await anna.getByRole('switch', { name: 'I play along' }).click();
  await expect(anna.getByText('You host, without playing.')).toBeVisible();
  await expect(anna.getByText('Waiting for the first player.')).toBeVisible();
  await expectAccessible(anna);
  const second = await anna.context().newPage();
  await second.goto(anna.url());
  await expect(anna.getByText('You are playing in another tab.')).toBeVisible();
  await anna.getByRole('button', { name: 'Play here' }).click();
  await expect(second.getByText('You are playing in another tab.')).toBeVisible();
});
