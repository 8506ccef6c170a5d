import { openDatabase } from '../../../db/postgres/open.ts';

/** A server that is only its embedded database: tells its parent the database's process id, at once or when it answers. */
const silent = { info: () => undefined, warn: () => undefined };
const database = await openDatabase({ url: null, dataDir: process.argv[2]!, log: silent });
const [, , , when] = process.argv;
while (when !== 'at-once' && (await database.state()) !== 'embedded')
  await new Promise((resolve) => setTimeout(resolve, 50));
process.send!(database.embeddedPid());
setInterval(() => undefined, 1000);
