import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export const ConversionSourceEnum = {
  PACKAGING: 'PACKAGING',
  CONTENT: 'CONTENT',
  BILLING_UNIT: 'BILLING_UNIT',
  MEASURE: 'MEASURE',
} as const;
registerEnumType(ConversionSourceEnum, {
  name: 'ConversionSource',
  description: 'What says how many of one unit are in another.',
  valuesMap: {
    PACKAGING: { description: 'Packaging of the code.' },
    CONTENT: { description: 'What is stated to be in a package.' },
    BILLING_UNIT: { description: 'What one billing unit of the target is.' },
    MEASURE: { description: 'A factor between physical units.' },
  },
});

@ObjectType('ConversionStep', { description: '1 `from` is `factor` `to`.' })
export class ConversionStepModel {
  @Field({ description: 'Unit with its system, such as `x12:CA`.' })
  from!: string;

  @Field({ description: 'Unit with its system.' })
  to!: string;

  @Field({ description: 'Exact, as a fraction: `10`, `1/10`.' })
  factor!: string;

  @Field({ description: 'False where the factor is a published, rounded figure.' })
  exact!: boolean;

  @Field(() => ConversionSourceEnum, { description: 'What says so.' })
  source!: keyof typeof ConversionSourceEnum;

  @Field(() => ID, {
    nullable: true,
    description: 'The statement, or the table of physical units; null for a statement that is not on file.',
  })
  id!: string | null;
}

@ObjectType('QuantityRemainder', { description: 'What whole packages leave over.' })
export class QuantityRemainderModel {
  @Field({ description: 'A decimal, rounded beyond 12 digits.' })
  value!: string;

  @Field({ description: 'The same as an exact fraction.' })
  fraction!: string;

  @Field({ description: 'The unit asked.' })
  unit!: string;
}

@ObjectType('ResolvedQuantity', { description: 'A quantity in the unit of its target.' })
export class ResolvedQuantityModel {
  @Field({ description: 'A decimal with `scale` digits after the point.' })
  value!: string;

  @Field(() => Int, { description: 'Digits after the point; 12 where the value is rounded.' })
  scale!: number;

  @Field({ description: 'Whether `value` is the quantity itself and no factor on the way was rounded.' })
  exact!: boolean;

  @Field({ description: 'The value without rounding, such as `3/10`.' })
  fraction!: string;

  @Field({ description: 'Unit with its system, such as `x12:EA` or `hcpcs:J0690`.' })
  unit!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How many are whole, cut toward zero, where the unit comes in pieces.',
  })
  wholePackages!: string | null;

  @Field(() => QuantityRemainderModel, {
    nullable: true,
    description: 'What the whole ones leave over, in the unit asked.',
  })
  remainder!: QuantityRemainderModel | null;

  @Field(() => [ConversionStepModel], { description: 'The shortest chain; empty for the same unit.' })
  chain!: ConversionStepModel[];
}

@ObjectType('Warning', { description: 'What to know of an answer that stands all the same.' })
export class WarningModel {
  @Field({ description: 'Code out of docs/errors.md.' })
  code!: string;

  @Field({ description: 'A sentence.' })
  message!: string;
}
