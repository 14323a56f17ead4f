import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import type { RequestContext } from '../platform/graphql/per-request.js';
import { readId } from '../platform/graphql/read-id.js';
import { declarationModel } from './declaration-model.js';
import { domainDeclarations } from './domain-declarations.js';
import {
  DomainDeclarationModel,
  GoldenRecordModel,
  SourceRecordModel,
  ValueLineageModel,
} from './golden-record.model.js';
import { recordCounts } from './golden-record.queries.js';
import { lineageOf } from './lineage.js';
import { recordLoaders } from './record-loaders.js';
import { visibleAttributes } from './visible-attributes.js';
import './golden-record-types.js'; // declares the types that a golden record may have

@Resolver(() => GoldenRecordModel)
export class GoldenRecordResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => [DomainDeclarationModel], {
    description: 'The kinds of thing the hub holds, and what a record of each may hold.',
  })
  async domains(): Promise<DomainDeclarationModel[]> {
    const records = await recordCounts(this.database.db);
    return Object.values(domainDeclarations).map((declaration) =>
      declarationModel(declaration, records.get(declaration.domain) ?? 0),
    );
  }

  @Needs('read GoldenRecord')
  @Query(() => GoldenRecordModel, { nullable: true, description: 'One golden record by its id.' })
  goldenRecord(
    @Args('id', { type: () => ID, description: 'Id of the golden record.' }) id: string,
    @Context() context: RequestContext,
  ): Promise<GoldenRecordModel | null> {
    return recordLoaders(this.database.db, context).golden.load(readId(id));
  }

  @ResolveField(() => [SourceRecordModel], {
    description: 'What the sources say of it, the most trusted source first.',
  })
  sourceRecords(
    @Parent() { id }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly SourceRecordModel[]> {
    return recordLoaders(this.database.db, context).members.load(id);
  }

  @ResolveField(() => [ValueLineageModel], {
    description:
      'For every attribute of which something is said: what survived, by which rule, and out of whose words; without attributes the caller may not see.',
  })
  async lineage(
    @Parent() { id, domain, believed }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly ValueLineageModel[]> {
    const members = await recordLoaders(this.database.db, context).members.load(id);
    return lineageOf(believed, members, visibleAttributes(context.caller.ability, domain));
  }
}
