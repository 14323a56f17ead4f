import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { RefusalCode, Refused } from './refusal.js';

const sentences: Readonly<Record<RefusalCode, string>> = {
  UNKNOWN_RECORD: 'There is no such golden record or source record.',
  MERGED: 'A golden record named here was merged into another: ask for its survivor.',
  SAME_RECORD: 'Both are one record.',
  DIFFERENT_DOMAINS: 'The two are things of different kinds.',
  CHANGED_MEANWHILE: 'A record named here changed after you looked: look again.',
  JUDGED_DIFFERENT: 'A person has said that these are different things: withdraw that judgement first.',
  NOT_MERGED: 'This golden record is not merged into another.',
  NOTHING_TO_RESTORE: 'No source record that this golden record had is left to give back to it.',
  NOTHING_WOULD_REMAIN: 'No source record would be left.',
  NOT_A_MEMBER: 'A source record named here does not belong to the golden record, or none is named.',
  NOT_STANDING: 'There is none such that stands.',
  UNKNOWN_ATTRIBUTE: 'The domain has no such attribute.',
  UNKNOWN_SOURCE: 'There is no such source system.',
  UNFIT_STRATEGY:
    'The strategy does not fit: UNION is for one attribute that holds a list, and sources are ordered with PRIORITY only.',
  UNFIT_VALUE: 'The value is none that the attribute may have.',
  ALREADY_BELIEVED: 'The sources say this already.',
  EXPIRED: 'The day on which it would end has come already.',
  UNFIT_RELATION: 'A relation of this kind joins other domains, or cannot carry what is said, or not so.',
  ALREADY_SAID: 'Somebody has said this of these days already.',
  CIRCULAR: 'With relations that there are it would lead in a circle.',
  NOT_ANOTHER: 'Who proposes a relation does not approve it.',
  NOT_A_DRAFT: 'It waits for nobody’s approval.',
  BUSY: 'A file is being applied: ask again.',
  IN_OTHER_HANDS: 'Somebody else has it in hand.',
};

export const RefusalCodeEnum = Object.fromEntries(Object.keys(sentences).map((code) => [code, code])) as {
  readonly [Code in RefusalCode]: Code;
};
registerEnumType(RefusalCodeEnum, {
  name: 'DecisionRefusalCode',
  description: 'Why a decision on golden records changed nothing.',
  valuesMap: Object.fromEntries(
    Object.entries(sentences).map(([code, description]) => [code, { description }]),
  ),
});

@ObjectType('DecisionRefused', { description: 'Nothing was changed, and why.' })
export class DecisionRefusedModel {
  @Field(() => RefusalCodeEnum, { description: 'Why, for programs.' })
  code!: RefusalCode;

  @Field({ description: 'Why, as a sentence.' })
  message!: string;

  @Field(() => [ID], { description: 'Judgements that stand in the way.' })
  judgementIds!: readonly string[];
}

export function refusedModel({ code, judgementIds = [] }: Refused): DecisionRefusedModel {
  return Object.assign(new DecisionRefusedModel(), { code, message: sentences[code], judgementIds });
}
