import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Judge, Verdict } from './judgement.table.js';
import { DecisionRefusedModel } from './refusal.model.js';

export const VerdictEnum = { SAME: 'SAME', DIFFERENT: 'DIFFERENT', UNSURE: 'UNSURE' } as const;
registerEnumType(VerdictEnum, {
  name: 'Verdict',
  description: 'What was decided of two records.',
  valuesMap: {
    SAME: { description: 'They are one thing. Joins nothing by itself.' },
    DIFFERENT: { description: 'They are two things: the engine never joins them while a person’s stands.' },
    UNSURE: { description: 'It cannot be told.' },
  },
});

export const JudgeEnum = { PERSON: 'PERSON', ENGINE: 'ENGINE' } as const;
registerEnumType(JudgeEnum, {
  name: 'Judge',
  description: 'Who decided. A person outranks the engine.',
  valuesMap: { PERSON: { description: 'A person.' }, ENGINE: { description: 'The match engine.' } },
});

@ObjectType('Judgement', { description: 'A decision on two sides of source records. Kept for ever.' })
export class JudgementModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => VerdictEnum, { description: 'What was decided.' })
  verdict!: Verdict;

  @Field(() => JudgeEnum, { description: 'Who decided.' })
  judge!: Judge;

  @Field({ description: 'The person or process: `key:NAME`, `system`.' })
  actor!: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason!: string | null;

  @Field({ description: 'When.' })
  at!: string;

  @Field({ description: 'Revision of the act.' })
  revision!: string;

  @Field({ description: 'Revision that whoever decided had seen.' })
  seenRevision!: string;

  @Field({ description: 'Whether it stands: nobody has withdrawn it.' })
  stands!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn, if it was and somebody said.' })
  withdrawnReason!: string | null;

  @Field(() => [ID], { description: 'The source records on the side of the golden record asked.' })
  here!: readonly string[];

  @Field(() => [ID], { description: 'The source records on the other side.' })
  there!: readonly string[];
}

@InputType({
  description: 'One side of a judgement: a golden record with all its source records, or one of these.',
})
export class JudgedSideInput {
  @Field(() => ID, { nullable: true, description: 'A golden record; then no source record.' })
  goldenId?: string | null;

  @Field(() => ID, { nullable: true, description: 'A source record; then no golden record.' })
  sourceRecordId?: string | null;
}

@InputType({ description: 'What a person says of two records.' })
export class JudgeRecordsInput {
  @Field(() => JudgedSideInput, { description: 'The one.' })
  one!: JudgedSideInput;

  @Field(() => JudgedSideInput, { description: 'The other.' })
  other!: JudgedSideInput;

  @Field(() => VerdictEnum, { description: 'What they are.' })
  verdict!: Verdict;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;

  @Field({ description: 'Revision that was looked at; refused if either changed after it.' })
  seenRevision!: string;
}

@ObjectType('RecordsJudged', { description: 'The judgement stands.' })
export class RecordsJudgedModel {
  @Field(() => ID, { description: 'The judgement.' })
  judgementId!: string;

  @Field({ description: 'Revision from which it stands.' })
  revision!: string;
}

@ObjectType('JudgementWithdrawn', { description: 'The judgement binds nobody any more.' })
export class JudgementWithdrawnModel {
  @Field({ description: 'Revision from which it does not.' })
  revision!: string;
}

export const JudgeResult = createUnionType({
  name: 'JudgeRecordsResult',
  description: 'How judging ended.',
  types: () => [RecordsJudgedModel, DecisionRefusedModel] as const,
});

export const WithdrawResult = createUnionType({
  name: 'WithdrawJudgementResult',
  description: 'How withdrawing ended.',
  types: () => [JudgementWithdrawnModel, DecisionRefusedModel] as const,
});
