/** Typed longer ago than this, it was for something else, ms. */
const KEPT_MS = 30_000;
/** Who typed so recently goes on typing, also where the focus is not taken unasked (on a phone), ms. */
const GOES_ON_MS = 5000;

/** What is typed in one field of guesses and goes on in the next: the page changes under a fast typist. */
export class Draft {
  text: string;
  /** Whole names that no field has taken yet. */
  lines: readonly string[];
  #now: () => number;
  #typedAt: number;

  /** @param keys typed before there was a field, as `KeyboardEvent.key` */
  constructor(now: () => number, keys: readonly string[] = []) {
    this.#now = now;
    this.#typedAt = keys.length > 0 ? now() : -Infinity;
    const lines: string[] = [];
    let text = '';
    for (const key of keys) {
      if (key === 'Backspace') text = [...text].slice(0, -1).join('');
      else if (key !== 'Enter') text += key;
      else {
        if (text.trim() !== '') lines.push(text.trim());
        text = '';
      }
    }
    this.lines = lines;
    this.text = text;
  }

  get isTyping(): boolean {
    return this.#now() - this.#typedAt < GOES_ON_MS;
  }

  /** The text of the field changed. */
  note(text: string): void {
    this.text = text;
    this.#typedAt = this.#now();
  }

  /** Hands over what there is. */
  take(): { lines: readonly string[]; text: string } {
    const isOld = this.#now() - this.#typedAt >= KEPT_MS;
    const taken = isOld ? { lines: [], text: '' } : { lines: this.lines, text: this.text };
    this.lines = [];
    return taken;
  }

  clear(): void {
    this.lines = [];
    this.text = '';
    this.#typedAt = -Infinity;
  }
}
