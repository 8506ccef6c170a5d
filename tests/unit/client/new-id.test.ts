import { webcrypto } from 'node:crypto';
import { expect, it } from 'vitest';
import { newId } from '../../../client/app/new-id.ts';
import { COMMANDS } from '../../../shared/commands.ts';

it.each([
  ['on a secure origin', webcrypto],
  ['on any other', { getRandomValues: webcrypto.getRandomValues.bind(webcrypto) }],
])('makes ids that the server takes, each another, %s', (_, crypto) => {
  const ids = Array.from({ length: 100 }, () => newId(crypto));
  expect(new Set(ids).size).toBe(100);
  for (const guessId of ids)
    expect(COMMANDS.guess.safeParse({ roomId: 'QKZP7M', guessId, text: 'x' }).success).toBe(true);
});
