import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, it, vi } from 'vitest';
import Contained from '../../client/parts/Contained.svelte';

it('keeps a failure to its part, reports it, and shows the part again when asked', async () => {
  const reportError = vi.fn();
  vi.stubGlobal('reportError', reportError);
  let isBroken = true;
  const children = createRawSnippet(() => ({
    render() {
      if (isBroken) throw new Error('two rows of one key');
      return '<p>The cities</p>';
    },
  }));
  render(Contained, { name: 'The list of cities', children });
  expect(screen.getByRole('alert').textContent).toContain('The list of cities stopped working');
  expect(reportError).toHaveBeenCalledWith(expect.objectContaining({ message: 'two rows of one key' }));

  isBroken = false;
  await fireEvent.click(screen.getByRole('button', { name: 'Show it again' }));
  expect(screen.getByText('The cities')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});
