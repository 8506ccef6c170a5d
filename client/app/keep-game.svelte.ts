import { untrack } from 'svelte';
import type { RoomState } from '../state/room.svelte.ts';
import type { App } from './app.svelte.ts';

/** Keeps in this browser which game goes on, so that the first page leads back to it. @param room reactive */
export function keepGame(app: Pick<App, 'games' | 'clock'>, room: () => RoomState | undefined): void {
  $effect(() => {
    const { view, roomId = null, refusal, you, phase } = room() ?? {};
    if (!view || roomId === null || view.you.role !== 'player') return;
    const { settings, quiz, endsAt } = view;
    const isShared = settings.mode !== 'solo';
    // Whoever left, or was sent away, has nothing to go back to.
    if (phase === 'ended' || refusal || you?.left) {
      untrack(() => app.games.forget(roomId));
      return;
    }
    const game = {
      roomId,
      slug: settings.quiz,
      title: quiz.title,
      named: you?.score.cities ?? 0,
      at: untrack(() => app.clock.now()),
      ...(endsAt === null ? {} : { endsAt }),
      ...(isShared ? { isShared } : {}),
      isPlain:
        !isShared &&
        settings.seconds === null &&
        settings.minPopulation === 0 &&
        settings.namesakes === 'largest',
    };
    untrack(() => app.games.note(game));
  });
}
