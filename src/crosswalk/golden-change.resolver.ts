import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { entriesOf } from '../golden-records/golden-history.js';
import { historyRows } from '../golden-records/golden-history.queries.js';
import { GoldenRecordModel } from '../golden-records/golden-record.model.js';
import { idNow } from '../golden-records/pinned-id.js';
import { recordLoaders } from '../golden-records/record-loaders.js';
import { shownAct } from '../golden-records/shown-act.js';
import type { Ability } from '../platform/access/ability.js';
import { Needs } from '../platform/access/needs.js';
import { Database, type Db } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import { type Page, pageOf } from '../platform/graphql/page.js';
import { readFirst, readPage } from '../platform/graphql/page.model.js';
import type { RequestContext } from '../platform/graphql/per-request.js';
import { kindsOf } from './golden-change.js';
import { ChangesArgs, GoldenRecordChangeConnection, GoldenRecordChangeModel } from './golden-change.model.js';
import { type LogPlace, logReach, type TouchedRecord, touchedRecords } from './golden-change.queries.js';

/** Place of an entry in the change log: its revision, its golden record. */
const placeKey = z.tuple([z.string().regex(/^\d{1,15}$/), z.uuid()]);

/** What happened to golden records, for whoever keeps a copy of them. It stands here and not with them, because codes are
 *  part of it. */
@Resolver(() => GoldenRecordChangeModel)
export class GoldenChangeResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => GoldenRecordChangeConnection, {
    description:
      'What published acts did to golden records, in the order of revisions, one entry an act and golden record. A page never changes afterwards, and what is published later comes behind it: ask again with its `endCursor`, which also leads on where a page is empty.',
  })
  async changes(
    @Args() args: ChangesArgs,
    @Context() context: RequestContext,
  ): Promise<Page<GoldenRecordChangeModel>> {
    const { db } = this.database;
    const first = readFirst(args.first);
    const start = readStart(args);
    const reach = await logReach(db, start);
    if (start.revision > reach.newest)
      throw refusal('BAD_ARGUMENT', 'after is a revision that is not published yet.');
    const touched = await touchedRecords(db, start, { first, until: reach.revision });
    const entries = await shownChanges(db, touched.slice(0, first), context.caller.ability);
    const page = pageOf(
      touched,
      first,
      ({ revision, goldenId }) => [revision, goldenId],
      (row) => entries.get(row) as GoldenRecordChangeModel,
    );
    if (page.pageInfo.hasNextPage) return page;
    return { ...page, pageInfo: { hasNextPage: !reach.isAll, endCursor: String(reach.revision) } };
  }

  @ResolveField(() => GoldenRecordModel, {
    nullable: true,
    description: 'What is believed of it now, of its survivor if it was merged; null if nothing is.',
  })
  goldenRecord(
    @Parent() { goldenId }: GoldenRecordChangeModel,
    @Context() context: RequestContext,
  ): Promise<GoldenRecordModel | null> {
    return recordLoaders(this.database.db, context).golden.load(idNow(goldenId));
  }
}

function readStart({ first, after }: ChangesArgs): LogPlace {
  if (after != null && /^\d{1,15}$/.test(after)) return { revision: Number(after), goldenId: null };
  const place = readPage({ first, after: after ?? null }, placeKey).after;
  return place ? { revision: Number(place[0]), goldenId: place[1] } : { revision: 0, goldenId: null };
}

/** What each act did to each golden record, read together. */
async function shownChanges(
  db: Db,
  touched: readonly TouchedRecord[],
  ability: Ability,
): Promise<ReadonlyMap<TouchedRecord, GoldenRecordChangeModel>> {
  if (touched.length === 0) return new Map();
  const ids = [...new Set(touched.map(({ goldenId }) => goldenId))];
  const changes = [...new Set(touched.map(({ changeId }) => changeId))];
  const entries = entriesOf(touched, await historyRows(db, ids, changes));
  return new Map(
    touched.map((row, at) => {
      const entry = entries[at];
      if (!entry) throw new Error('an act has no entry');
      return [row, { ...row, ...shownAct(entry, row.domain, ability), kinds: kindsOf(entry, row) }];
    }),
  );
}
