import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { PageArgs, readPage } from '../platform/graphql/page.model.js';
import { readId } from '../platform/graphql/read-id.js';
import { ImportConnection, ImportModel, ImportProfileModel } from './import.model.js';
import { findImport, importKey, recentImports } from './import.queries.js';
import { homeSystem } from './profile.js';
import { profiles } from './profiles.js';

@Resolver(() => ImportModel)
export class ImportResolver {
  constructor(private readonly database: Database) {}

  @Needs('read Import')
  @Query(() => ImportConnection, { description: 'Deliveries, newest first.' })
  async imports(@Args() args: PageArgs, @CurrentCaller() caller: Caller) {
    return recentImports(this.database.db, caller.ability, readPage(args, importKey));
  }

  @Needs('read Import')
  @Query(() => ImportModel, { nullable: true, description: 'One delivery by its id.' })
  async import(
    @Args('id', { type: () => ID, description: 'Id of the delivery.' }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<ImportModel | null> {
    return (await findImport(this.database.db, caller.ability, readId(id))) ?? null;
  }

  @Needs('read Import')
  @Query(() => [ImportProfileModel], { description: 'The kinds of file the hub can read.' })
  importProfiles(@CurrentCaller() caller: Caller): ImportProfileModel[] {
    return [...profiles.values()]
      .filter((profile) => mayInSystem(caller.ability, 'read Import', homeSystem(profile)))
      .map(({ key, title, delivers, columns }) => ({
        key,
        title,
        delivers,
        columns: columns.map(({ header }) => header),
      }));
  }
}
