import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { parseDate } from '../crosswalk/day.js';
import { longestReason } from '../crosswalk/mapping.model.js';
import { GoldenRecordModel } from '../golden-records/golden-record.model.js';
import { atEachRevision, idNow, type PinnedId, pinnedKey } from '../golden-records/pinned-id.js';
import { readValue } from '../golden-records/read-value.js';
import { recordLoaders } from '../golden-records/record-loaders.js';
import { longestList, longestText } from '../golden-records/value-fault.js';
import { visibleAttributes } from '../golden-records/visible-attributes.js';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database, type Db } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import { perRequest, type RequestContext } from '../platform/graphql/per-request.js';
import { readId } from '../platform/graphql/read-id.js';
import { readText } from '../platform/graphql/read-text.js';
import {
  OverrideResult,
  OverrideValueInput,
  OverrideWithdrawnModel,
  ValueOverriddenModel,
  ValueOverrideModel,
  WithdrawOverrideResult,
} from './override.model.js';
import { overrideValue, withdrawOverride } from './override.service.js';
import { readSeenRevision } from './read-decision.js';
import { refused } from './refusal.js';
import { refusedModel } from './refusal.model.js';
import { overridesOf } from './value-override.queries.js';

const overrideLoader = perRequest(
  (db) =>
    new DataLoader(
      (asked: readonly PinnedId[]) => atEachRevision(asked, (ids, pin) => load(db, ids, pin), []),
      { cacheKeyFn: pinnedKey },
    ),
);

/** A person’s word on a value. */
@Resolver(() => GoldenRecordModel)
export class OverrideResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => [ValueOverrideModel], {
    description: 'What people say of it against the sources; without attributes the caller may not see.',
  })
  async overrides(
    @Parent() { id, domain, believed: { pin } }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly ValueOverrideModel[]> {
    const overrides = await overrideLoader(this.database.db, context).load({ id, pin });
    const visible = new Set(
      visibleAttributes(context.caller.ability, domain).map(([attribute]) => attribute),
    );
    return overrides.filter(({ attribute }) => visible.has(attribute));
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => OverrideResult, {
    description:
      'Says what an attribute is, over every source, until it is withdrawn, its days are over, or the sources say the same.',
  })
  async overrideValue(
    @Args('input', { description: 'The value, and why.' }) input: OverrideValueInput,
    @Context() context: RequestContext,
  ) {
    const { db } = this.database;
    const { caller } = context;
    const goldenId = readId(input.goldenId);
    const reason = readText('reason', input.reason, longestReason).trim();
    if (reason === '') throw refusal('BAD_ARGUMENT', 'An override has a reason.');
    const { expiresOn = null } = input;
    if (expiresOn !== null && parseDate(expiresOn) === undefined)
      throw refusal('BAD_ARGUMENT', 'expiresOn is a date.');
    if (input.values.length > longestList)
      throw refusal('BAD_ARGUMENT', `values are at most ${longestList}.`);
    const texts = input.values.map((text) => readText('values', text, longestText));
    const seenRevision = readSeenRevision(input.seenRevision);
    const golden = await recordLoaders(db, context).golden.load(idNow(goldenId));
    if (!golden) return refusedModel(refused('UNKNOWN_RECORD'));
    const declared = visibleAttributes(caller.ability, golden.domain).find(
      ([name]) => name === input.attribute,
    );
    if (!declared) return refusedModel(refused('UNKNOWN_ATTRIBUTE'));
    const [attribute, declaration] = declared;
    const value = readValue(declaration, texts);
    if (value === undefined) return refusedModel(refused('UNFIT_VALUE'));
    const override = { goldenId, attribute, value, reason, expiresOn, seenRevision };
    const done = await overrideValue(db, override, caller);
    return done.kind === 'refused' ? refusedModel(done) : Object.assign(new ValueOverriddenModel(), done);
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => WithdrawOverrideResult, {
    description: 'Takes an override back: what the sources say survives again.',
  })
  async withdrawOverride(
    @Args('id', { type: () => ID, description: 'The override.' }) id: string,
    @CurrentCaller() caller: Caller,
  ) {
    const done = await withdrawOverride(this.database.db, readId(id), caller);
    return done.kind === 'refused' ? refusedModel(done) : Object.assign(new OverrideWithdrawnModel(), done);
  }
}

async function load(
  db: Db,
  goldenIds: readonly string[],
  pin: number | null,
): Promise<Map<string, ValueOverrideModel[]>> {
  const overrides = new Map<string, ValueOverrideModel[]>(goldenIds.map((id) => [id, []]));
  for (const { goldenId, ...override } of await overridesOf(db, goldenIds, pin))
    overrides.get(goldenId)?.push(override);
  return overrides;
}
