import { HttpException } from '@nestjs/common';

/** A request whose shape is wrong: HTTP 400, RFC 9457 body with one entry a fault. */
export class BadRequestProblem extends HttpException {
  override name = 'BadRequestProblem' as const;

  constructor(faults: readonly string[]) {
    super(problemBody(400, 'BAD_REQUEST', faults[0] ?? 'the request is not of the right shape', faults), 400);
  }
}

/** A request that names something that is not there: HTTP 404. */
export class NotFoundProblem extends HttpException {
  override name = 'NotFoundProblem' as const;

  constructor(detail: string) {
    super(problemBody(404, 'NOT_FOUND', detail), 404);
  }
}

/** A request that is well formed but cannot be taken: HTTP 422, unless another status says it better. */
export class RefusedProblem extends HttpException {
  override name = 'RefusedProblem' as const;

  constructor(code: string, detail: string, extra: Readonly<Record<string, unknown>> = {}, status = 422) {
    super({ ...problemBody(status, code, detail), ...extra }, status);
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthenticated',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Refused',
  500: 'Internal error',
};

const plain: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  404: ['NOT_FOUND', 'There is nothing here.'],
  413: ['TOO_LARGE', 'The body is too large.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'This content type is not taken here.'],
};

/** The body of a request that failed before any code of ours saw it; repeats nothing out of it. */
export function plainProblem(status: number) {
  const [code, detail] = plain[status] ?? ['BAD_REQUEST', 'The request cannot be taken.'];
  return problemBody(status, code, detail);
}

/** The body of a failed request in the form of RFC 9457, with our code. */
export function problemBody(status: number, code: string, detail: string, errors?: readonly string[]) {
  const title = titles[status] ?? 'Refused';
  return { type: 'about:blank', title, status, code, detail, ...(errors && { errors }) };
}
