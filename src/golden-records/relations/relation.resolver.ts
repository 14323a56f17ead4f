import { Args, ArgsType, Context, Field, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Needs } from '../../platform/access/needs.js';
import { Database } from '../../platform/db/db.js';
import { refusal } from '../../platform/graphql/format-error.js';
import { type Page, pageOf } from '../../platform/graphql/page.js';
import { PageArgs, readPage } from '../../platform/graphql/page.model.js';
import type { RequestContext } from '../../platform/graphql/per-request.js';
import { attributeModel } from '../declaration-model.js';
import { GoldenRecordConnection, GoldenRecordModel } from '../golden-record.model.js';
import { readDay } from '../read-day.js';
import { recordLoaders } from '../record-loaders.js';
import { descendantKey, descendantsOf } from './hierarchy.queries.js';
import {
  deepest,
  depthOptions,
  HierarchyEnum,
  RelationConnection,
  RelationKindEnum,
  RelationKindModel,
  RelationModel,
} from './relation.model.js';
import { relationKey } from './relation.queries.js';
import { relationDeclarations } from './relation-declarations.js';
import { type RelationKind, relationKinds } from './relation-kind.js';
import { relationLoaders } from './relation-loaders.js';

const dayOptions = { type: () => String, nullable: true } as const;

@ArgsType()
class RelationArgs extends PageArgs {
  @Field(() => [RelationKindEnum], { nullable: true, description: 'Of which kinds; null: of all.' })
  kinds?: RelationKind[] | null;

  @Field({ defaultValue: false, description: 'Also those that do not hold: their `standing` says why.' })
  all!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Those of this day, such as 2026-03-31; null: of the day the record is looked at, else of any.',
  })
  asOf?: string | null;
}

/** How golden records stand to each other. */
@Resolver(() => GoldenRecordModel)
export class GoldenRelationsResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => [RelationKindModel], { description: 'The kinds of relation that golden records may have.' })
  relationKinds(): RelationKindModel[] {
    return relationKinds.map((kind) => {
      const { from, to, title, inverse, description, cardinality, ...declared } = relationDeclarations[kind];
      const { acyclic, conditional, approval, attributes } = declared;
      return {
        ...{ kind, from, to, title, inverse, description, acyclic, conditional, approval },
        single: cardinality === 'one',
        attributes: Object.entries(attributes).map(([name, each]) => attributeModel(name, each, new Map())),
      };
    });
  }

  @ResolveField(() => RelationConnection, {
    description: 'Relations of which it is the first end: what it is part of, who supplies it.',
  })
  relations(
    @Parent() record: GoldenRecordModel,
    @Args() args: RelationArgs,
    @Context() context: RequestContext,
  ): Promise<Page<RelationModel>> {
    return this.#page('from', record, args, context);
  }

  @ResolveField(() => RelationConnection, {
    description: 'Relations of which it is the second end: what is part of it, what it supplies.',
  })
  inverseRelations(
    @Parent() record: GoldenRecordModel,
    @Args() args: RelationArgs,
    @Context() context: RequestContext,
  ): Promise<Page<RelationModel>> {
    return this.#page('to', record, args, context);
  }

  #page(
    end: 'from' | 'to',
    { id, believed: { pin, day } }: GoldenRecordModel,
    { kinds, all, asOf, ...page }: RelationArgs,
    context: RequestContext,
  ): Promise<Page<RelationModel>> {
    const asked = {
      ...{ end, all, pin, kinds: kinds ?? relationKinds, day: readDay('asOf', asOf) ?? day },
      ...readPage(page, relationKey),
    };
    return relationLoaders(this.database.db, context).relations(id, asked);
  }

  @ResolveField(() => [GoldenRecordModel], {
    description: 'Everything above it in a hierarchy on a day, the nearest first.',
  })
  async ancestors(
    @Parent() { id, believed: { pin, day } }: GoldenRecordModel,
    @Args('kind', { type: () => HierarchyEnum, description: 'Which hierarchy.' }) kind: RelationKind,
    @Args('asOf', { ...dayOptions, description: 'The day; null: that of the record, else today.' })
    asOf: string | null,
    @Context() context: RequestContext,
  ): Promise<readonly GoldenRecordModel[]> {
    const { db } = this.database;
    const asked = { kind, pin, day: readDay('asOf', asOf) ?? day };
    const steps = await relationLoaders(db, context).ancestors(id, asked);
    return this.#records(
      steps.map((step) => step.id),
      { pin, day },
      context,
    );
  }

  @ResolveField(() => GoldenRecordConnection, {
    description: 'What lies below it in a hierarchy on a day, level by level; `depth: 1` for its children.',
  })
  async descendants(
    @Parent() { id, believed: { pin, day } }: GoldenRecordModel,
    @Args('kind', { type: () => HierarchyEnum, description: 'Which hierarchy.' }) kind: RelationKind,
    @Args('depth', depthOptions) depth: number | null,
    @Args('asOf', { ...dayOptions, description: 'The day; null: that of the record, else today.' })
    asOf: string | null,
    @Args() page: PageArgs,
    @Context() context: RequestContext,
  ): Promise<Page<GoldenRecordModel>> {
    if (depth != null && (depth < 1 || depth > deepest))
      throw refusal('BAD_ARGUMENT', `depth is 1 to ${deepest}.`);
    const asked = { kind, pin, day: readDay('asOf', asOf) ?? day };
    const { first, after } = readPage(page, descendantKey);
    const steps = await descendantsOf(this.database.db, id, asked, { first, after, depth: depth ?? null });
    const records = await this.#records(
      steps.map((step) => step.id),
      { pin, day },
      context,
    );
    const byId = new Map(records.map((record) => [record.id, record]));
    return pageOf(
      steps.filter((step) => byId.has(step.id)),
      first,
      (step) => [step.depth, step.id],
      (step) => byId.get(step.id) as GoldenRecordModel,
    );
  }

  async #records(
    ids: readonly string[],
    { pin, day }: { pin: number | null; day: string | null },
    context: RequestContext,
  ): Promise<GoldenRecordModel[]> {
    const { golden } = recordLoaders(this.database.db, context);
    const found = await Promise.all(ids.map((id) => golden.load({ id, pin, day })));
    return found.filter((record) => record !== null);
  }
}

/** The golden records at the ends of a relation. */
@Resolver(() => RelationModel)
export class RelationEndsResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => GoldenRecordModel, {
    nullable: true,
    description: 'Its first end, if there is one yet.',
  })
  from(@Parent() relation: RelationModel, @Context() context: RequestContext) {
    return this.#end(relation.row.fromId, relation, context);
  }

  @ResolveField(() => GoldenRecordModel, {
    nullable: true,
    description: 'Its second end, if there is one yet.',
  })
  to(@Parent() relation: RelationModel, @Context() context: RequestContext) {
    return this.#end(relation.row.toId, relation, context);
  }

  #end(id: string | null, { pin, day }: RelationModel, context: RequestContext) {
    return id === null ? null : recordLoaders(this.database.db, context).golden.load({ id, pin, day });
  }
}
