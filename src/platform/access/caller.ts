import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from './ability.js';

/** The caller of a GraphQL operation or an HTTP route; the guard has made sure there is one. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const holder =
    context.getType<string>() === 'graphql'
      ? context.getArgByIndex<{ caller: Caller }>(2)
      : context.switchToHttp().getRequest<{ caller: Caller }>();
  return holder.caller;
});
