import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Domain } from '../golden-records/domain.js';
import { DomainEnum } from '../golden-records/golden-record.model.js';
import { connectionOf } from '../platform/graphql/page.model.js';
import { CodeRoleEnum } from './code-role.model.js';
import { PurposeEnum } from './resolution.model.js';
import type { Cardinality, CodeRole, OnMiss } from './vocabulary.js';

export const OnMissEnum: Readonly<Record<OnMiss, OnMiss>> = {
  TASK: 'TASK',
  COUNT: 'COUNT',
  DEFAULT: 'DEFAULT',
};
registerEnumType(OnMissEnum, {
  name: 'OnMiss',
  description: 'What a question without an answer leads to.',
  valuesMap: {
    TASK: { description: 'A task for a person.' },
    COUNT: { description: 'Only a count on the ledger.' },
    DEFAULT: { description: 'A task, and meanwhile the suspense code, flagged DEFAULTED.' },
  },
});

export const CardinalityEnum: Readonly<Record<Cardinality, Cardinality>> = { ONE: 'ONE', MANY: 'MANY' };
registerEnumType(CardinalityEnum, {
  name: 'Cardinality',
  description: 'Whether one code may stand for several at once.',
  valuesMap: {
    ONE: { description: 'For one only.' },
    MANY: { description: 'For all targets of one statement.' },
  },
});

const about = {
  from: 'Key of the system asked from; `golden` is the golden records.',
  to: 'Key of the system asked for; `golden` is the golden records.',
  purpose: 'The purpose meant where the caller names none.',
  onMiss: 'What a question without an answer leads to.',
  defaultCode: 'The suspense code, of the second system.',
  defaultIssuer: 'Its issuer, where the system has issuers.',
  level: 'Which of several codes of one record is meant; null: none, all are equal.',
  cardinality: 'Whether one code may stand for several at once.',
  followReplacements: 'Whether the approved successor answers where nothing else does.',
  allowBroader: 'Whether a target may answer that means more than the code asked.',
  allowRetired: 'Whether a target may answer that is not active that day.',
  keyOrder: 'Context keys, the weightiest first: decides between mappings of which neither is more specific.',
  fourEyes: 'Whether one person proposes a mapping and another approves it.',
  approvers: 'Roles that may approve; null: all that may decide mappings.',
} as const;

@InputType({ description: 'What questions from one system to another allow: the whole of it.' })
export class SetPolicyInput {
  @Field({ description: about.from })
  from!: string;

  @Field({ description: about.to })
  to!: string;

  @Field(() => PurposeEnum, { description: about.purpose })
  purpose!: keyof typeof PurposeEnum;

  @Field(() => OnMissEnum, { nullable: true, description: `${about.onMiss} Default: TASK.` })
  onMiss?: OnMiss | null;

  @Field(() => String, { nullable: true, description: about.defaultCode })
  defaultCode?: string | null;

  @Field(() => String, { nullable: true, description: about.defaultIssuer })
  defaultIssuer?: string | null;

  @Field(() => CodeRoleEnum, { nullable: true, description: about.level })
  level?: CodeRole | null;

  @Field(() => CardinalityEnum, { nullable: true, description: `${about.cardinality} Default: ONE.` })
  cardinality?: Cardinality | null;

  @Field(() => Boolean, { nullable: true, description: `${about.followReplacements} Default: false.` })
  followReplacements?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: `${about.allowBroader} Default: true.` })
  allowBroader?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: `${about.allowRetired} Default: false.` })
  allowRetired?: boolean | null;

  @Field(() => [String], { nullable: true, description: `${about.keyOrder} Default: none.` })
  keyOrder?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: `${about.fourEyes} Default: false.` })
  fourEyes?: boolean | null;

  @Field(() => [String], { nullable: true, description: about.approvers })
  approvers?: string[] | null;
}

@ObjectType('Policy', { description: 'What questions from one system to another allow.' })
export class PolicyModel {
  @Field(() => ID, { description: 'Its id; another after every change.' })
  id!: string;

  @Field({ description: about.from })
  from!: string;

  @Field({ description: about.to })
  to!: string;

  @Field(() => PurposeEnum, { description: about.purpose })
  purpose!: keyof typeof PurposeEnum;

  @Field(() => OnMissEnum, { description: about.onMiss })
  onMiss!: OnMiss;

  @Field(() => String, { nullable: true, description: about.defaultCode })
  defaultCode!: string | null;

  @Field(() => String, { nullable: true, description: about.defaultIssuer })
  defaultIssuer!: string | null;

  @Field(() => CodeRoleEnum, { nullable: true, description: about.level })
  level!: CodeRole | null;

  @Field(() => CardinalityEnum, { description: about.cardinality })
  cardinality!: Cardinality;

  @Field({ description: about.followReplacements })
  followReplacements!: boolean;

  @Field({ description: about.allowBroader })
  allowBroader!: boolean;

  @Field({ description: about.allowRetired })
  allowRetired!: boolean;

  @Field(() => [String], { description: about.keyOrder })
  keyOrder!: string[];

  @Field({ description: about.fourEyes })
  fourEyes!: boolean;

  @Field(() => [String], { nullable: true, description: about.approvers })
  approvers!: string[] | null;

  @Field(() => String, { nullable: true, description: 'Who set it; null: it came with its system.' })
  changedBy!: string | null;
}

export const PolicyConnection = connectionOf('Policy', () => PolicyModel);

@InputType({ description: 'A key under which questions and mappings name a circumstance. It never changes.' })
export class DeclareContextKeyInput {
  @Field({ description: 'Its name: up to 63 letters and digits, the first lower case.' })
  key!: string;

  @Field({ description: 'Its name for people.' })
  title!: string;

  @Field(() => DomainEnum, {
    nullable: true,
    description: 'Its values are golden records of this domain; null: they are words.',
  })
  domain?: Domain | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code system meant where a caller names none; null: the golden id.',
  })
  system?: string | null;

  @Field(() => [String], { nullable: true, description: 'The only words allowed; null: any.' })
  values?: string[] | null;
}

@ObjectType('ContextKey', { description: 'A key under which questions and mappings name a circumstance.' })
export class ContextKeyModel {
  @Field({ description: 'Its name.' })
  key!: string;

  @Field({ description: 'Its name for people.' })
  title!: string;

  @Field(() => DomainEnum, { nullable: true, description: 'Of which domain its values are; null: words.' })
  domain!: Domain | null;

  @Field(() => String, { nullable: true, description: 'The code system meant where a caller names none.' })
  system!: string | null;

  @Field(() => [String], { nullable: true, description: 'The only words allowed; null: any.' })
  values!: string[] | null;
}

@ObjectType('PolicySet', { description: 'It is as was asked.' })
export class PolicySetModel {
  @Field({ description: 'Revision from which it counts.' })
  revision!: string;
}

@ObjectType('PolicyRefused', { description: 'It could not be taken.' })
export class PolicyRefusedModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

export const SetPolicyResult = createUnionType({
  name: 'SetPolicyResult',
  description: 'How setting a policy, or declaring a context key, ended.',
  types: () => [PolicySetModel, PolicyRefusedModel] as const,
});
