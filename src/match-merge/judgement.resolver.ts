import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { GoldenRecordModel } from '../golden-records/golden-record.model.js';
import { atEachRevision, type PinnedId, pinnedKey } from '../golden-records/pinned-id.js';
import type { Caller } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database, type Db } from '../platform/db/db.js';
import { refusal } from '../platform/graphql/format-error.js';
import { perRequest, type RequestContext } from '../platform/graphql/per-request.js';
import { readId } from '../platform/graphql/read-id.js';
import { judgeRecords, withdrawJudgement } from './judge.service.js';
import type { JudgedSide } from './judged-side.queries.js';
import {
  JudgedSideInput,
  JudgementModel,
  JudgementWithdrawnModel,
  JudgeRecordsInput,
  JudgeResult,
  RecordsJudgedModel,
  WithdrawResult,
} from './judgement.model.js';
import { judgementsOf } from './judgement.queries.js';
import { readReason, readRecordId, readSeenRevision } from './read-decision.js';
import { refusedModel } from './refusal.model.js';

const judgementLoader = perRequest(
  (db) =>
    new DataLoader(
      (asked: readonly PinnedId[]) => atEachRevision(asked, (ids, pin) => load(db, ids, pin), []),
      { cacheKeyFn: pinnedKey },
    ),
);

/** What was decided of records, and deciding. */
@Resolver(() => GoldenRecordModel)
export class JudgementResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => [JudgementModel], {
    description: 'What was decided of its source records and others, withdrawn ones too, the newest first.',
  })
  judgements(
    @Parent() { id, believed: { pin } }: GoldenRecordModel,
    @Context() context: RequestContext,
  ): Promise<readonly JudgementModel[]> {
    return judgementLoader(this.database.db, context).load({ id, pin });
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => JudgeResult, {
    description:
      'Keeps what a person says of two records. DIFFERENT keeps the engine from joining them until it is withdrawn.',
  })
  async judgeRecords(
    @Args('input', { description: 'Which two, and what they are.' }) input: JudgeRecordsInput,
    @CurrentCaller() caller: Caller,
  ) {
    const judging = {
      ...{ one: readSide(input.one), other: readSide(input.other), verdict: input.verdict },
      ...{ reason: readReason(input.reason), seenRevision: readSeenRevision(input.seenRevision) },
    };
    const done = await judgeRecords(this.database.db, judging, caller);
    return done.kind === 'refused' ? refusedModel(done) : Object.assign(new RecordsJudgedModel(), done);
  }

  @Needs('decide GoldenRecord')
  @Mutation(() => WithdrawResult, { description: 'Takes a judgement back; it stays on file.' })
  async withdrawJudgement(
    @Args('id', { type: () => ID, description: 'The judgement.' }) id: string,
    @Args('reason', { type: () => String, nullable: true, description: 'Why.' }) reason: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    const withdrawal = { id: readId(id), reason: readReason(reason) };
    const done = await withdrawJudgement(this.database.db, withdrawal, caller);
    return done.kind === 'refused' ? refusedModel(done) : Object.assign(new JudgementWithdrawnModel(), done);
  }
}

function readSide({ goldenId = null, sourceRecordId = null }: JudgedSideInput): JudgedSide {
  if (goldenId !== null && sourceRecordId === null) return { goldenId: readId(goldenId) };
  if (goldenId === null && sourceRecordId !== null) return { recordId: readRecordId(sourceRecordId) };
  throw refusal('BAD_ARGUMENT', 'A side is either a golden record or a source record.');
}

async function load(
  db: Db,
  goldenIds: readonly string[],
  pin: number | null,
): Promise<Map<string, JudgementModel[]>> {
  const judgements = new Map<string, JudgementModel[]>(goldenIds.map((id) => [id, []]));
  for (const { goldenId, ...judgement } of await judgementsOf(db, goldenIds, pin))
    judgements.get(goldenId)?.push(judgement);
  return judgements;
}
