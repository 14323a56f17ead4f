import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import { limits } from '../platform/graphql/limits.js';
import type { RequestContext } from '../platform/graphql/per-request.js';
import { readId } from '../platform/graphql/read-id.js';
import type { GoldenRecordModel, SourceRecordModel } from './golden-record.model.js';
import { NodeModel } from './node.model.js';
import { idNow } from './pinned-id.js';
import { recordLoaders } from './record-loaders.js';

const recordId = /^[1-9]\d{0,14}$/;

/** Whatever an id means, after the Relay specification. */
@Resolver()
export class NodeResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => NodeModel, {
    nullable: true,
    description:
      'A golden record or a source record by its id alone. A merged id finds its survivor; a source record that belongs to no golden record, or has ended, is null.',
  })
  node(
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
    @Context() context: RequestContext,
  ): Promise<GoldenRecordModel | SourceRecordModel | null> {
    return this.load(id, context);
  }

  @Needs('read GoldenRecord')
  @Query(() => [NodeModel], {
    nullable: 'items',
    description: `What \`node\` finds of each of at most ${limits.page} ids, in their order.`,
  })
  nodes(
    @Args('ids', { type: () => [ID], description: 'Their ids.' }) ids: string[],
    @Context() context: RequestContext,
  ): Promise<(GoldenRecordModel | SourceRecordModel | null)[]> {
    if (ids.length > limits.page) throw refusal('BAD_ARGUMENT', `ids are at most ${limits.page}.`);
    return Promise.all(ids.map((id) => this.load(id, context)));
  }

  private load(id: string, context: RequestContext): Promise<GoldenRecordModel | SourceRecordModel | null> {
    const { golden, sourceRecords } = recordLoaders(this.database.db, context);
    return recordId.test(id) ? sourceRecords.load(id) : golden.load(idNow(readId(id)));
  }
}
