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
import { readDay } from './read-day.js';
import { readRevision } from './read-revision.js';
import { recordLoaders } from './record-loaders.js';
import { rulesOf } from './survivorship-rule.js';
import { decidedRules } from './survivorship-rule.queries.js';
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
    const { db } = this.database;
    const records = await recordCounts(db);
    const decided = await decidedRules(db);
    return Object.values(domainDeclarations).map((declaration) =>
      declarationModel(
        declaration,
        records.get(declaration.domain) ?? 0,
        rulesOf(
          declaration.domain,
          decided.filter(({ domain }) => domain === declaration.domain),
        ),
      ),
    );
  }

  @Needs('read GoldenRecord')
  @Query(() => GoldenRecordModel, {
    nullable: true,
    description:
      'One golden record by its id. Ids never die: that of a merged record finds its survivor, whose `mergedIds` holds it.',
  })
  async goldenRecord(
    @Args('id', { type: () => ID, description: 'Id of the golden record.' }) id: string,
    @Args('atRevision', {
      type: () => String,
      nullable: true,
      description: 'What the hub believed at this published revision; null: what it believes now.',
    })
    atRevision: string | null,
    @Args('asOf', {
      type: () => String,
      nullable: true,
      description:
        'A day such as 2026-03-31: what holds on it in the world, of source records, entries with days, relations. Null if no source record holds on it. Left out: whatever holds on any day.',
    })
    asOf: string | null,
    @Context() context: RequestContext,
  ): Promise<GoldenRecordModel | null> {
    const { db } = this.database;
    const day = readDay('asOf', asOf);
    const asked = { id: readId(id), pin: await readRevision(db, atRevision), day };
    return recordLoaders(db, context).golden.load(asked);
  }

  @ResolveField(() => [ID], { description: 'Ids of golden records merged into it, which lead here.' })
  mergedIds(
    @Parent() { id, believed: { pin } }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly string[]> {
    return recordLoaders(this.database.db, context).mergedIds.load({ id, pin });
  }

  @ResolveField(() => [SourceRecordModel], {
    description: 'What the sources say of it, the most trusted source first.',
  })
  sourceRecords(
    @Parent() { id, believed: { pin, day } }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly SourceRecordModel[]> {
    return recordLoaders(this.database.db, context).members.load({ id, pin, day });
  }

  @ResolveField(() => [ValueLineageModel], {
    description:
      'For every attribute of which something is said: what survived, by which rule, and out of whose words; without attributes the caller may not see. As of a day, out of the words that hold on it.',
  })
  async lineage(
    @Parent() { id, domain, believed }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly ValueLineageModel[]> {
    const loaders = recordLoaders(this.database.db, context);
    const members = await loaders.members.load({ id, pin: believed.pin, day: believed.day });
    const decided = await loaders.rules.load(believed.pin ?? 'now');
    const rules = rulesOf(
      domain,
      decided.filter((rule) => rule.domain === domain),
    );
    return lineageOf(believed, members, visibleAttributes(context.caller.ability, domain), rules);
  }
}
