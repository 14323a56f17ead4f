import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ContextInput, ProblemModel, PurposeEnum, RelationshipEnum } from './resolution.model.js';
import type { MappingKind } from './vocabulary.js';

export const MappingKindEnum: Readonly<Record<MappingKind, MappingKind>> = {
  MAP: 'MAP',
  NO_MAP: 'NO_MAP',
  NOT: 'NOT',
};
registerEnumType(MappingKindEnum, {
  name: 'MappingKind',
  description: 'What a mapping states.',
  valuesMap: {
    MAP: { description: 'The target stands for the code.' },
    NO_MAP: { description: 'Deliberately nothing corresponds in the target system.' },
    NOT: { description: 'The target does not stand for the code: no road goes over both.' },
  },
});

@InputType({ description: 'A further target of a statement of which all targets answer together.' })
export class FurtherTargetInput {
  @Field(() => String, { nullable: true, description: 'Issuer of the code, where its system has issuers.' })
  issuer?: string | null;

  @Field({ description: 'The code mapped to; it must be known there.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'What it is in the statement, e.g. `technical`.' })
  part?: string | null;

  @Field(() => RelationshipEnum, { nullable: true, description: 'Default: EQUIVALENT.' })
  relationship?: keyof typeof RelationshipEnum | null;
}

@InputType({
  description:
    'A statement "this code corresponds to that one", or does not, or to nothing there. `golden` stands for a system at either end; the code is then a golden id.',
})
export class AddMappingInput {
  @Field(() => MappingKindEnum, { nullable: true, description: 'Default: MAP.' })
  kind?: MappingKind | null;

  @Field({ description: 'Key of the system mapped from.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Issuer of the code, where its system has issuers.' })
  issuer?: string | null;

  @Field({ description: 'The code mapped from.' })
  code!: string;

  @Field({ description: 'Key of the system mapped to.' })
  target!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Issuer of the target, where its system has issuers.',
  })
  targetIssuer?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code mapped to; it must be known there. Left out of a NO_MAP, and only there.',
  })
  targetCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of one of several targets: what it is in the statement, e.g. `technical`.',
  })
  part?: string | null;

  @Field(() => [FurtherTargetInput], {
    nullable: true,
    description: 'Further targets, in sequence, where the policy lets one code be many.',
  })
  further?: FurtherTargetInput[] | null;

  @Field(() => [ContextInput], {
    nullable: true,
    description:
      'Under which context it holds; all of these must. A code stands for the golden record it names today.',
  })
  conditions?: ContextInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True to answer though the golden record behind the code says otherwise. Default: false.',
  })
  exception?: boolean | null;

  @Field(() => PurposeEnum, {
    nullable: true,
    description: 'Default: the policy’s for this pair of systems.',
  })
  purpose?: keyof typeof PurposeEnum | null;

  @Field(() => RelationshipEnum, { nullable: true, description: 'Default: EQUIVALENT.' })
  relationship?: keyof typeof RelationshipEnum | null;

  @Field(() => String, { nullable: true, description: 'First day on which it holds; null is always.' })
  validFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it no longer holds; null is open.',
  })
  validTo?: string | null;

  @Field(() => String, { nullable: true, description: 'Why; a NO_MAP needs one.' })
  reason?: string | null;
}

@ObjectType('MappingAdded', { description: 'A mapping was published.' })
export class MappingAddedModel {
  @Field(() => ID, { description: 'The mapping.' })
  id!: string;

  @Field({ description: 'Revision from which it answers; give it as `minRevision` to see it at once.' })
  revision!: string;
}

@ObjectType('AlreadyMapped', { description: 'The same statement already holds on some of these days.' })
export class AlreadyMappedModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

@ObjectType('MappingRefused', { description: 'The statement could not be taken.' })
export class MappingRefusedModel {
  @Field(() => ProblemModel, { description: 'Why.' })
  problem!: ProblemModel;
}

@ObjectType('MappingRetired', { description: 'A mapping was ended.' })
export class MappingRetiredModel {
  @Field({ description: 'Revision from which it no longer answers.' })
  revision!: string;
}

@ObjectType('MappingNotLive', { description: 'There is no such live mapping.' })
export class MappingNotLiveModel {
  @Field({ description: 'A sentence.' })
  message!: string;
}

export const AddMappingResult = createUnionType({
  name: 'AddMappingResult',
  description: 'How adding a mapping ended.',
  types: () => [MappingAddedModel, AlreadyMappedModel, MappingRefusedModel] as const,
});

export const RetireMappingResult = createUnionType({
  name: 'RetireMappingResult',
  description: 'How retiring a mapping ended.',
  types: () => [MappingRetiredModel, MappingNotLiveModel, MappingRefusedModel] as const,
});

/** Characters of a person’s reason. */
export const longestReason = 2_000;

/** The model of an outcome of `addMapping`. */
export function addedModel(
  added:
    | { kind: 'added'; id: string; revision: string }
    | { kind: 'already-mapped' | 'too-late' }
    | { kind: 'refused'; problem: ProblemModel },
) {
  switch (added.kind) {
    case 'added':
      return Object.assign(new MappingAddedModel(), { id: added.id, revision: added.revision });
    case 'already-mapped':
    case 'too-late':
      return Object.assign(new AlreadyMappedModel(), {
        message: 'This statement already holds on some of these days.',
      });
    case 'refused':
      return Object.assign(new MappingRefusedModel(), { problem: added.problem });
    default:
      return added satisfies never;
  }
}
