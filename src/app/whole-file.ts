import { createWriteStream, existsSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Why a file cannot be written there, in a sentence, or nothing: asked before long work and not after it. */
export function unwritable(path: string): string | undefined {
  const folder = dirname(path);
  if (!existsSync(folder)) return `There is no folder ${folder} to write ${path} into.`;
  if (existsSync(path) && statSync(path).isDirectory()) return `${path} is a folder, not a file to write.`;
  return undefined;
}

/** Writes a file whole or not at all: it has its name once it is complete, until then it is `….partial`. A name that
 *  links to another file goes on doing so; what is no file (`/dev/stdout`) is written to as it is. */
export async function writeWhole(path: string, text: Iterable<string>): Promise<void> {
  if (existsSync(path) && !statSync(path).isFile())
    return pipeline(Readable.from(text), createWriteStream(path));
  const target = existsSync(path) ? realpathSync(path) : path;
  const partial = `${target}.partial`;
  try {
    await pipeline(Readable.from(text), createWriteStream(partial));
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** The same; hands back the sentence that says why it could not be written, or nothing. */
export async function writeLines(path: string, text: Iterable<string>): Promise<string | undefined> {
  try {
    await writeWhole(path, text);
    return undefined;
  } catch (error) {
    return `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
