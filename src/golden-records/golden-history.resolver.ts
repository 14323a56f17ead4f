import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import type { Ability } from '../platform/access/ability.js';
import { Database, type Db } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import { readFirst } from '../platform/graphql/page.model.js';
import { perRequest, type RequestContext } from '../platform/graphql/per-request.js';
import type { Domain } from './domain.js';
import { entriesOf, type HistoryEntry } from './golden-history.js';
import { GoldenRecordActModel } from './golden-history.model.js';
import { actsOn, historyRows } from './golden-history.queries.js';
import { GoldenRecordModel } from './golden-record.model.js';
import { shownAct } from './shown-act.js';

interface Asked {
  readonly id: string;
  readonly domain: Domain;
  readonly first: number;
  readonly before: number;
}

const endOfTime = Number.MAX_SAFE_INTEGER;

const historyLoader = perRequest(
  (db, { ability }) =>
    new DataLoader((asked: readonly Asked[]) => load(db, ability, asked), {
      cacheKeyFn: ({ id, first, before }) => `${id} ${first} ${before}`,
    }),
);

/** How a golden record came to be what it is. */
@Resolver(() => GoldenRecordModel)
export class GoldenHistoryResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => [GoldenRecordActModel], {
    description:
      'The acts that touched it, the newest first: what changed, why, and by whom. Asked at a revision, those up to it.',
  })
  history(
    @Parent() { id, domain, believed: { pin } }: GoldenRecordModel,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many.' }) first: number,
    @Args('before', {
      type: () => String,
      nullable: true,
      description: 'Only acts before this revision: that of the last one shown, for more.',
    })
    before: string | null,
    @Context() context: RequestContext,
  ): Promise<readonly GoldenRecordActModel[]> {
    if (before !== null && before !== undefined && !/^\d{1,15}$/.test(before))
      throw refusal('BAD_ARGUMENT', 'before is a revision, a whole number.');
    const until = pin === null ? endOfTime : pin + 1;
    return historyLoader(this.database.db, context).load({
      id,
      domain,
      first: readFirst(first),
      before: before == null ? until : Math.min(Number(before), until),
    });
  }
}

/** Whatever is asked with the same bounds is read together. */
async function load(
  db: Db,
  ability: Ability,
  asked: readonly Asked[],
): Promise<(readonly GoldenRecordActModel[])[]> {
  const found = new Map<Asked, HistoryEntry[]>();
  for (const bounds of new Set(asked.map(({ first, before }) => `${first} ${before}`))) {
    const alike = asked.filter(({ first, before }) => `${first} ${before}` === bounds);
    const ids = alike.map(({ id }) => id);
    const acts = await actsOn(db, ids, alike[0] as Asked);
    const changes = [...new Set(acts.map(({ changeId }) => changeId))];
    const entries = acts.length === 0 ? [] : entriesOf(acts, await historyRows(db, ids, changes));
    for (const each of alike)
      found.set(
        each,
        entries.filter(({ goldenId }) => goldenId === each.id),
      );
  }
  return asked.map((each) => (found.get(each) ?? []).map((entry) => shownAct(entry, each.domain, ability)));
}
