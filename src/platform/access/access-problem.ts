import { HttpException } from '@nestjs/common';

/** A request refused for want of an ability: HTTP 403. */
export class ForbiddenProblem extends HttpException {
  override name = 'ForbiddenProblem' as const;

  constructor(detail: string) {
    super({ type: 'about:blank', title: 'Forbidden', status: 403, code: 'FORBIDDEN', detail }, 403);
  }
}
