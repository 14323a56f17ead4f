import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from './generated.js';

/* A step of `npm run generate`: writes what is generated from the code. */
for (const [path, text] of await generatedFiles()) {
  writeFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), text);
}
