import { createUnionType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Domain } from '../golden-records/domain.js';
import { DomainEnum } from '../golden-records/golden-record.model.js';
import { CodeSystemKindEnum } from './ledger.model.js';

@InputType({ description: 'A code system that the hub does not know yet.' })
export class AddCodeSystemInput {
  @Field({ description: 'Its key: up to 63 lower-case letters, digits and hyphens.' })
  key!: string;

  @Field({ description: 'Its name for people.' })
  title!: string;

  @Field(() => CodeSystemKindEnum, { description: 'What kind of numbering it is.' })
  kind!: keyof typeof CodeSystemKindEnum;

  @Field(() => DomainEnum, {
    nullable: true,
    description: 'What its codes name; null where they name several things.',
  })
  domain?: Domain | null;

  @Field(() => String, { nullable: true, description: 'Whose own keys it holds; of kind SOURCE_KEY only.' })
  source?: string | null;

  @Field(() => String, { nullable: true, description: 'Identifier format that checks its codes.' })
  format?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a code is unique only per issuer.' })
  issuerScoped?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether letter case does not matter.' })
  foldCase?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether leading zeros do not matter.' })
  stripLeadingZeros?: boolean | null;

  @Field(() => [Int], { nullable: true, description: 'Months, 1 to 12, on whose first day a release comes.' })
  releaseMonths?: number[] | null;
}

@InputType({
  description:
    'What is to change of a code system; what is left out stays. How its codes are written never changes: they are kept in that form.',
})
export class ChangeCodeSystemInput {
  @Field({ description: 'Its key.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Its name for people.' })
  title?: string | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'Months, 1 to 12, on whose first day a release comes; empty: no calendar.',
  })
  releaseMonths?: number[] | null;
}

@ObjectType('CodeSystemAdministered', { description: 'The code system is as was asked.' })
export class CodeSystemAdministeredModel {
  @Field({ description: 'Key of the system.' })
  key!: string;

  @Field({ description: 'Revision from which every process knows it.' })
  revision!: string;
}

@ObjectType('CodeSystemRefused', { description: 'Nothing was changed, and why.' })
export class CodeSystemRefusedModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

export const AdministerCodeSystemResult = createUnionType({
  name: 'AdministerCodeSystemResult',
  description: 'How adding or changing a code system ended.',
  types: () => [CodeSystemAdministeredModel, CodeSystemRefusedModel] as const,
});
