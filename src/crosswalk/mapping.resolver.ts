import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { PageArgs, readPage } from '../platform/graphql/page.model.js';
import { readId } from '../platform/graphql/read-id.js';
import { readText } from '../platform/graphql/read-text.js';
import {
  AddMappingInput,
  AddMappingResult,
  addedModel,
  longestReason,
  MappingNotLiveModel,
  MappingRefusedModel,
  MappingRetiredModel,
  RetireMappingResult,
} from './mapping.model.js';
import { addMapping, retireMapping } from './mapping.service.js';
import { MappingConnection } from './mapping-list.model.js';
import { liveMappings, mappingListKey } from './mapping-list.queries.js';

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
  @Mutation(() => RetireMappingResult, {
    description: 'Ends a mapping, with all targets of its statement; the past keeps it.',
  })
  async retireMapping(
    @Args('id', { type: () => ID, description: 'Id of the mapping.' }) id: string,
    @Args('endsOn', {
      type: () => String,
      nullable: true,
      description: 'First day on which it no longer holds; null: it holds on no day any more.',
    })
    endsOn: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    const retired = await retireMapping(this.database.db, readId(id), caller, endsOn ?? null);
    switch (retired.kind) {
      case 'retired':
        return Object.assign(new MappingRetiredModel(), { revision: retired.revision });
      case 'not-live':
        return Object.assign(new MappingNotLiveModel(), { message: 'There is no such live mapping.' });
      case 'refused':
        return Object.assign(new MappingRefusedModel(), { problem: retired.problem });
      default:
        return retired satisfies never;
    }
  }

  @Needs('read Mapping')
  @Query(() => MappingConnection, {
    description: 'Live mappings that start in a system, by the code they start at.',
  })
  async mappings(
    @Args() page: PageArgs,
    @Args('system', { description: 'Key of the system; `golden` for those of golden records.' })
    system: string,
    @Args('code', {
      type: () => String,
      nullable: true,
      description: 'Only those of this code in its normal form, or golden id.',
    })
    code: string | null,
    @Args('target', { type: () => String, nullable: true, description: 'Only those into this system.' })
    target: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    const start = readPage(page, mappingListKey);
    return liveMappings(this.database.db, caller.ability, {
      ...start,
      system,
      code: code ?? null,
      target: target ?? null,
    });
  }
}
