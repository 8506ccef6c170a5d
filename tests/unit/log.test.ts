import { expect, it } from 'vitest';
import { createLog } from '../../server/log.ts';

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog('info', { write: (line: string) => void (text += line) }));
  return text;
}

it('hides secrets wherever a caller puts them', () => {
  const text = linesOf((log) => {
    log.info({ token: 'hunter2', request: { cookie: 'hunter2' } }, 'a line');
  });
  expect(text).not.toContain('hunter2');
  expect(text).toContain('a line');
});

it('keeps the rows that Postgres quotes in its errors out of the log, and what went wrong in it', () => {
  const error = Object.assign(new Error('new row violates a check constraint'), {
    code: '23514',
    detail: 'Failing row contains (hunter2).',
    where: 'COPY runs, line 1: "hunter2"',
  });
  const text = linesOf((log) => {
    log.warn({ err: error, roomId: 'QKZP7M' }, 'run not saved yet');
  });
  expect(text).not.toContain('hunter2');
  expect(text).toContain('23514');
  expect(text).toContain('violates a check constraint');
});
