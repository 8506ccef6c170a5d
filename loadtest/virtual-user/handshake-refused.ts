/** A connection that the server refused for now: `message` is the refusal's code. */
export class HandshakeRefused extends Error {
  /** When to come back, ms from now. */
  readonly retryAfterMs: number;

  constructor(code: string, retryAfterMs: number) {
    super(code);
    this.retryAfterMs = retryAfterMs;
  }
}
