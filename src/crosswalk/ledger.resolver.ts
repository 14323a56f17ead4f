import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { newestRevision } from '../platform/changes/change.store.js';
import { Database } from '../platform/db/db.js';
import { PageArgs, readFirst, readPage } from '../platform/graphql/page.model.js';
import { readId } from '../platform/graphql/read-id.js';
import { readText } from '../platform/graphql/read-text.js';
import { CodeModel, CodeSystemModel, MissConnection, MissModel, OverviewModel } from './ledger.model.js';
import { codeSystems, findMiss, missKey, openMisses, overview, searchCodes } from './ledger.queries.js';
import { longestCode } from './normal-form.js';

@Resolver()
export class LedgerResolver {
  constructor(private readonly database: Database) {}

  @Needs('read Overview')
  @Query(() => OverviewModel, { description: 'Counts of what the hub holds.' })
  async overview(@CurrentCaller() caller: Caller): Promise<OverviewModel> {
    return overview(this.database.db, caller.ability, await newestRevision(this.database.db));
  }

  @Needs('read CodeSystem')
  @Query(() => [CodeSystemModel], { description: 'The code systems, by key.' })
  codeSystems(@CurrentCaller() caller: Caller): Promise<CodeSystemModel[]> {
    return codeSystems(this.database.db, caller.ability);
  }

  @Needs('read Code')
  @Query(() => [CodeModel], {
    description:
      'Active codes of one system that begin with `search` or have it in their display; in a small system also those nearly called so.',
  })
  async codes(
    @Args('system', { description: 'Key of the system.' }) system: string,
    @Args('search', {
      description: 'Beginning of the code, or part of its display; three letters or more may hold a slip.',
    })
    search: string,
    @Args('first', { type: () => Int, defaultValue: 10, description: '1 to 100.' }) first: number,
    @CurrentCaller() caller: Caller,
  ): Promise<CodeModel[]> {
    return searchCodes(this.database.db, caller.ability, {
      system: readText('system', system, longestCode),
      search: readText('search', search, longestCode).trim(),
      first: readFirst(first),
    });
  }

  @Needs('read Miss')
  @Query(() => MissConnection, { description: 'Misses that wait for an answer, most asked first.' })
  async misses(@Args() args: PageArgs, @CurrentCaller() caller: Caller) {
    return openMisses(this.database.db, caller.ability, readPage(args, missKey));
  }

  @Needs('read Miss')
  @Query(() => MissModel, { nullable: true, description: 'One miss by its id.' })
  async miss(
    @Args('id', { type: () => ID, description: 'Id of the miss.' }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<MissModel | null> {
    return (await findMiss(this.database.db, caller.ability, readId(id))) ?? null;
  }
}
