import { openDatabase } from '../../../db/postgres/open.ts';
import { until } from '../../support/until.ts';

/** A server that is only its embedded database: tells its parent the database's process id, at once or when it answers. */
const silent = { info: () => undefined, warn: () => undefined };
const database = await openDatabase({ url: null, dataDir: process.argv[2]!, log: silent });
const [, , , when] = process.argv;
if (when !== 'at-once')
  await until(async () => (await database.state()) === 'embedded', 'the database answers');
process.send!(database.embeddedPid());
setInterval(() => undefined, 1000);
