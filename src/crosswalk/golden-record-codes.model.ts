import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';

export const CodeRoleEnum = {
  KEY: 'KEY',
  BASE: 'BASE',
  PACKAGE: 'PACKAGE',
  SECONDARY: 'SECONDARY',
  UNIT_OF_USE: 'UNIT_OF_USE',
  DIRECT_MARKING: 'DIRECT_MARKING',
  UNKNOWN: 'UNKNOWN',
} as const;
registerEnumType(CodeRoleEnum, {
  name: 'CodeRole',
  description: 'In which role a code points at a golden record.',
  valuesMap: {
    KEY: { description: 'As its source’s own key.' },
    BASE: { description: 'An identifier of the base package.' },
    PACKAGE: { description: 'An identifier of a package of it.' },
    SECONDARY: { description: 'A second identifier beside the first.' },
    UNIT_OF_USE: { description: 'An identifier of the unit of use.' },
    DIRECT_MARKING: { description: 'The mark on the device itself.' },
    UNKNOWN: { description: 'An identifier of a level that nobody has said.' },
  },
});

@ObjectType('RecordCode', { description: 'A code that points at a golden record today, in one role.' })
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
