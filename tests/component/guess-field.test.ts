import { fireEvent, render, screen } from '@testing-library/svelte';
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

it('shows what waits for its answer', () => {
  open({ pending: ['a', 'b', 'c'].map((text) => ({ guessId: text, text })) });
  expect([...document.querySelectorAll('.chips li')].map((chip) => chip.textContent)).toEqual([
    'b',
    'c',
    '+1',
  ]);
});

it('sends nothing when it is disabled', async () => {
  const { onguess, type, send } = open({ isDisabled: true });
  await type('lyon');
  await send();
  expect(onguess).not.toHaveBeenCalled();
});
