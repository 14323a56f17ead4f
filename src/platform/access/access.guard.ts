import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { refusal } from '../graphql/format-error.js';
import { type Caller, may, type Need } from './ability.js';
import { ForbiddenProblem } from './access-problem.js';
import { needsKey } from './needs.js';
import { openToAllKey } from './open-to-all.js';

/** Denies every operation that names no ability, and every caller who lacks the one it names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.get<boolean | undefined>(openToAllKey, context.getHandler())) return true;
    const need = this.reflector.get<Need | undefined>(needsKey, context.getHandler());
    const caller = callerOf(context);
    if (need && caller && may(caller.ability, need)) return true;
    const sentence = `This needs the ability "${need ?? 'none is declared'}", which your key does not have.`;
    throw context.getType<string>() === 'graphql'
      ? refusal('FORBIDDEN', sentence)
      : new ForbiddenProblem(sentence);
  }
}

function callerOf(context: ExecutionContext): Caller | undefined {
  if (context.getType<string>() === 'graphql') {
    return context.getArgByIndex<{ caller?: Caller } | undefined>(2)?.caller;
  }
  return context.switchToHttp().getRequest<{ caller?: Caller }>().caller;
}
