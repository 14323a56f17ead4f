import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Domain } from '../../golden-records/domain.js';
import { DomainEnum } from '../../golden-records/golden-record.model.js';
import type { MatchRun } from './match-run.queries.js';
import type { RunKind, RunState, StopReason } from './match-run.table.js';

export const RunKindEnum = { MATCH: 'MATCH', SHADOW: 'SHADOW' } as const;
registerEnumType(RunKindEnum, {
  name: 'MatchRunKind',
  description: 'What a run does with what it finds.',
  valuesMap: {
    MATCH: { description: 'Joins, parts, and asks people.' },
    SHADOW: { description: 'Only says what it would change.' },
  },
});

export const RunStateEnum = {
  RUNNING: 'RUNNING',
  PAUSED: 'PAUSED',
  DONE: 'DONE',
  CANCELLED: 'CANCELLED',
  STOPPED: 'STOPPED',
} as const;
registerEnumType(RunStateEnum, {
  name: 'MatchRunState',
  description: 'Where a run stands.',
  valuesMap: {
    RUNNING: { description: 'Workers are at it.' },
    PAUSED: { description: 'A person has paused it.' },
    DONE: { description: 'Everything it looked at is matched.' },
    CANCELLED: { description: 'A person has ended it; what it had joined is joined.' },
    STOPPED: { description: 'It has stopped itself before it joined anything.' },
  },
});

export const StopReasonEnum = {
  BLOCK_TOO_LARGE: 'BLOCK_TOO_LARGE',
  TOO_MANY_MERGES: 'TOO_MANY_MERGES',
  PRECISION_TOO_LOW: 'PRECISION_TOO_LOW',
} as const;
registerEnumType(StopReasonEnum, {
  name: 'MatchStopReason',
  description: 'Why a run has stopped itself.',
  valuesMap: {
    BLOCK_TOO_LARGE: { description: 'Too many things that its columns do not tell apart.' },
    TOO_MANY_MERGES: {
      description: 'It would have joined a larger share of the things than it was allowed.',
    },
    PRECISION_TOO_LOW: {
      description: 'The sample that people labelled says that the model joins what is not one.',
    },
  },
});

@ObjectType('MatchChangeOfPair', { description: 'Two golden records that would be one, or two again.' })
export class MatchChangeOfPairModel {
  @Field(() => ID, { description: 'The one that would stay.' })
  survivorId!: string;

  @Field(() => ID, { description: 'The one that would be merged into it, or be itself again.' })
  otherId!: string;

  @Field(() => Float, { nullable: true, description: 'Weight of the pair that would tie them.' })
  weight!: number | null;
}

@ObjectType('MatchShadow', { description: 'What a run would change.' })
export class MatchShadowModel {
  @Field(() => Int, { description: 'Golden records that would be merged into others.' })
  merges!: number;

  @Field(() => Int, { description: 'Merges of the engine that it would undo.' })
  splits!: number;

  @Field(() => Int, { description: 'Reviews that are open now.' })
  queueBefore!: number;

  @Field(() => Int, { description: 'Reviews that would be open then.' })
  queueAfter!: number;

  @Field(() => [MatchChangeOfPairModel], { description: 'Merges, the likeliest first, at most 200.' })
  wouldMerge!: readonly MatchChangeOfPairModel[];

  @Field(() => [MatchChangeOfPairModel], { description: 'Undone merges, at most 200.' })
  wouldSplit!: readonly MatchChangeOfPairModel[];
}

@ObjectType('MatchStopFigure', { description: 'A figure that stopped a run.' })
export class MatchStopFigureModel {
  @Field({ description: 'What was measured.' })
  name!: string;

  @Field(() => Float, { description: 'How much.' })
  value!: number;
}

