import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepFocus } from '../../client/app/keep-focus.ts';
import { settle } from '../unit/client/fake-transport.ts';

let stop: () => void;
beforeEach(() => {
  document.body.innerHTML = '';
  stop = keepFocus(document);
});
afterEach(() => stop());

const show = (html: string): void => void (document.body.innerHTML = `<div id="app">${html}</div>`);
const inApp = (selector: string): HTMLElement => document.querySelector<HTMLElement>(`#app ${selector}`)!;

it('goes to the heading of the next screen when a screen goes', async () => {
  show('<main><input /></main>');
  inApp('input').focus();
  inApp('main').outerHTML = '<main><h1>You take France</h1><button>Rematch</button></main>';
  await settle();
  expect(document.activeElement).toBe(inApp('h1'));
});

it('stays in its part when what had it goes', async () => {
  show('<main><h1>Room</h1><div><p><button id="first">Play here</button></p></div></main>');
  inApp('#first').focus();
  inApp('div').innerHTML = '<button id="next">Another</button>';
  await settle();
  expect(document.activeElement).toBe(inApp('#next'));
});

it('leaves alone who clicked beside everything, and who has the focus already', async () => {
  show('<main><h1>Room</h1><p><button id="first">One</button><button id="other">Two</button></p></main>');
  inApp('#other').focus();
  inApp('#other').blur();
  inApp('#first').remove();
  await settle();
  expect(document.activeElement).toBe(document.body);
});
