import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet, flushSync } from 'svelte';
import { expect, it } from 'vitest';
import Popover from '../../client/parts/Popover.svelte';

it('ends with its purpose, and keeps the focus in its place', async () => {
  const { component } = render(Popover, {
    label: 'Say something',
    icon: createRawSnippet(() => ({ render: () => '<i></i>' })),
    children: createRawSnippet(() => ({ render: () => '<button>Hello</button>' })),
  });
  const opener = screen.getByRole('button', { name: 'Say something' });
  await fireEvent.click(opener);
  screen.getByRole('button', { name: 'Hello' }).focus();
  (component as unknown as { close(): void }).close();
  flushSync();
  expect(screen.queryByRole('button', { name: 'Hello' })).toBeNull();
  expect(document.activeElement).toBe(opener);
});
