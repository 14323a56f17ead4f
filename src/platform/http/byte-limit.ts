import { Transform } from 'node:stream';

/** More bytes arrived than the hub takes. */
export class TooLargeError extends Error {
  override name = 'TooLargeError' as const;
}

/** Passes bytes through until there are more than `most`, then fails. */
export function byteLimit(most: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      if (seen > most) done(new TooLargeError(`The body is larger than ${most} bytes.`));
      else done(null, chunk);
    },
  });
}
