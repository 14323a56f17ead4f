import { Field, ObjectType } from '@nestjs/graphql';
import { CodeRoleEnum } from './code-role.model.js';

@ObjectType('RecordCode', { description: 'A code that points at a golden record, in one role.' })
export class RecordCodeModel {
  @Field({ description: 'Key of its code system.' })
  system!: string;

  @Field({ description: 'Name of its code system for people.' })
  systemTitle!: string;

  @Field(() => String, { nullable: true, description: 'Its issuer, where the system has issuers.' })
  issuer!: string | null;

  @Field({ description: 'The code in its normal form.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'What its source calls it.' })
  display!: string | null;

  @Field(() => CodeRoleEnum, { description: 'In which role it points.' })
  role!: keyof typeof CodeRoleEnum;

  @Field(() => [String], { description: 'Keys of the source systems that say so.' })
  sources!: readonly string[];
}
