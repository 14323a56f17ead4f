import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { addedModel, longestReason } from '../crosswalk/mapping.model.js';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { readId } from '../platform/graphql/read-id.js';
import { readText } from '../platform/graphql/read-text.js';
import { mapMiss } from './map-miss.service.js';
import { handsSentence } from './queue/claim.store.js';
import { MapMissInput, MapMissResult, MissMappedModel, MissNotOpenModel, TaskModel } from './task.model.js';
import { findTask } from './task.queries.js';

@Resolver()
export class TaskResolver {
  constructor(private readonly database: Database) {}

  @Needs('read Task')
  @Query(() => TaskModel, { nullable: true, description: 'One task by its id.' })
  async task(
    @Args('id', { type: () => ID, description: 'Id of the task.' }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<TaskModel | null> {
    return (await findTask(this.database.db, caller.ability, readId(id))) ?? null;
  }

  @Needs('decide Task')
  @Mutation(() => MapMissResult, {
    description: 'Answers a miss: publishes the mapping, closes miss and task.',
  })
  async mapMiss(
    @Args('input', { description: 'The miss and its answer.' }) input: MapMissInput,
    @CurrentCaller() caller: Caller,
  ) {
    const { code, reason = null } = input;
    if (reason) readText('reason', reason, longestReason);
    const mapped = await mapMiss(this.database.db, { missId: readId(input.missId), code, reason }, caller);
    if (mapped.kind === 'not-open') {
      return Object.assign(new MissNotOpenModel(), { message: 'There is no such miss open to you.' });
    }
    if (mapped.kind === 'claimed-by-other') {
      return Object.assign(new MissNotOpenModel(), { message: handsSentence(mapped) });
    }
    if (mapped.kind === 'added') {
      return Object.assign(new MissMappedModel(), { mappingId: mapped.id, revision: mapped.revision });
    }
    return addedModel(mapped);
  }
}
