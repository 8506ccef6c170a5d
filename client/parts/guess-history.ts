/** Guesses that can be recalled. */
const KEPT = 50;

/** What was typed before, newest first, as ↑ and ↓ walk through it. */
export class GuessHistory {
  #guesses: readonly string[] = [];
  /** How far back ↑ has gone; 0 is the text being typed. */
  #back = 0;

  get isRecalling(): boolean {
    return this.#back > 0;
  }

  add(guess: string): void {
    this.#guesses = [guess, ...this.#guesses.filter((earlier) => earlier !== guess)].slice(0, KEPT);
    this.#back = 0;
  }

  /** The guess one step further back (1) or forward (-1), '' for the text being typed; null at either end. */
  recall(step: 1 | -1): string | null {
    const next = this.#back + step;
    if (next < 0 || next > this.#guesses.length) return null;
    this.#back = next;
    return next === 0 ? '' : this.#guesses[next - 1]!;
  }

  /** The text is typed anew. */
  reset(): void {
    this.#back = 0;
  }
}
