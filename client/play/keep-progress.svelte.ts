import { untrack } from 'svelte';
import type { App } from '../app/app.svelte.ts';
import type { PlayState } from '../state/play-state.svelte.ts';

/** Keeps in this browser what is played: an unfinished solo game for the first page, every city named for its globe. */
export function keepProgress(app: Pick<App, 'games' | 'atlas'>, play: PlayState): void {
  $effect(() => {
    const { view, roomId } = play.room;
    const named = play.cities.length;
    if (view?.settings.mode !== 'solo' || roomId === null) return;
    const { settings, quiz } = view;
    const game = {
      roomId,
      slug: settings.quiz,
      title: quiz.title,
      named,
      at: Date.now(),
      isPlain: settings.seconds === null && settings.minPopulation === 0 && settings.namesakes === 'largest',
    };
    untrack(() => app.games.note(game));
  });
  $effect(() => {
    const { cities } = play;
    untrack(() => app.atlas.add(cities));
  });
}
