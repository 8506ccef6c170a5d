import { fireEvent, render } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Chevrons from '../../../client/map/Chevrons.svelte';
import Controls from '../../../client/map/Controls.svelte';
import Frame from '../../../client/map/Frame.svelte';
import Labels from '../../../client/map/Labels.svelte';
import Scale from '../../../client/map/Scale.svelte';

describe('the buttons of the map', () => {
  it('zoom in, zoom out and show all', async () => {
    const onzoom = vi.fn();
    const onfit = vi.fn();
    const { getByRole } = render(Controls, { phone: false, onzoom, onfit });
    await fireEvent.click(getByRole('button', { name: 'Zoom in' }));
    await fireEvent.click(getByRole('button', { name: 'Zoom out' }));
    await fireEvent.click(getByRole('button', { name: 'Show the whole map' }));
    expect(onzoom.mock.calls).toEqual([[1.6], [1 / 1.6]]);
    expect(onfit).toHaveBeenCalledTimes(1);
  });

  it('offer the other shape of the world, where there is a choice', async () => {
    const onreshape = vi.fn();
    const { getByRole, rerender } = render(Controls, {
      phone: true,
      onzoom: vi.fn(),
      onfit: vi.fn(),
      onreshape,
    });
    await fireEvent.click(getByRole('button', { name: 'Show a globe' }));
    await rerender({ isGlobe: true });
    await fireEvent.click(getByRole('button', { name: 'Show a flat map' }));
    expect(onreshape).toHaveBeenCalledTimes(2);
  });

  it('are one on a phone, where two fingers zoom', () => {
    const { getAllByRole } = render(Controls, { phone: true, onzoom: vi.fn(), onfit: vi.fn() });
    expect(getAllByRole('button')).toHaveLength(1);
  });

  it('leave the focus in the field when pressed', async () => {
    const { getByRole } = render(Controls, { phone: false, onzoom: vi.fn(), onfit: vi.fn() });
    // `fireEvent` answers false when the default, taking the focus, was prevented.
    expect(await fireEvent.mouseDown(getByRole('button', { name: 'Zoom in' }))).toBe(false);
  });
});

describe('the chevron to a find', () => {
  it('names it and goes there', async () => {
    const ongo = vi.fn();
    const chevrons = [{ id: 7, name: 'Gdańsk', chevron: { x: 780, y: 300, angle: 0 } }];
    const { getByRole } = render(Chevrons, { chevrons, ongo });
    await fireEvent.click(getByRole('button', { name: 'Go to Gdańsk' }));
    expect(ongo).toHaveBeenCalledWith(7);
  });
});

describe('the scale', () => {
  it('says its length', () => {
    const { getByRole } = render(Scale, { bar: { km: 500, width: 120 } });
    expect(getByRole('img', { name: 'Scale: 500 km' }).style.width).toBe('120px');
  });
});

describe('the frame', () => {
  it('stands round the map with its ticks between two lines', () => {
    const ticks = { top: [{ from: 10, to: 60 }], bottom: [], left: [], right: [{ from: 0, to: 30 }] };
    const { container } = render(Frame, { size: { width: 400, height: 300 }, ticks });
    expect(container.querySelector('svg')?.getAttribute('width')).toBe('414');
    expect(container.querySelectorAll('rect.line')).toHaveLength(2);
    expect(container.querySelectorAll('rect:not(.line)')).toHaveLength(2);
  });
});

describe('labels', () => {
  it('follow their dot as the sheet moves, keeping their size', async () => {
    const labels = [{ id: 7, text: 'Gdańsk', anchor: [100, 50] as const, dx: 8, dy: 4, size: 14 }];
    const props = { labels, countries: [], fresh: new Set([7]), view: { k: 1, x: 0, y: 0 } };
    const { getByText, rerender } = render(Labels, props);
    const text = getByText('Gdańsk');
    expect(text.getAttribute('x')).toBe('108');
    expect(text.classList.contains('fresh')).toBe(true);
    await rerender({ ...props, view: { k: 3, x: -50, y: 10 } });
    expect(text.getAttribute('x')).toBe('258');
    expect(text.getAttribute('y')).toBe('164');
    expect(text.getAttribute('font-size')).toBe('14');
  });
});
