import { writeWhole } from '../whole-file.js';

/** Writes a file of one JSON object a line, whole or not at all; the sentence that says why not, or nothing. */
export async function writeJsonLines(path: string, objects: Iterable<object>): Promise<string | undefined> {
  try {
    await writeWhole(path, lines(objects));
    return undefined;
  } catch (error) {
    return `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function* lines(objects: Iterable<object>): Generator<string> {
  for (const each of objects) yield `${JSON.stringify(each)}\n`;
}
