import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/page.model.js';
import { PurposeEnum } from './resolution.model.js';

export const MissOutcomeEnum = { UNRESOLVED: 'UNRESOLVED', AMBIGUOUS: 'AMBIGUOUS' } as const;
registerEnumType(MissOutcomeEnum, {
  name: 'MissOutcome',
  description: 'How the question ended.',
  valuesMap: {
    UNRESOLVED: { description: 'Nothing answers it.' },
    AMBIGUOUS: { description: 'Several codes answer it with equal standing.' },
  },
});

export const CodeSystemKindEnum = {
  SOURCE_KEY: 'SOURCE_KEY',
  IDENTIFIER: 'IDENTIFIER',
  TERMINOLOGY: 'TERMINOLOGY',
} as const;
registerEnumType(CodeSystemKindEnum, {
  name: 'CodeSystemKind',
  description: 'What kind of numbering it is.',
  valuesMap: {
    SOURCE_KEY: { description: 'A source system’s own keys.' },
    IDENTIFIER: { description: 'A standard identifier with a form to check, such as GTIN.' },
    TERMINOLOGY: { description: 'A published list of codes, such as HCPCS.' },
  },
});

@ObjectType('MissCaller', { description: 'Who asked, how often.' })
export class MissCallerModel {
  @Field({ description: 'The caller’s key.' })
  caller!: string;

  @Field(() => Float, { description: 'How often it asked.' })
  count!: number;
}

@ObjectType('MissWaiterContext', { description: 'One circumstance of a question.' })
export class MissWaiterContextModel {
  @Field({ description: 'Its key, as `facility`.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Code system of the value; null is the hub’s own.' })
  system!: string | null;

  @Field({ description: 'The value.' })
  value!: string;
}

@ObjectType('MissWaiter', {
  description: 'One who waits for the answer, with the question as they asked it.',
})
export class MissWaiterModel {
  @Field({ description: 'The caller’s key.' })
  caller!: string;

  @Field(() => String, { nullable: true, description: 'The caller’s own reference.' })
  ref!: string | null;

  @Field(() => [MissWaiterContextModel], { description: 'The context asked in.' })
  context!: MissWaiterContextModel[];

  @Field(() => String, { nullable: true, description: 'The day asked about; null is whatever day it is.' })
  asOf!: string | null;

  @Field(() => String, { nullable: true, description: 'The quantity asked for.' })
  quantity!: string | null;

  @Field(() => String, { nullable: true, description: 'Its unit.' })
  unit!: string | null;

  @Field(() => Float, { description: 'How often this was asked.' })
  count!: number;
}

@ObjectType('Miss', { description: 'A question without an answer: one row however often it is asked.' })
export class MissModel {
  @Field(() => ID, { description: 'The same on every process; its task has the same id.' })
  id!: string;

  @Field({ description: 'Key of the system asked from.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Issuer, where the system has issuers.' })
  issuer!: string | null;

  @Field({ description: 'The code as it was last asked.' })
  code!: string;

  @Field({ description: 'Its normal form.' })
  normal!: string;

  @Field({ description: 'Key of the system asked for.' })
  target!: string;

  @Field(() => PurposeEnum, { description: 'The purpose asked for.' })
  purpose!: keyof typeof PurposeEnum;

  @Field(() => MissOutcomeEnum, { description: 'How the question ended.' })
  outcome!: keyof typeof MissOutcomeEnum;

  @Field({ description: 'Code of the problem, out of docs/errors.md.' })
  problem!: string;

  @Field({ description: 'When it was first asked.' })
  firstSeen!: string;

  @Field({ description: 'When it was last asked.' })
  lastSeen!: string;

  @Field(() => Float, { description: 'How often it was asked.' })
  count!: number;

  @Field({ description: 'Whether it still waits for an answer.' })
  open!: boolean;

  @Field(() => [MissCallerModel], { description: 'Who asked, most often first; at most 10.' })
  callers!: MissCallerModel[];

  @Field(() => Int, { description: 'How many wait for the answer.' })
  waiting!: number;

  @Field(() => Float, {
    description: 'How often somebody came who is not among them, for there were too many: they ask again.',
  })
  turnedAway!: number;

  @Field(() => [MissWaiterModel], { description: 'Those who wait, the latest first; at most 10.' })
  waiters!: MissWaiterModel[];
}

export const MissConnection = connectionOf('Miss', () => MissModel);

@ObjectType('CodeSystem', { description: 'A numbering.' })
export class CodeSystemModel {
  @Field({ description: 'Its key, for `resolve`.' })
  key!: string;

  @Field({ description: 'Its name for people.' })
  title!: string;

  @Field(() => CodeSystemKindEnum, { description: 'What kind of numbering it is.' })
  kind!: keyof typeof CodeSystemKindEnum;

  @Field(() => Int, { description: 'How many of its codes the hub holds.' })
  codes!: number;
}

@ObjectType('Code', { description: 'A code that is active today.' })
export class CodeModel {
  @Field({ description: 'Key of its system.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Its issuer, where the system has issuers.' })
  issuer!: string | null;

  @Field({ description: 'The code in its normal form.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'What its source calls it.' })
  display!: string | null;
}

@ObjectType('Overview', { description: 'What the hub holds.' })
export class OverviewModel {
  @Field({ description: 'Newest revision.' })
  revision!: string;

  @Field(() => Int, { description: 'Codes of all systems.' })
  codes!: number;

  @Field(() => Int, { description: 'Live mappings.' })
  mappings!: number;

  @Field(() => Int, { description: 'Misses that wait for an answer.' })
  openMisses!: number;
}
