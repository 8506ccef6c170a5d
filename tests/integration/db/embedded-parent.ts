import { openDatabase } from '../../../db/postgres/open.ts';
import { until } from '../../support/until.ts';

/**
 * A server that is only its embedded database: tells its parent the database's process id, at once or when it answers, and prints
 * `answers` and why the database has gone.
 */
const database = await openDatabase({
  url: null,
  dataDir: process.argv[2]!,
  log: {
    debug: () => undefined,
    info: () => undefined,
    warn: (fields) => void process.stdout.write(`${JSON.stringify(fields)}\n`),
  },
});
const [, , , when] = process.argv;
if (when !== 'at-once')
  await until(async () => (await database.state()) === 'embedded', 'the database answers');
process.send?.(database.embeddedPid());
process.stdout.write('answers\n');
setInterval(() => undefined, 1000);
