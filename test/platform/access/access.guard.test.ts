import 'reflect-metadata';
import type { HttpException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { roles } from '../../../src/app/roles.js';
import { abilityOf, type Caller } from '../../../src/platform/access/ability.js';
import { AccessGuard } from '../../../src/platform/access/access.guard.js';
import { Needs } from '../../../src/platform/access/needs.js';
import { OpenToAll } from '../../../src/platform/access/open-to-all.js';

class Handlers {
  forgotten() {}

  @Needs('decide Task')
  decide() {}

  @OpenToAll()
  open() {}
}

const callerAs = (role: string, systems: string[] | null = null): Caller => ({
  actor: 'key:test',
  person: 'test',
  role,
  systems,
  ability: abilityOf(roles[role] ?? [], systems),
});

const guard = new AccessGuard(new Reflector());

describe.each(['http', 'graphql'] as const)('over %s', (kind) => {
  const enter = (name: keyof Handlers, caller?: Caller) => {
    const args = kind === 'http' ? [{ caller }] : [undefined, {}, { caller }];
    const context = new ExecutionContextHost(args, Handlers, Handlers.prototype[name]);
    context.setType<string>(kind);
    return guard.canActivate(context);
  };
  const refusal = (name: keyof Handlers, caller?: Caller) => {
    try {
      return enter(name, caller);
    } catch (error) {
      if (error instanceof GraphQLError) return [error.extensions['code'], error.message];
      const { code, detail } = (error as HttpException).getResponse() as { code: string; detail: string };
      return [code, detail];
    }
  };
  const without = (ability: string) => ['FORBIDDEN', expect.stringContaining(ability)];

  test('an operation that names no ability is denied, also to an administrator', () => {
    expect(refusal('forgotten', callerAs('administrator'))).toEqual(without('none is declared'));
    expect(refusal('forgotten')).toEqual(without('none is declared'));
  });

  test('an operation is denied without a caller and to a caller without its ability', () => {
    for (const caller of [undefined, callerAs('reader'), callerAs('no such role')])
      expect(refusal('decide', caller)).toEqual(without('decide Task'));
  });

  test('an operation is open to a caller with its ability, on all rows or on some', () => {
    expect(enter('decide', callerAs('steward'))).toBe(true);
    expect(enter('decide', callerAs('steward', ['gtin']))).toBe(true);
  });

  test('what is marked open to all asks for no caller', () => {
    expect(enter('open')).toBe(true);
  });
});
