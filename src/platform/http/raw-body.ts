import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { byteLimit, TooLargeError } from './byte-limit.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of the body as they arrived, on the routes that keep them. */
    rawBody?: Buffer;
  }
}

/** Keeps the bytes of the bodies of some routes beside what is parsed of them: a signature is one of bytes. */
export function keepRawBodies(
  server: FastifyInstance,
  isKept: (route: string) => boolean,
  mostBytes: number,
): void {
  server.addHook('preParsing', async (request, _reply, payload) => {
    if (!isKept(request.routeOptions.url ?? '')) return payload;
    const pieces: Buffer[] = [];
    try {
      for await (const piece of payload.pipe(byteLimit(mostBytes))) pieces.push(piece as Buffer);
    } catch (error) {
      if (error instanceof TooLargeError) throw Object.assign(error, { statusCode: 413 });
      throw error;
    }
    const body = Buffer.concat(pieces);
    request.rawBody = body;
    return Object.assign(Readable.from([body]), { receivedEncodedLength: body.length });
  });
}
