import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { longestReason } from '../crosswalk/mapping.model.js';
import { GoldenRecordModel } from '../golden-records/golden-record.model.js';
import { idNow } from '../golden-records/pinned-id.js';
import { recordLoaders, saidBy } from '../golden-records/record-loaders.js';
import type { Ability, Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { pageOf } from '../platform/graphql/page.js';
import { PageArgs, readPage } from '../platform/graphql/page.model.js';
import type { RequestContext } from '../platform/graphql/per-request.js';
import { readId } from '../platform/graphql/read-id.js';
import { readText } from '../platform/graphql/read-text.js';
import {
  ConflictNotSettledModel,
  ConflictSettledModel,
  LinkConflictConnection,
  LinkConflictModel,
  SettleConflictInput,
  SettleConflictResult,
} from './conflict.model.js';
import { conflictKey, findConflict, type OpenConflictRow, openConflicts } from './conflict.queries.js';
import { handsSentence } from './queue/claim.store.js';
import { type ConflictSettled, settleConflict } from './settle-conflict.service.js';

const refusals: Readonly<
  Record<Exclude<ConflictSettled['kind'], 'settled' | 'claimed-by-other'>, { code: string; message: string }>
> = {
  'not-open': { code: 'NOT_OPEN', message: 'There is no such conflict open.' },
  busy: { code: 'BUSY', message: 'A file is being applied, which may settle it: ask again.' },
  'judged-different': {
    code: 'JUDGED_DIFFERENT',
    message: 'A person has said that they are different things: withdraw that judgement first.',
  },
  'no-such-golden-record': { code: 'UNKNOWN_RECORD', message: 'Its domain has no such golden record.' },
};

@Resolver(() => LinkConflictModel)
export class ConflictResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => LinkConflictConnection, {
    description: 'Source records that wait for a person to say where they belong, the oldest first.',
  })
  async linkConflicts(@Args() args: PageArgs, @CurrentCaller() caller: Caller) {
    const start = readPage(args, conflictKey);
    const rows = await openConflicts(this.database.db, start);
    return pageOf(
      rows,
      start.first,
      (row) => [row.recordId],
      (row) => shown(row, caller.ability),
    );
  }

  @Needs('read GoldenRecord')
  @Query(() => LinkConflictModel, { nullable: true, description: 'One open conflict by its id.' })
  async linkConflict(
    @Args('id', { type: () => ID, description: 'Id of the conflict.' }) id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<LinkConflictModel | null> {
    const row = await findConflict(this.database.db, readId(id));
    return row ? shown(row, caller.ability) : null;
  }

  @ResolveField(() => [GoldenRecordModel], {
    description: 'The golden records its identifiers point at.',
  })
  async candidates(
    @Parent() { candidateIds }: LinkConflictModel,
    @Context() context: RequestContext,
  ): Promise<GoldenRecordModel[]> {
    const { golden } = recordLoaders(this.database.db, context);
    const found = await Promise.all(candidateIds.map((id) => golden.load(idNow(id))));
    return found.filter((record) => record !== null);
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => SettleConflictResult, {
    description: 'Says where a source record belongs: closes conflict and task, and its codes answer.',
  })
  async settleConflict(
    @Args('input', { description: 'The conflict and the record’s place.' }) input: SettleConflictInput,
    @CurrentCaller() caller: Caller,
  ): Promise<ConflictSettledModel | ConflictNotSettledModel> {
    const { goldenId = null, reason = null } = input;
    if (reason) readText('reason', reason, longestReason);
    const settlement = {
      conflictId: readId(input.conflictId),
      goldenId: goldenId === null ? null : readId(goldenId),
      reason,
    };
    const settled = await settleConflict(this.database.db, settlement, caller);
    if (settled.kind === 'settled') {
      const { goldenId: place, revision } = settled;
      return Object.assign(new ConflictSettledModel(), { goldenId: place, revision });
    }
    const refusal =
      settled.kind === 'claimed-by-other'
        ? { code: 'IN_OTHER_HANDS', message: handsSentence(settled) }
        : refusals[settled.kind];
    return Object.assign(new ConflictNotSettledModel(), refusal);
  }
}

function shown({ values, codes, ...row }: OpenConflictRow, ability: Ability): LinkConflictModel {
  return {
    ...row,
    said: saidBy(values, row.domain, ability),
    codes: codes.map((code) => ({ ...code, issuer: code.issuer || null, role: code.role as never })),
  };
}
