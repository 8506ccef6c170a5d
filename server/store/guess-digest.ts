/**
 * 48 bits of a `guessId`, under which a seat's credited guess is kept: ids come from clients in any length, and a busy room
 * keeps thousands. Within one seat's 20,000 guesses two ids meet with a chance below one in a million, and only its own player
 * would see the wrong answer, so this need not resist an attacker. The mixing is cyrb53's (public domain, github.com/bryc).
 */
export function guessDigest(guessId: string): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < guessId.length; i += 1) {
    const unit = guessId.charCodeAt(i);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return (high & 0xffff) * 0x1_0000_0000 + (low >>> 0);
}
