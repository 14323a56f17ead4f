import { once } from 'node:events';
import { parse } from 'fast-csv';
import iconv from 'iconv-lite';
import type { Profile } from './profile.js';

/** One record of a file: its number, the header being 1, and its cells. */
export interface FileRecord {
  readonly number: number;
  readonly cells: readonly string[];
}

const longestLine = 1024 * 1024;

/** fast-csv reads a piece of some hundred records in half the time that it needs for them out of one of thousands. */
const pieceBytes = 16 * 1024;

/** A file that is no list of records: one line goes on and on. */
export class LineTooLongError extends Error {
  override name = 'LineTooLongError' as const;
}

/** Reads records out of bytes as they arrive, some hundreds at a time: one by one, handing them on took longer than
 *  reading them. Blank lines are passed over but counted. Memory does not grow with the file. */
export async function* readBatches(
  profile: Profile,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly FileRecord[]> {
  const { delimiter, quote, encoding } = profile;
  const parser = parse<string[], string[]>({ headers: false, delimiter, quote, ignoreEmpty: false });
  let number = 0;
  let records: FileRecord[] = [];
  const taken = () => {
    const full = records;
    records = [];
    return full;
  };
  let failure: { error: unknown } | undefined;
  parser.on('error', (error) => {
    failure = { error };
  });
  parser.on('data', (cells: string[]) => {
    number++;
    if (cells.length > 1 || (cells[0] ?? '').trim() !== '') records.push({ number, cells });
  });
  try {
    for await (const text of decode(bytes, encoding, () => number)) {
      await new Promise<void>((resolve) => parser.write(text, () => resolve()));
      if (failure) throw failure.error;
      if (records.length > 0) yield taken();
    }
    const ended = once(parser, 'end');
    parser.end();
    await ended;
    if (records.length > 0) yield taken();
  } finally {
    parser.destroy();
  }
}

/** The same, one by one. */
export async function* readRecords(
  profile: Profile,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<FileRecord> {
  for await (const records of readBatches(profile, bytes)) yield* records;
}

/** The text in small pieces. Where no record ends in a piece the next is twice as large, for fast-csv starts every time
 *  from the last record’s end. */
async function* decode(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Profile['encoding'],
  recordsSoFar: () => number,
): AsyncGenerator<string> {
  // Files that say Latin-1 and use 0x80 to 0x9F were written by Windows (WHATWG reads them so too). The five bytes
  // that mean nothing there become U+FFFD, which the row is rejected for.
  const decoder = iconv.getDecoder(encoding === 'latin1' ? 'windows-1252' : encoding);
  let lineLength = 0;
  let size = pieceBytes;
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.byteLength; ) {
      const length = Math.min(size, chunk.byteLength - from);
      const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset + from, length));
      from += length;
      const lastBreak = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
      lineLength = lastBreak === -1 ? lineLength + text.length : text.length - lastBreak;
      if (lineLength > longestLine) throw new LineTooLongError(`a line has over ${longestLine} characters`);
      const before = recordsSoFar();
      if (text) yield text;
      size = recordsSoFar() > before ? pieceBytes : size * 2;
    }
  }
  const rest = decoder.end();
  if (rest) yield rest;
}
