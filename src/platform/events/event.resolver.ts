import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../access/ability.js';
import { CurrentCaller } from '../access/caller.js';
import { Needs } from '../access/needs.js';
import { Database } from '../db/db.js';
import { refusal } from '../graphql/format-error.js';
import { PageArgs, readPage } from '../graphql/page.model.js';
import { EventConnection } from './event.model.js';
import { eventKey, eventsAfter } from './event.queries.js';

const mostTypes = 20;

@Resolver()
export class EventResolver {
  constructor(private readonly database: Database) {}

  @Needs('read Event')
  @Query(() => EventConnection, {
    description:
      'Events in the order of revisions. Keep `endCursor` and ask from there: nothing is left out and nothing comes twice.',
  })
  async events(
    @Args() args: PageArgs,
    @Args('types', { type: () => [String], nullable: true, description: 'Only these types; null is all.' })
    types: string[] | null,
    @CurrentCaller() caller: Caller,
  ) {
    if (types && types.length > mostTypes) throw refusal('BAD_ARGUMENT', `types has at most ${mostTypes}.`);
    return eventsAfter(this.database.db, caller, { ...readPage(args, eventKey), types });
  }
}
