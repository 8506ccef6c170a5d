import type { PendingGuess } from '../../shared/client/outbox.ts';
import type { City, FoundEntry, GuessAnswer, Phase, Player, RoomEvent, View } from '../../shared/messages.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { applyEvent } from '../../shared/room/apply.ts';
import type { Answer } from './answer.ts';
import { Emotes } from './emotes.svelte.ts';
import { Finds } from './finds.svelte.ts';
import { isOurs, phaseAt } from './phase.ts';

/**
 * What one room is for this player, alone or with others; everything on the page is derived from it. It asks nothing of the
 * server: `RoomSession` does, and hands in what came.
 */
export class RoomState {
  /** Null until a room that is being made has its id. */
  roomId: string | null = $state(null);
  view: View | null = $state.raw(null);
  readonly finds = new Finds();
  readonly emotes = new Emotes();
  answer: Answer | null = $state.raw(null);
  /** Finds of the latest answer or event, for the pulse on the map. */
  justFound: readonly number[] = $state.raw([]);
  /** The seat is held on this connection. */
  isJoined = $state(false);
  /** The same player plays on in another tab. */
  isSuperseded = $state(false);
  /** That is another tab of this browser; false: probably another device. */
  isInAnotherTab = $state(false);
  /** The host sent this player away, who may come back unless there is a ban as well. */
  isKicked = $state(false);
  /** Why the room cannot be entered. */
  refusal: Refusal | null = $state.raw(null);
  /** What the last refused command said. */
  notice: string | null = $state(null);
  /** The narrowest miss of this game. */
  closest: City | null = $state.raw(null);
  /** What was typed in this game but came to the server after its end. */
  late: readonly string[] = $state.raw([]);
  /** Players who said they are done. */
  doneIds: readonly string[] = $state.raw([]);
  /** The server's time, epoch ms, kept while something depends on it. */
  now = $state(0);

  constructor(roomId: string | null, now: number) {
    this.roomId = roomId;
    this.now = now;
  }

  get you(): Player | undefined {
    return this.view?.players.find(({ id }) => id === this.view?.you.playerId);
  }

  get isHost(): boolean {
    return this.view !== null && this.view.hostId === this.view.you.playerId;
  }

  get isDone(): boolean {
    return this.view !== null && this.doneIds.includes(this.view.you.playerId);
  }

  get phase(): Phase | null {
    return this.view && phaseAt(this.view, this.now);
  }

  /** Whether a player's finds count for this player's side. */
  isOurs(playerId: string): boolean {
    return this.view !== null && isOurs(this.view, playerId);
  }

  /** Takes over a whole view, at the server's time `now`. Another game than before begins empty. */
  replaceView(view: View, now: number): void {
    if (this.view?.startsAt !== view.startsAt) this.clearGame();
    this.now = now;
    this.view = view;
    this.finds.merge([...view.found].reverse());
  }

  /** Forgets what belongs to the game so far. */
  clearGame(): void {
    this.answer = null;
    this.finds.clear();
    this.justFound = [];
    this.closest = null;
    this.doneIds = [];
    this.late = [];
  }

  /** Adds finds; those that are new pulse on the map. */
  showFinds(finds: readonly FoundEntry[]): void {
    const fresh = this.finds.add(finds);
    if (fresh.length > 0) this.justFound = fresh.map(({ city }) => city.id);
  }

  /** What the server said to a guess, received at the server's time `at`. */
  showAnswer(guess: { guessId: string; text: string }, answer: GuessAnswer, at: number): void {
    if (answer.outcome === 'taken') {
      const [city] = answer.cities;
      if (city && (city.byMs ?? Infinity) < (this.closest?.byMs ?? Infinity)) this.closest = city;
    }
    this.answer = { kind: 'answer', id: guess.guessId, text: guess.text, answer, at };
  }

  /** A guess that was refused for good. */
  showRefusal(guess: PendingGuess, refusal: Refusal, at: number): void {
    const { startsAt, runId } = this.view ?? { startsAt: null };
    const isOfThisGame = guess.runId === undefined || guess.runId === runId;
    if (refusal.code === 'wrong_phase' && isOfThisGame && startsAt !== null && at >= startsAt)
      this.late = [...this.late, guess.text];
    this.answer = { kind: 'refused', id: guess.guessId, text: guess.text, refusal, at };
  }

  /** The next event in order. */
  apply(event: RoomEvent): void {
    if (!this.view) return;
    this.view = applyEvent(this.view, event);
    switch (event.type) {
      case 'found': {
        const { playerId, at } = event;
        this.showFinds(event.cities.map((city) => ({ playerId, city, at })));
        break;
      }
      case 'started':
      case 'rematched':
        this.clearGame();
        break;
      case 'finished':
        if (!this.doneIds.includes(event.playerId)) this.doneIds = [...this.doneIds, event.playerId];
        break;
      case 'emoted':
        this.emotes.show(event.playerId, event.emote);
        break;
      case 'kicked':
        if (event.playerId === this.view.you.playerId) {
          this.isJoined = false;
          this.isKicked = true;
          this.refusal = refuse('not_seated');
        }
        break;
      case 'left':
        // From another tab; who leaves here is off this page already.
        if (event.playerId === this.view.you.playerId) {
          this.isJoined = false;
          this.refusal = refuse('not_seated');
        }
        break;
      case 'configured':
      case 'ended':
      case 'joined':
      case 'online':
      case 'offline':
      case 'renamed':
      case 'readied':
      case 'teamed':
      case 'hosted':
      case 'scored':
        break;
    }
  }
}
