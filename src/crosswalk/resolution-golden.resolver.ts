import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GoldenRecordModel } from '../golden-records/golden-record.model.js';
import { idNow } from '../golden-records/pinned-id.js';
import { recordLoaders } from '../golden-records/record-loaders.js';
import { may } from '../platform/access/ability.js';
import { Database, type Db } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import type { RequestContext } from '../platform/graphql/per-request.js';
import { ResolutionModel, ResolvedTargetModel } from './resolution.model.js';

/** An answer, as far as it stands on a golden record. */
interface OfGoldenRecord {
  readonly goldenId?: string | null;
}

const needs = ' Needs the ability `read GoldenRecord`; without it this field alone is FORBIDDEN.';

@Resolver(() => ResolutionModel)
export class ResolutionGoldenResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => GoldenRecordModel, {
    nullable: true,
    description: `The golden record at which the code asked points.${needs}`,
  })
  golden(@Parent() answer: OfGoldenRecord, @Context() context: RequestContext) {
    return goldenOf(this.database.db, context, answer);
  }
}

@Resolver(() => ResolvedTargetModel)
export class TargetGoldenResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => GoldenRecordModel, {
    nullable: true,
    description: `The golden record at which this code points.${needs}`,
  })
  golden(@Parent() target: OfGoldenRecord, @Context() context: RequestContext) {
    return goldenOf(this.database.db, context, target);
  }
}

/** The guard stands at operations only, so the field asks for its ability itself. */
async function goldenOf(
  db: Db,
  context: RequestContext,
  { goldenId = null }: OfGoldenRecord,
): Promise<GoldenRecordModel | null> {
  if (!may(context.caller.ability, 'read GoldenRecord')) {
    throw refusal('FORBIDDEN', 'This needs the ability "read GoldenRecord", which your key does not have.');
  }
  return goldenId === null ? null : recordLoaders(db, context).golden.load(idNow(goldenId));
}
