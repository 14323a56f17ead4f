import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { GoldenRecordModel } from '../golden-records/golden-record.model.js';
import type { Ability } from '../platform/access/ability.js';
import { Database, type Db } from '../platform/db/db.js';
import { perRequest, type RequestContext } from '../platform/graphql/per-request.js';
import { RecordCodeModel } from './golden-record-codes.model.js';
import { codesOf } from './golden-record-codes.queries.js';

const codeLoader = perRequest(
  (db, { ability }) => new DataLoader((goldenIds: readonly string[]) => loadCodes(db, ability, goldenIds)),
);

/** The codes of a golden record. */
@Resolver(() => GoldenRecordModel)
export class GoldenRecordCodesResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => [RecordCodeModel], {
    description: 'Codes that point at it today, one row a code and role, by system and code.',
  })
  codes(
    @Parent() { id }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly RecordCodeModel[]> {
    return codeLoader(this.database.db, context).load(id);
  }
}

async function loadCodes(
  db: Db,
  ability: Ability,
  goldenIds: readonly string[],
): Promise<RecordCodeModel[][]> {
  const codes = new Map<string, RecordCodeModel[]>(goldenIds.map((id) => [id, []]));
  for (const { goldenId, ...code } of await codesOf(db, ability, goldenIds)) codes.get(goldenId)?.push(code);
  return goldenIds.map((id) => codes.get(id) ?? []);
}
