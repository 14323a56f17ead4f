import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { readId } from '../platform/graphql/read-id.js';
import { readText } from '../platform/graphql/read-text.js';
import {
  AddMappingInput,
  AddMappingResult,
  addedModel,
  longestReason,
  MappingNotLiveModel,
  MappingRetiredModel,
  RetireMappingResult,
} from './mapping.model.js';
import { addMapping, retireMapping } from './mapping.service.js';

@Resolver()
export class MappingResolver {
  constructor(private readonly database: Database) {}

  @Needs('decide Mapping')
  @Mutation(() => AddMappingResult, {
    description: 'Publishes an approved mapping and closes the misses it answers.',
  })
  async addMapping(
    @Args('input', { description: 'The statement.' }) input: AddMappingInput,
    @CurrentCaller() caller: Caller,
  ) {
    if (input.reason) readText('reason', input.reason, longestReason);
    return addedModel(await addMapping(this.database.db, input, caller));
  }

  @Needs('decide Mapping')
  @Mutation(() => RetireMappingResult, { description: 'Ends a mapping; the past keeps it.' })
  async retireMapping(
    @Args('id', { type: () => ID, description: 'Id of the mapping.' }) id: string,
    @CurrentCaller() caller: Caller,
  ) {
    const retired = await retireMapping(this.database.db, readId(id), caller);
    return retired.kind === 'retired'
      ? Object.assign(new MappingRetiredModel(), { revision: retired.revision })
      : Object.assign(new MappingNotLiveModel(), { message: 'There is no such live mapping.' });
  }
}
