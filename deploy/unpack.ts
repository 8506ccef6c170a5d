import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackArtefact } from '../db/gazetteer/unpack.ts';
import { unpackMaps } from '../db/catalogue/unpack.ts';

/** The build's last step: the committed data, unpacked beside the bundle, and the mark that says the build is whole. */
const root = join(import.meta.dirname, '..');
await unpackArtefact(join(root, 'db/artefact'), join(root, 'dist/gazetteer'));
await unpackMaps(join(root, 'db/artefact'), join(root, 'dist'));
writeFileSync(join(root, 'dist/.built'), '');
