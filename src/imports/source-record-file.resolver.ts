import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { SourceRecordModel } from '../golden-records/golden-record.model.js';
import { may } from '../platform/access/ability.js';
import { Database } from '../platform/db/db.js';
import { perRequest, type RequestContext } from '../platform/graphql/per-request.js';
import { importFileNames } from './import-file-names.queries.js';

const fileNameLoader = perRequest(
  (db) =>
    new DataLoader<string, string | null>(async (ids) => {
      const names = await importFileNames(db, ids);
      return ids.map((id) => names.get(id) ?? null);
    }),
);

/** The file in which a source record came. */
@Resolver(() => SourceRecordModel)
export class SourceRecordFileResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Name of the file that brought it in this wording; null where it came in no file, and without the ability `read Import`.',
  })
  fileName(
    @Parent() { importId }: SourceRecordModel,
    @Context() context: RequestContext,
  ): Promise<string | null> | null {
    if (importId === null || !may(context.caller.ability, 'read Import')) return null;
    return fileNameLoader(this.database.db, context).load(importId);
  }
}
