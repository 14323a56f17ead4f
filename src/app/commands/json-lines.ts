import { resolve } from 'node:path';
import { unwritable, writeLines } from '../whole-file.js';

/** Why accounts cannot be written there beside the result, in a sentence, or nothing. */
export function unwritableAccounts(path: string | undefined, out: string): string | undefined {
  if (path === undefined) return undefined;
  if (resolve(path) === resolve(out)) return `--out and --accounts name the same file, ${path}.`;
  return unwritable(path);
}

/** Writes a file of one JSON object a line, whole or not at all; the sentence that says why not, or nothing. */
export function writeJsonLines(path: string, objects: Iterable<object>): Promise<string | undefined> {
  return writeLines(path, lines(objects));
}

function* lines(objects: Iterable<object>): Generator<string> {
  for (const each of objects) yield `${JSON.stringify(each)}\n`;
}
