import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ConversionStepModel } from '../quantity.model.js';
import { ProblemModel } from '../resolution.model.js';
import type { StatementAdded } from './packaging.service.js';
import type { StatementRetired } from './retire-packaging.service.js';

@InputType({ description: 'A quantity with its unit.' })
export class QuantityInput {
  @Field({ description: 'A decimal above 0.' })
  quantity!: string;

  @Field({ description: 'Unit code, such as `x12:BX` or `ucum:mL`.' })
  unit!: string;
}

@InputType({ description: 'How much of one thing is in a quantity of another: 50 mg per 1 mL.' })
export class StrengthInput extends QuantityInput {
  @Field(() => QuantityInput, { description: 'The quantity it is in.' })
  per!: QuantityInput;
}

@InputType({ isAbstract: true })
class AboutCodeInput {
  @Field({ description: 'Key of the system of the code.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Issuer of the code, where its system has issuers.' })
  issuer?: string | null;

  @Field({ description: 'The code this is said of.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'First day on which it holds; null is always.' })
  validFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it no longer holds; null is open.',
  })
  validTo?: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@InputType({ description: '"1 `unit` holds `contents`", for one code and supplier.' })
export class AddPackagingInput extends AboutCodeInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Issuer of the vendor’s numbers, or key of the vendor’s source system; null is as the manufacturer packs it.',
  })
  supplier?: string | null;

  @Field({ description: 'The package: a unit of X12 unless it names its system.' })
  unit!: string;

  @Field(() => [QuantityInput], {
    description: 'What one package holds, in whole numbers. Several different things make it an assortment.',
  })
  contents!: QuantityInput[];

  @Field(() => String, { nullable: true, description: 'GTIN of the package.' })
  gtin?: string | null;
}

@InputType({ description: '"1 `unit` holds `amounts`": what is in a package, by volume, mass or dose.' })
export class AddContentInput extends AboutCodeInput {
  @Field({ description: 'The package: a unit of X12 unless it names its system.' })
  unit!: string;

  @Field(() => [QuantityInput], {
    description: 'The whole content, given once in each unit; a unit of UCUM unless it names its system.',
  })
  amounts!: QuantityInput[];

  @Field(() => StrengthInput, {
    nullable: true,
    description: 'Strength on the label: one more amount follows from it and a volume among the amounts.',
  })
  strength?: StrengthInput | null;
}

@InputType({
  description: 'The unit a code is billed, sold or stocked by: one of `unit` and `amount`.',
})
export class AddBillingUnitInput extends AboutCodeInput {
  @Field(() => String, { nullable: true, description: 'A unit that packaging knows, such as `x12:CA`.' })
  unit?: string | null;

  @Field(() => QuantityInput, {
    nullable: true,
    description: 'Of a HCPCS code: what one billing unit is, such as 10 `ucum:mg`.',
  })
  amount?: QuantityInput | null;
}

@ObjectType('PackagingAdded', { description: 'The statement was published.' })
export class PackagingAddedModel {
  @Field(() => ID, { description: 'The statement.' })
  id!: string;

  @Field({ description: 'Revision from which it converts; give it as `minRevision` to see it at once.' })
  revision!: string;
}

@ObjectType('PackagingAlreadyStated', {
  description: 'A statement between the same units is on file for some of these days.',
})
export class PackagingAlreadyStatedModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

export const PackagingConflictEnum = {
  CONTRADICTION: 'CONTRADICTION',
  CYCLE: 'CYCLE',
  ASSORTMENT: 'ASSORTMENT',
} as const;
registerEnumType(PackagingConflictEnum, {
  name: 'PackagingConflictKind',
  description: 'How a statement conflicts with what is on file.',
  valuesMap: {
    CONTRADICTION: { description: 'Two chains between the same units give different factors.' },
    CYCLE: { description: 'A package would hold itself.' },
    ASSORTMENT: { description: 'A package would hold a mixture and one thing at once.' },
  },
});

@ObjectType('PackagingConflict', {
  description: 'The statement conflicts with what is on file; both chains are shown.',
})
export class PackagingConflictModel {
  @Field(() => PackagingConflictEnum, { description: 'How.' })
  kind!: keyof typeof PackagingConflictEnum;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it shows; null is from the first.',
  })
  on!: string | null;

  @Field(() => [ConversionStepModel], { description: 'What was stated.' })
  stated!: ConversionStepModel[];

  @Field(() => [ConversionStepModel], { description: 'The chain on file that it conflicts with.' })
  existing!: ConversionStepModel[];
}

@ObjectType('PackagingRefused', { description: 'The statement could not be taken.' })
export class PackagingRefusedModel {
  @Field(() => ProblemModel, { description: 'Why.' })
  problem!: ProblemModel;
}

@ObjectType('PackagingRetired', { description: 'A statement was ended.' })
export class PackagingRetiredModel {
  @Field(() => ID, {
    nullable: true,
    description: 'The same statement with its end, where `validTo` was given.',
  })
  shortened!: string | null;

  @Field({ description: 'Revision from which it no longer converts.' })
  revision!: string;
}

@ObjectType('PackagingNotLive', { description: 'There is no such live statement.' })
export class PackagingNotLiveModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

export const AddPackagingResult = createUnionType({
  name: 'AddPackagingResult',
  description: 'How adding a statement about the units of a code ended.',
  types: () =>
    [
      PackagingAddedModel,
      PackagingAlreadyStatedModel,
      PackagingConflictModel,
      PackagingRefusedModel,
    ] as const,
});

export const RetirePackagingResult = createUnionType({
  name: 'RetirePackagingResult',
  description: 'How retiring a statement about the units of a code ended.',
  types: () => [PackagingRetiredModel, PackagingNotLiveModel, PackagingRefusedModel] as const,
});

/** The model of an outcome of adding a statement. */
export function addedModel(added: StatementAdded) {
  switch (added.kind) {
    case 'added':
      return Object.assign(new PackagingAddedModel(), { id: added.id, revision: added.revision });
    case 'already-stated':
      return Object.assign(new PackagingAlreadyStatedModel(), {
        message: 'A statement between the same units is on file for some of these days: retire it first.',
      });
    case 'conflict': {
      const { conflict: kind, on, stated, existing } = added;
      return Object.assign(new PackagingConflictModel(), {
        kind,
        on,
        stated: [...stated],
        existing: [...existing],
      });
    }
    case 'refused':
      return Object.assign(new PackagingRefusedModel(), { problem: added.problem });
    default:
      return added satisfies never;
  }
}

/** The model of an outcome of retiring a statement. */
export function retiredModel(retired: StatementRetired) {
  switch (retired.kind) {
    case 'retired': {
      const { shortened, revision } = retired;
      return Object.assign(new PackagingRetiredModel(), { shortened, revision });
    }
    case 'not-live':
      return Object.assign(new PackagingNotLiveModel(), { message: 'There is no such live statement.' });
    case 'refused':
      return Object.assign(new PackagingRefusedModel(), { problem: retired.problem });
    default:
      return retired satisfies never;
  }
}
