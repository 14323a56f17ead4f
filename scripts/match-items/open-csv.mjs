import { once } from 'node:events';
import { createWriteStream, renameSync } from 'node:fs';
import { csvLine } from '../sample-data/csv.mjs';

/** Lines gathered before they go to the file. */
const TOGETHER = 1_000;

/** A CSV file written a row at a time. It has its name once it is complete; until then it is called `….partial`. */
export function openCsv(path, columns) {
  const partial = `${path}.partial`;
  const stream = createWriteStream(partial);
  let lines = [csvLine(columns)];
  const flush = async () => {
    const text = lines.join('');
    lines = [];
    if (!stream.write(text)) await once(stream, 'drain');
  };
  return {
    write: async (values) => {
      lines.push(csvLine(values));
      if (lines.length === TOGETHER) await flush();
    },
    close: async () => {
      await flush();
      stream.end();
      await once(stream, 'finish');
      renameSync(partial, path);
    },
  };
}
