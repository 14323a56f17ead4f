import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { codesOf } from '../crosswalk/golden-record-codes.queries.js';
import { askersOfRecords, mappingsOfRecords } from '../crosswalk/golden-record-use.queries.js';
import { idNow } from '../golden-records/pinned-id.js';
import { recordLoaders } from '../golden-records/record-loaders.js';
import { decidedRules } from '../golden-records/survivorship-rule.queries.js';
import { visibleAttributes } from '../golden-records/visible-attributes.js';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { newestRevision } from '../platform/changes/change.store.js';
import { Database } from '../platform/db/db.js';
import type { RequestContext } from '../platform/graphql/per-request.js';
import { readId } from '../platform/graphql/read-id.js';
import {
  GoldenRecordSplitModel,
  GoldenRecordsMergedModel,
  GoldenRecordsUnmergedModel,
  MergeGoldenRecordsInput,
  MergePreviewModel,
  MergePreviewResult,
  MergeResult,
  mostPreviewed,
  SplitGoldenRecordInput,
  SplitResult,
  UnmergeGoldenRecordsInput,
  UnmergePreviewModel,
  UnmergePreviewResult,
  UnmergeResult,
} from './merge.model.js';
import { mergeGoldenRecords, readPair } from './merge.service.js';
import { previewMerge } from './merge-preview.js';
import { readReason, readRecordId, readSeenRevision } from './read-decision.js';
import { refused } from './refusal.js';
import { refusedModel } from './refusal.model.js';
import { splitGoldenRecord } from './split.service.js';
import { planUnmerge, unmergeGoldenRecords } from './unmerge.service.js';
import { wordsOf } from './words.queries.js';

/** Golden records that are one thing, or several. */
@Resolver()
export class MergeResolver {
  constructor(private readonly database: Database) {}

  @Needs('read GoldenRecord')
  @Query(() => MergePreviewResult, {
    description: 'What merging two golden records would do: values, codes, mappings, who asks for them.',
  })
  async mergePreview(
    @Args('survivorId', { type: () => ID, description: 'The one that would stay.' }) survivor: string,
    @Args('mergedId', { type: () => ID, description: 'The one whose id would lead to it.' }) merged: string,
    @Context() context: RequestContext,
  ) {
    const { db } = this.database;
    const { ability } = context.caller;
    const ids = { survivorId: readId(survivor), mergedId: readId(merged) };
    const both = [ids.survivorId, ids.mergedId];
    const revision = String(await newestRevision(db));
    const pair = await readPair(db, ids);
    if (pair.kind === 'refused') return refusedModel(pair);
    const { golden } = recordLoaders(db, context);
    const [one, other] = await golden.loadMany(both.map(idNow));
    // Merged by somebody else since the line before: loaders follow redirects.
    if (!one || !other || one instanceof Error || other instanceof Error || one.id === other.id)
      return refusedModel(refused('CHANGED_MEANWHILE'));
    const words = await wordsOf(db, both);
    const decided = await decidedRules(db);
    const side = (id: string, { name, values }: typeof one.believed) => ({
      ...{ name, values },
      words: words.get(id) ?? [],
    });
    const { name, values } = previewMerge(
      pair.survivor.domain,
      side(ids.survivorId, one.believed),
      side(ids.mergedId, other.believed),
      decided.filter(({ domain }) => domain === pair.survivor.domain),
    );
    const visible = new Set(visibleAttributes(ability, pair.survivor.domain).map(([attribute]) => attribute));
    return Object.assign(new MergePreviewModel(), {
      ...{ revision, name, survivor: one, merged: other },
      values: values.filter(({ attribute }) => visible.has(attribute)),
      codes: await codesOf(db, ability, [ids.mergedId], null),
      mappings: await mappingsOfRecords(db, ability, both, mostPreviewed),
      askers: await askersOfRecords(db, both, mostPreviewed),
    });
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => MergeResult, {
    description:
      'Says that two golden records are one thing. All source records and codes of the one belong to the other; its id leads there. Can be undone.',
  })
  async mergeGoldenRecords(
    @Args('input', { description: 'Which two.' }) input: MergeGoldenRecordsInput,
    @CurrentCaller() caller: Caller,
  ) {
    const merge = {
      ...{ survivorId: readId(input.survivorId), mergedId: readId(input.mergedId) },
      ...{ reason: readReason(input.reason), seenRevision: readSeenRevision(input.seenRevision) },
    };
    const done = await mergeGoldenRecords(this.database.db, merge, caller);
    return done.kind === 'refused' ? refusedModel(done) : Object.assign(new GoldenRecordsMergedModel(), done);
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => SplitResult, {
    description:
      'Says that some source records of a golden record are another thing: they get a golden record of their own.',
  })
  async splitGoldenRecord(
    @Args('input', { description: 'Which source records.' }) input: SplitGoldenRecordInput,
    @CurrentCaller() caller: Caller,
  ) {
    const split = {
      ...{ goldenId: readId(input.goldenId), recordIds: input.sourceRecordIds.map(readRecordId) },
      ...{ keepApart: input.keepApart ?? true, reason: readReason(input.reason) },
      seenRevision: readSeenRevision(input.seenRevision),
    };
    const done = await splitGoldenRecord(this.database.db, split, caller);
    return done.kind === 'refused' ? refusedModel(done) : Object.assign(new GoldenRecordSplitModel(), done);
  }

  @Needs('read GoldenRecord')
  @Query(() => UnmergePreviewResult, {
    description: 'What undoing a merge would do: who goes back, who stays.',
  })
  async unmergePreview(
    @Args('mergedId', { type: () => ID, description: 'The golden record that was merged.' }) merged: string,
    @Context() context: RequestContext,
  ) {
    const { db } = this.database;
    const revision = String(await newestRevision(db));
    const plan = await planUnmerge(db, readId(merged));
    if (plan.kind === 'refused') return refusedModel(plan);
    const loaders = recordLoaders(db, context);
    const survivor = await loaders.golden.load(idNow(plan.survivorId));
    const members = await loaders.members.load(idNow(plan.survivorId));
    const leaving = new Set(plan.moves.map(({ recordId }) => String(recordId)));
    return Object.assign(new UnmergePreviewModel(), {
      ...{ revision, survivor },
      leaving: members.filter(({ id }) => leaving.has(id)),
      staying: members.filter(({ id }) => !leaving.has(id)),
    });
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => UnmergeResult, {
    description:
      'Undoes a merge, also after later edits: source records go back with all they say now, and the id is a golden record again.',
  })
  async unmergeGoldenRecords(
    @Args('input', { description: 'Which merge.' }) input: UnmergeGoldenRecordsInput,
    @CurrentCaller() caller: Caller,
  ) {
    const unmerge = {
      ...{ mergedId: readId(input.mergedId), keepApart: input.keepApart ?? true },
      ...{ reason: readReason(input.reason), seenRevision: readSeenRevision(input.seenRevision) },
    };
    const done = await unmergeGoldenRecords(this.database.db, unmerge, caller);
    return done.kind === 'refused'
      ? refusedModel(done)
      : Object.assign(new GoldenRecordsUnmergedModel(), done);
  }
}
