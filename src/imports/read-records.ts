import { Readable } from 'node:stream';
import { parse } from 'fast-csv';
import iconv from 'iconv-lite';
import type { Profile } from './profile.js';

/** One record of a file: its number, the header being 1, and its cells. */
export interface FileRecord {
  readonly number: number;
  readonly cells: readonly string[];
}

const longestLine = 1024 * 1024;

/** A file that is no list of records: one line goes on and on. */
export class LineTooLongError extends Error {
  override name = 'LineTooLongError' as const;
}

/** Reads records out of bytes as they arrive; blank lines are passed over but counted. Memory does not grow with the
 *  file. */
export async function* readRecords(
  profile: Profile,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<FileRecord> {
  const { delimiter, quote, encoding } = profile;
  const parser = parse<string[], string[]>({ headers: false, delimiter, quote, ignoreEmpty: false });
  const text = Readable.from(decode(bytes, encoding), { objectMode: false, encoding: 'utf8' });
  text.on('error', (error) => parser.destroy(error));
  let number = 0;
  for await (const cells of text.pipe(parser) as AsyncIterable<string[]>) {
    number++;
    if (cells.length > 1 || (cells[0] ?? '').trim() !== '') yield { number, cells };
  }
}

async function* decode(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Profile['encoding'],
): AsyncGenerator<string> {
  // Files that say Latin-1 and use 0x80 to 0x9F were written by Windows (WHATWG reads them so too). The five bytes
  // that mean nothing there become U+FFFD, which the row is rejected for.
  const decoder = iconv.getDecoder(encoding === 'latin1' ? 'windows-1252' : encoding);
  let lineLength = 0;
  for await (const chunk of bytes) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    const lastBreak = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    lineLength = lastBreak === -1 ? lineLength + text.length : text.length - lastBreak;
    if (lineLength > longestLine) throw new LineTooLongError(`a line has over ${longestLine} characters`);
    if (text) yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}
