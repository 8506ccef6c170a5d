import { expect, it } from 'vitest';
import { routeOf } from '../../../client/app/route.ts';

it.each([
  ['/', '', { name: 'home' }],
  ['/quizzes', '', { name: 'quizzes' }],
  ['/quiz/us-texas', '', { name: 'quiz', slug: 'us-texas' }],
  ['/play/new', '', { name: 'play', roomId: 'new' }],
  ['/r/qkzp7m', '', { name: 'room', roomId: 'QKZP7M', big: false }],
  ['/r/QKZP7M', '?big', { name: 'room', roomId: 'QKZP7M', big: true }],
  ['/r/QKZP7', '', { name: 'badCode', code: 'QKZP7' }],
  ['/r/qkzp70', '', { name: 'badCode', code: 'qkzp70' }],
  ['/run/abc', '', { name: 'run', runId: 'abc' }],
  ['/link/abc', '', { name: 'link', token: 'abc' }],
  ['/help/', '', { name: 'help' }],
  ['/nowhere', '', { name: 'lost' }],
  ['/quiz/a/b', '', { name: 'lost' }],
  ['/quiz/%E0%A4%A', '', { name: 'quiz', slug: '%E0%A4%A' }],
])('%s%s leads to its screen', (path, query, route) => {
  expect(routeOf(path, query)).toEqual(route);
});
