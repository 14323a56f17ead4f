import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { addCodeSystem, changeCodeSystem, type SystemAdministered } from './administer-system.service.js';
import {
  AddCodeSystemInput,
  AdministerCodeSystemResult,
  ChangeCodeSystemInput,
  CodeSystemAdministeredModel,
  CodeSystemRefusedModel,
} from './code-system.model.js';

/** Code systems that are added or changed while the hub runs. */
@Resolver()
export class CodeSystemResolver {
  constructor(private readonly database: Database) {}

  @Needs('manage Systems')
  @Mutation(() => AdministerCodeSystemResult, { description: 'Adds a code system.' })
  async addCodeSystem(
    @Args('input', { description: 'Its declaration.' }) input: AddCodeSystemInput,
    @CurrentCaller() caller: Caller,
  ) {
    const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
    return shown(input.key, await addCodeSystem(this.database.db, said, caller));
  }

  @Needs('manage Systems')
  @Mutation(() => AdministerCodeSystemResult, { description: 'Changes title or calendar of a code system.' })
  async changeCodeSystem(
    @Args('input', { description: 'What is to change.' }) input: ChangeCodeSystemInput,
    @CurrentCaller() caller: Caller,
  ) {
    return shown(input.key, await changeCodeSystem(this.database.db, input, caller));
  }
}

function shown(key: string, done: SystemAdministered) {
  return done.kind === 'done'
    ? Object.assign(new CodeSystemAdministeredModel(), { key, revision: done.revision })
    : Object.assign(new CodeSystemRefusedModel(), { message: done.message });
}
