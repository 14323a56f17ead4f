import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { Database } from '../db/db.js';
import { readId } from '../graphql/read-id.js';
import { readInstantToCome } from '../graphql/read-instant.js';
import type { Caller } from './ability.js';
import {
  ApiKeyCreatedModel,
  ApiKeyRefusedModel,
  CreateApiKeyInput,
  CreateApiKeyResult,
} from './api-key.model.js';
import { createApiKey, revokeApiKey } from './api-key.store.js';
import { CurrentCaller } from './caller.js';
import { Needs } from './needs.js';
import { RoleTable } from './role-table.js';

@Resolver()
export class ApiKeyResolver {
  constructor(
    private readonly database: Database,
    private readonly table: RoleTable,
  ) {}

  @Needs('manage ApiKey')
  @Mutation(() => CreateApiKeyResult, { description: 'Makes a key for a person or a flow.' })
  async createApiKey(
    @Args('input', { description: 'What the key is called and may do.' }) input: CreateApiKeyInput,
    @CurrentCaller() caller: Caller,
  ) {
    const faulty = faultOf(input, this.table);
    if (faulty) return refused(faulty);
    const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
    const { name, person = null, role, systems = null } = input;
    const created = await createApiKey(this.database.db, {
      name,
      person,
      role,
      systems,
      expiresAt,
      actor: caller.actor,
    });
    if (created.kind === 'name-taken') return refused('Another key has this name.');
    return Object.assign(new ApiKeyCreatedModel(), { id: created.id, key: created.key });
  }

  @Needs('manage ApiKey')
  @Mutation(() => Boolean, {
    description: 'Ends a key; it opens nothing after 5 seconds. False if it was not live.',
  })
  revokeApiKey(
    @Args('id', { type: () => ID, description: 'Id of the key.' }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<boolean> {
    return revokeApiKey(this.database.db, readId(id), caller.actor);
  }
}

function refused(message: string): ApiKeyRefusedModel {
  return Object.assign(new ApiKeyRefusedModel(), { message });
}

function faultOf(input: CreateApiKeyInput, { roles }: RoleTable): string | undefined {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9 ._-]{0,62}$/.test(input.name))
    return 'The name is letters, digits, blank, dot, dash; at most 63.';
  if (input.person != null && !/^[a-zA-Z0-9][a-zA-Z0-9 ._@-]{0,126}$/.test(input.person))
    return 'The person is letters, digits, blank, dot, dash, @; at most 127.';
  if (!Object.hasOwn(roles, input.role)) return `The role is one of ${Object.keys(roles).join(', ')}.`;
  if (input.systems && (input.systems.length < 1 || input.systems.length > 100))
    return 'systems has 1 to 100 keys.';
  if (input.systems?.some((system) => !/^[a-z][a-z0-9-]{0,62}$/.test(system)))
    return 'systems holds keys of code systems.';
  if (input.systems && input.role === 'administrator')
    return 'An administrator is not confined to code systems.';
  if (input.expiresAt != null && !readInstantToCome(input.expiresAt))
    return 'expiresAt is an instant to come, with its offset.';
  return undefined;
}
