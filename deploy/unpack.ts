import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackArtefact } from '../db/atlas/gazetteer/unpack.ts';
import { writeSnapshot } from '../db/postgres/embedded/snapshot.ts';
import { unpackMaps } from '../db/atlas/catalogue/unpack.ts';

/** The build's last step: the committed data, unpacked beside the bundle, and the mark that says the build is whole. */
const root = join(import.meta.dirname, '..');
unpackArtefact(join(root, 'db/atlas/artefact'), join(root, 'dist/gazetteer'));
unpackMaps(join(root, 'db/atlas/artefact'), join(root, 'dist'));
await writeSnapshot(join(root, 'dist/pglite-snapshot.tgz'));
writeFileSync(join(root, 'dist/.built'), '');
