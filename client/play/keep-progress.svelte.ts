import { untrack } from 'svelte';
import type { App } from '../app/app.svelte.ts';
import type { PlayState } from '../state/play-state.svelte.ts';

/** Keeps in this browser every city that is named, for the globe of its first page. */
export function keepProgress(app: Pick<App, 'atlas'>, play: PlayState): void {
  $effect(() => {
    const { cities } = play;
    untrack(() => app.atlas.add(cities));
  });
}
