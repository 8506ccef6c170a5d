/** The part of the browser's `crypto` that is used. */
interface RandomSource {
  randomUUID?(): string;
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array;
}

/** A random id. `randomUUID` exists on secure origins only: a game on `http://` in one's own network needs ids as well. */
export function newId(crypto: RandomSource): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
