import { fireEvent, render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import GuessField from '../../client/parts/GuessField.svelte';

let hasMouse = true;
beforeEach(() => {
  hasMouse = true;
  vi.stubGlobal('matchMedia', () => ({ matches: hasMouse }));
});

function open(props: Partial<Record<string, unknown>> = {}) {
  const onguess = vi.fn();
  const onhelp = vi.fn();
  render(GuessField, { label: 'Name a city', onguess, onhelp, ...props });
  const input = screen.getByRole<HTMLInputElement>('textbox', { name: 'Name a city' });
  const type = (value: string) => fireEvent.input(input, { target: { value } });
  const send = () => fireEvent.submit(input.form!);
  return { input, onguess, onhelp, type, send };
}

it('sends on Enter and is empty at once', async () => {
  const { input, onguess, type, send } = open();
  await type(' lyon ');
  await send();
  expect(onguess).toHaveBeenCalledExactlyOnceWith('lyon');
  expect(input.value).toBe('');
  expect(document.activeElement).toBe(input);
});

it('sends nothing when there is nothing', async () => {
  const { onguess, type, send } = open();
  await type('   ');
  await send();
  expect(onguess).not.toHaveBeenCalled();
});

it('leaves Enter on the empty field to its owner, but not while it is disabled', async () => {
  const onempty = vi.fn();
  const { onguess, type, send } = open({ onempty });
  await type('  ');
  await send();
  expect(onempty).toHaveBeenCalledOnce();
  await type('lyon');
  await send();
  expect(onempty).toHaveBeenCalledOnce();
  expect(onguess).toHaveBeenCalledExactlyOnceWith('lyon');
});

it('leaves spelling to the player', () => {
  const { input } = open();
  for (const [name, value] of [
    ['autocomplete', 'off'],
    ['autocorrect', 'off'],
    ['autocapitalize', 'off'],
    ['spellcheck', 'false'],
    ['enterkeyhint', 'go'],
    ['placeholder', ''],
  ] as const)
    expect(input.getAttribute(name)).toBe(value);
});

it('brings back what was typed, newest first, and returns to nothing', async () => {
  const { input, type, send } = open();
  for (const text of ['lyon', 'nice']) {
    await type(text);
    await send();
  }
  const seen: string[] = [];
  for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
    await fireEvent.keyDown(input, { key });
    seen.push(input.value);
  }
  expect(seen).toEqual(['nice', 'lyon', 'lyon', 'nice', '']);
});

it('clears on Escape', async () => {
  const { input, type } = open();
  await type('ly');
  await fireEvent.keyDown(input, { key: 'Escape' });
  expect(input.value).toBe('');
});

it('asks for help on ? in the empty field only', async () => {
  const { input, onhelp, type } = open();
  await type('lyon');
  await fireEvent.keyDown(input, { key: '?' });
  expect(onhelp).not.toHaveBeenCalled();
  await type('');
  await fireEvent.keyDown(input, { key: '?' });
  expect(onhelp).toHaveBeenCalledOnce();
});

it('takes letters typed anywhere, but no shortcuts and nothing meant for another field', async () => {
  const { input } = open();
  const button = document.createElement('button');
  const other = document.createElement('input');
  document.body.append(button, other);
  button.focus();
  await fireEvent.keyDown(button, { key: 'l', ctrlKey: true });
  await fireEvent.keyDown(button, { key: '+' });
  await fireEvent.keyDown(button, { key: 'Tab' });
  expect(document.activeElement).toBe(button);
  await fireEvent.keyDown(button, { key: 'é' });
  expect(document.activeElement).toBe(input);
  other.focus();
  await fireEvent.keyDown(other, { key: 'l' });
  expect(document.activeElement).toBe(other);
  button.remove();
  other.remove();
});

it('has the focus at once beside a keyboard, and leaves a phone alone', () => {
  const { input } = open();
  expect(document.activeElement).toBe(input);
  input.blur();
  hasMouse = false;
  render(GuessField, { label: 'Another', onguess: () => undefined });
  expect(document.activeElement).toBe(document.body);
});

it('offers the text when nobody has typed for 600 ms, and is empty once it was taken', async () => {
  vi.useFakeTimers();
  const onpause = vi.fn((text: string) => Promise.resolve(text === 'lyon'));
  const { input, onguess, type, send } = open({ onpause });
  await type('ly');
  await vi.advanceTimersByTimeAsync(500);
  await type('lyo');
  await vi.advanceTimersByTimeAsync(599);
  expect(onpause).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(onpause).toHaveBeenCalledExactlyOnceWith('lyo');
  expect(input.value).toBe('lyo');
  await type('lyon');
  await vi.advanceTimersByTimeAsync(600);
  expect(input.value).toBe('');
  // What is sent by Enter, and one letter, need no pause.
  await type('nice');
  await send();
  await type('y');
  await vi.advanceTimersByTimeAsync(2000);
  expect([onpause.mock.calls.length, onguess.mock.calls]).toEqual([2, [['nice']]]);
  vi.useRealTimers();
});

it('takes names and text that were typed before it was there', () => {
  const draft = { isTyping: true, note: vi.fn(), take: () => ({ lines: ['lyon', 'nice'], text: 'par' }) };
  hasMouse = false;
  const { input, onguess } = open({ draft });
  expect(onguess.mock.calls).toEqual([['lyon'], ['nice']]);
  expect(document.activeElement).toBe(input);
  flushSync();
  expect(input.value).toBe('par');
});

async function paste(input: HTMLElement, text: string): Promise<boolean> {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  return fireEvent(input, event);
}

it('offers to send each of several pasted lines, and pastes one as it is', async () => {
  const { input, onguess } = open();
  expect(await paste(input, ' lyon\n')).toBe(true);
  expect(screen.queryByRole('group', { name: 'Pasted lines' })).toBeNull();
  expect(await paste(input, 'lyon\r\n\n  nice \nבאר שבע\n')).toBe(false);
  const send = await screen.findByRole('button', { name: 'Send 3 lines' });
  expect(document.activeElement).toBe(send);
  await fireEvent.click(send);
  expect(onguess.mock.calls).toEqual([['lyon'], ['nice'], ['באר שבע']]);
  expect(document.activeElement).toBe(input);
  await paste(input, 'a\nb');
  await fireEvent.click(screen.getByRole('button', { name: 'Leave it' }));
  expect(onguess).toHaveBeenCalledTimes(3);
  expect(screen.queryByRole('group', { name: 'Pasted lines' })).toBeNull();
});

it('shows what waits for its answer', () => {
  open({ pending: ['a', 'b', 'c'].map((text) => ({ guessId: text, text })) });
  expect([...document.querySelectorAll('.chips li')].map((chip) => chip.textContent)).toEqual([
    'b',
    'c',
    '+1',
  ]);
});

it('sends nothing when it is closed, and keeps the focus', async () => {
  const { input, onguess, type, send } = open({ isClosed: true });
  await type('lyon');
  await send();
  expect(onguess).not.toHaveBeenCalled();
  expect([input.readOnly, input.disabled, document.activeElement]).toEqual([true, false, input]);
});
