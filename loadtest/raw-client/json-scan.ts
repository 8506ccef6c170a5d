/**
 * Reads the few fields a load client needs out of a server's JSON without parsing it. A quoted key inside a JSON string
 * would carry escaped quotes, so `"seq":` can only be a key.
 */

const DIGIT_0 = 48;
const DIGIT_9 = 57;

/** The unsigned integer that starts at `at`; NaN when there is none. */
export function integerAt(text: string, at: number): number {
  let value = 0;
  let index = at;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < DIGIT_0 || code > DIGIT_9) break;
    value = value * 10 + (code - DIGIT_0);
  }
  return index === at ? Number.NaN : value;
}

/** The unsigned integer behind `"key":`, or NaN. */
export function integerOf(text: string, key: string): number {
  const at = text.indexOf(`"${key}":`);
  return at < 0 ? Number.NaN : integerAt(text, at + key.length + 3);
}

/** The text behind `"key":"`, up to the next quote; undefined without the key. For words that need no escaping. */
export function textOf(text: string, key: string): string | undefined {
  const at = text.indexOf(`"${key}":"`);
  if (at < 0) return undefined;
  const from = at + key.length + 4;
  return text.slice(from, text.indexOf('"', from));
}

/** Every unsigned integer behind `"id":`. Ids of players are strings, so these are cities. */
export function cityIdsOf(text: string): number[] {
  const ids: number[] = [];
  for (let at = text.indexOf('"id":'); at >= 0; at = text.indexOf('"id":', at + 5)) {
    const id = integerAt(text, at + 5);
    if (!Number.isNaN(id)) ids.push(id);
  }
  return ids;
}

/** Calls back with every `seq` of a batch of events, and with those an event `covers`. */
export function eachSeq(text: string, onSeq: (seq: number) => void): void {
  for (let at = text.indexOf('"seq":'); at >= 0; at = text.indexOf('"seq":', at + 6)) {
    onSeq(integerAt(text, at + 6));
  }
  for (let at = text.indexOf('"covers":['); at >= 0; at = text.indexOf('"covers":[', at + 10)) {
    const end = text.indexOf(']', at);
    for (let from = at + 10; from < end;) {
      onSeq(integerAt(text, from));
      const comma = text.indexOf(',', from);
      if (comma < 0 || comma > end) break;
      from = comma + 1;
    }
  }
}