@ObjectType('MatchRun', {
  description: 'One matching of what is new or changed in a domain up to a revision.',
})
export class MatchRunModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => DomainEnum, { description: 'The domain.' })
  domain!: Domain;

  @Field(() => RunKindEnum, { description: 'What it does with what it finds.' })
  kind!: RunKind;

  @Field(() => RunStateEnum, { description: 'Where it stands.' })
  state!: RunState;

  @Field(() => Int, { description: 'Version of the model it goes by.' })
  modelVersion!: number;

  @Field({ description: 'What sources had said up to this revision is matched.' })
  revision!: string;

  @Field(() => Int, { description: 'Parts of its work.' })
  partitions!: number;

  @Field(() => Int, { description: 'Parts that are done; after the last the run decides.' })
  partitionsDone!: number;

  @Field(() => Int, { description: 'Pairs found.' })
  pairs!: number;

  @Field(() => Int, { description: 'Things with more candidates than are kept of one.' })
  overfull!: number;

  @Field(() => Int, { description: 'Searches that ended because they had read as much as they may.' })
  cutShort!: number;

  @Field(() => Int, { description: 'Golden records it merged into others.' })
  merged!: number;

  @Field(() => Int, { description: 'Merges of the engine that it undid.' })
  split!: number;

  @Field(() => Int, { description: 'Decisions left to the next run, for something changed meanwhile.' })
  skipped!: number;

  @Field(() => Int, { description: 'Reviews that stand for what it looked at.' })
  reviews!: number;

  @Field(() => MatchShadowModel, {
    nullable: true,
    description: 'What it would change, of a shadow run that is done.',
  })
  shadow!: MatchShadowModel | null;

  @Field(() => StopReasonEnum, { nullable: true, description: 'Why it stopped itself, if it did.' })
  stopReason!: StopReason | null;

  @Field(() => [MatchStopFigureModel], { description: 'The figures that stopped it.' })
  stopFigures!: readonly MatchStopFigureModel[];

  @Field({ description: 'Who began it: `key:NAME`, `system`.' })
  startedBy!: string;

  @Field({ description: 'When it began.' })
  startedAt!: string;

  @Field(() => String, { nullable: true, description: 'When it ended.' })
  finishedAt!: string | null;
}

export function runModel(run: MatchRun): MatchRunModel {
  const { revision, report, stopDetail, ...rest } = run;
  return Object.assign(new MatchRunModel(), {
    ...rest,
    revision: String(revision),
    shadow: report && {
      ...report,
      wouldMerge: report.wouldMerge.map(({ a, b, weight }) => ({ survivorId: a, otherId: b, weight })),
      wouldSplit: report.wouldSplit.map(({ from, merged }) => ({
        survivorId: from,
        otherId: merged,
        weight: null,
      })),
    },
    stopFigures: Object.entries(stopDetail ?? {}).map(([name, value]) => ({ name, value })),
  });
}

export const matchRefusals = {
  NO_MODEL: 'There is no such model.',
  NOT_ACTIVE: 'The model is not the active one of its domain: make it that, or ask for a shadow run.',
  UNDER_WAY: 'A run of this domain goes on.',
  NOTHING_NEW: 'Nothing is new or changed since the last run.',
  TOO_FEW: 'There is too little to learn from.',
  NOT_RUNNING: 'There is no such run, or it is not in a state to.',
} as const;
export type MatchRefusalCode = keyof typeof matchRefusals;

export const MatchRefusalEnum = Object.fromEntries(
  Object.keys(matchRefusals).map((code) => [code, code]),
) as {
  readonly [Code in MatchRefusalCode]: Code;
};
registerEnumType(MatchRefusalEnum, {
  name: 'MatchRefusalCode',
  description: 'Why nothing was done.',
  valuesMap: Object.fromEntries(
    Object.entries(matchRefusals).map(([code, description]) => [code, { description }]),
  ),
});

@ObjectType('MatchRefused', { description: 'Nothing was done, and why.' })
export class MatchRefusedModel {
  @Field(() => MatchRefusalEnum, { description: 'Why, for programs.' })
  code!: MatchRefusalCode;

  @Field({ description: 'Why, as a sentence.' })
  message!: string;
}

export function matchRefused(code: MatchRefusalCode): MatchRefusedModel {
  return Object.assign(new MatchRefusedModel(), { code, message: matchRefusals[code] });
}

export const MatchRunResult = createUnionType({
  name: 'MatchRunResult',
  description: 'The run as it stands now, or why nothing was done.',
  types: () => [MatchRunModel, MatchRefusedModel] as const,
});
