import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/page.model.js';
import type { ReleaseChangeKind } from './release.queries.js';
import type { AcceptOutcome } from './successor.service.js';
import type { SuccessorBasis } from './successor-basis.js';

@ObjectType('CodeRelease', { description: 'A dated edition of a code system.' })
export class CodeReleaseModel {
  @Field({ description: 'Key of its code system.' })
  system!: string;

  @Field({ description: 'What its publisher calls it.' })
  edition!: string;

  @Field({ description: 'First day on which it holds.' })
  effectiveOn!: string;

  @Field({ description: 'When it was first loaded.' })
  loadedAt!: string;

  @Field(() => Int, { description: 'How many codes it lists.' })
  codes!: number;
}

@ObjectType('ReleaseCalendarEntry', { description: 'When releases of a code system come.' })
export class ReleaseCalendarEntryModel {
  @Field({ description: 'Key of the code system.' })
  system!: string;

  @Field({ description: 'Its title.' })
  title!: string;

  @Field(() => [Int], {
    nullable: true,
    description: 'Months on whose first day one comes; null: no calendar.',
  })
  months!: readonly number[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Edition of the newest release; null if there is none.',
  })
  edition!: string | null;

  @Field(() => String, { nullable: true, description: 'First day of the newest release.' })
  effectiveOn!: string | null;

  @Field(() => String, { nullable: true, description: 'First day of the release expected next.' })
  nextOn!: string | null;

  @Field({ description: 'Whether that day has come and the release is not in.' })
  isOverdue!: boolean;
}

export const ReleaseChangeKindEnum: Readonly<Record<ReleaseChangeKind, ReleaseChangeKind>> = {
  ADDED: 'ADDED',
  RETIRED: 'RETIRED',
  REWORDED: 'REWORDED',
  REPLACED: 'REPLACED',
};
registerEnumType(ReleaseChangeKindEnum, {
  name: 'ReleaseChangeKind',
  description: 'What became of a code between two releases.',
  valuesMap: {
    ADDED: { description: 'The later has it, the earlier had not.' },
    RETIRED: { description: 'The earlier had it, the later has not.' },
    REWORDED: { description: 'Both have it, under another display.' },
    REPLACED: { description: 'Retired, and a mapping REPLACED_BY names its successor.' },
  },
});

@ObjectType('ReleaseChange', { description: 'A code that differs between two releases.' })
export class ReleaseChangeModel {
  @Field(() => ReleaseChangeKindEnum, { description: 'What became of it.' })
  kind!: ReleaseChangeKind;

  @Field({ description: 'The code.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Its display in the earlier release.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'Its display in the later release.' })
  after!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code that took its place, where one is declared.',
  })
  successor!: string | null;
}

export const ReleaseChangeConnection = connectionOf('ReleaseChange', () => ReleaseChangeModel);

export const SuccessorBasisEnum: Readonly<Record<SuccessorBasis, SuccessorBasis>> = {
  DECLARED: 'DECLARED',
  ALIKE: 'ALIKE',
};
registerEnumType(SuccessorBasisEnum, {
  name: 'SuccessorBasis',
  description: 'Why a code is proposed in the place of a retired one.',
  valuesMap: {
    DECLARED: { description: 'A mapping REPLACED_BY says so.' },
    ALIKE: {
      description: 'Its display is the most alike of those that hold on that day: look before you accept.',
    },
  },
});

@ObjectType('RetiredCodeUse', {
  description: 'A mapping in use onto a code that a release has retired. Its task has the same id.',
})
export class RetiredCodeUseModel {
  @Field(() => ID, { description: 'Its task has the same id.' })
  id!: string;

  @Field(() => ID, { description: 'The mapping.' })
  mappingId!: string;

  @Field({ description: 'Key of the system mapped from.' })
  system!: string;

  @Field({ description: 'The code mapped from.' })
  code!: string;

  @Field({ description: 'Key of the system mapped to.' })
  target!: string;

  @Field({ description: 'The retired code.' })
  retiredCode!: string;

  @Field(() => String, { nullable: true, description: 'What it was called.' })
  retiredDisplay!: string | null;

  @Field({ description: 'First day on which it no longer holds.' })
  retiredOn!: string;

  @Field({ description: 'Edition of the release that retired it.' })
  edition!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code proposed in its place; null if none is near.',
  })
  successor!: string | null;

  @Field(() => String, { nullable: true, description: 'What that one is called.' })
  successorDisplay!: string | null;

  @Field(() => SuccessorBasisEnum, { nullable: true, description: 'Why it is proposed.' })
  basis!: SuccessorBasis | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How alike the two are called, 0 to 1; null where declared.',
  })
  similarity!: number | null;
}

export const RetiredCodeUseConnection = connectionOf('RetiredCodeUse', () => RetiredCodeUseModel);

@InputType({ description: 'A use of a retired code, and the code that takes over.' })
export class AcceptedUseInput {
  @Field(() => ID, { description: 'The use.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The code that takes over; null: the proposed one.' })
  successor?: string | null;
}

@InputType({ description: 'Mappings that lead to other codes from one day on.' })
export class AcceptSuccessorsInput {
  @Field(() => [AcceptedUseInput], { description: '1 to 1,000 uses.' })
  uses!: AcceptedUseInput[];

  @Field({ description: 'First day on which the successors answer. What held before holds still.' })
  effectiveOn!: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

export const AcceptOutcomeEnum: Readonly<Record<AcceptOutcome, AcceptOutcome>> = {
  ACCEPTED: 'ACCEPTED',
  NOT_OPEN: 'NOT_OPEN',
  NO_SUCCESSOR: 'NO_SUCCESSOR',
  SUCCESSOR_INACTIVE: 'SUCCESSOR_INACTIVE',
  BAD_DATE: 'BAD_DATE',
  ALREADY_MAPPED: 'ALREADY_MAPPED',
  SECOND_PERSON_NEEDED: 'SECOND_PERSON_NEEDED',
};
registerEnumType(AcceptOutcomeEnum, {
  name: 'AcceptOutcome',
  description: 'What became of the acceptance of one successor.',
  valuesMap: {
    ACCEPTED: { description: 'The mapping leads to the successor from that day on.' },
    NOT_OPEN: { description: 'There is no such use open to you.' },
    NO_SUCCESSOR: { description: 'None is proposed, and the code named is not known.' },
    SUCCESSOR_INACTIVE: { description: 'The successor does not hold on that day.' },
    BAD_DATE: { description: 'The mapping does not hold around that day.' },
    ALREADY_MAPPED: { description: 'A mapping onto the successor holds already on some of these days.' },
    SECOND_PERSON_NEEDED: {
      description: 'The policy asks for two people: propose the mapping onto the successor instead.',
    },
  },
});

@ObjectType('AcceptedSuccessor', { description: 'What became of one acceptance.' })
export class AcceptedSuccessorModel {
  @Field(() => ID, { description: 'The use.' })
  id!: string;

  @Field(() => AcceptOutcomeEnum, { description: 'What became of it.' })
  kind!: AcceptOutcome;

  @Field(() => ID, { nullable: true, description: 'The mapping onto the successor.' })
  mappingId!: string | null;
}

@ObjectType('SuccessorsAccepted', { description: 'What became of several acceptances, in their order.' })
export class SuccessorsAcceptedModel {
  @Field(() => [AcceptedSuccessorModel], { description: 'Of each, in order.' })
  outcomes!: readonly AcceptedSuccessorModel[];

  @Field(() => String, {
    nullable: true,
    description: 'Revision from which they answer; null if none was accepted.',
  })
  revision!: string | null;
}
