import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { GoldenRecordModel } from '../golden-records/golden-record.model.js';
import { atEachRevision, type PinnedId, pinnedKey } from '../golden-records/pinned-id.js';
import type { Ability } from '../platform/access/ability.js';
import { Database, type Db } from '../platform/db/db.js';
import { perRequest, type RequestContext } from '../platform/graphql/per-request.js';
import { RecordCodeModel } from './golden-record-codes.model.js';
import { codesOf } from './golden-record-codes.queries.js';

const codeLoader = perRequest(
  (db, { ability }) =>
    new DataLoader(
      (asked: readonly PinnedId[]) =>
        atEachRevision(asked, (ids, pin) => loadCodes(db, ability, ids, pin), []),
      { cacheKeyFn: pinnedKey },
    ),
);

/** The codes of a golden record. */
@Resolver(() => GoldenRecordModel)
export class GoldenRecordCodesResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => [RecordCodeModel], {
    description:
      'Codes that point at it today, or, asked at a revision, that did on its day; one row a code and role, by system and code.',
  })
  codes(
    @Parent() { id, believed: { pin } }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly RecordCodeModel[]> {
    return codeLoader(this.database.db, context).load({ id, pin });
  }
}

async function loadCodes(
  db: Db,
  ability: Ability,
  goldenIds: readonly string[],
  pin: number | null,
): Promise<Map<string, RecordCodeModel[]>> {
  const codes = new Map<string, RecordCodeModel[]>(goldenIds.map((id) => [id, []]));
  for (const { goldenId, ...code } of await codesOf(db, ability, goldenIds, pin))
    codes.get(goldenId)?.push(code);
  return codes;
}
