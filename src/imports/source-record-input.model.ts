import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CodeRoleEnum } from '../crosswalk/code-role.model.js';
import { RelationKindEnum } from '../golden-records/relations/relation.model.js';
import { JsonObject } from '../platform/graphql/json-object.js';

@InputType({ description: 'A code that a record carries besides its own key.' })
export class SourceRecordCodeInput {
  @Field({ description: 'Key of its code system.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Its issuer, where its system has issuers.' })
  issuer?: string | null;

  @Field({ description: 'The code, as the source has it.' })
  code!: string;

  @Field(() => CodeRoleEnum, {
    nullable: true,
    description: 'How it points at the record. Default: KEY of a source’s own system, else UNKNOWN.',
  })
  role?: string | null;
}

@InputType({ description: 'How the thing of a record stands to another.' })
export class SourceRelationInput {
  @Field(() => RelationKindEnum, { description: 'The kind: one that records of the domain have.' })
  kind!: string;

  @Field({ description: 'Key of the code system in which the other is named.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Issuer of its code, where its system has issuers.' })
  issuer?: string | null;

  @Field({ description: 'Its code. Where nothing has it yet, the relation waits for a record that does.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'When it holds, in words, where the kind may say so.' })
  condition?: string | null;

  @Field(() => JsonObject, {
    nullable: true,
    description: 'What it carries, as `relationKinds` declares it: attribute → value.',
  })
  attributes?: Readonly<Record<string, unknown>> | null;

  @Field(() => String, { nullable: true, description: 'First day on which it holds; null is always.' })
  validFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it no longer holds; null is open.',
  })
  validTo?: string | null;
}

@InputType({ description: 'What a source says of one thing, whole: what is left out is said no longer.' })
export class SourceRecordInput {
  @Field({ description: 'Key of the code system of its key, one of the source’s own.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Issuer of its key, where its system has issuers.' })
  issuer?: string | null;

  @Field({ description: 'The source’s key of the thing.' })
  key!: string;

  @Field(() => JsonObject, {
    nullable: true,
    description:
      'Attribute → value, as `domains` declares them: decimals and days as text, lists of texts, entries as objects.',
  })
  values?: Readonly<Record<string, unknown>> | null;

  @Field(() => [SourceRecordCodeInput], { nullable: true, description: 'Its other codes, at most 100.' })
  codes?: SourceRecordCodeInput[] | null;

  @Field(() => [SourceRelationInput], {
    nullable: true,
    description: 'How it stands to others, at most 100. Within the days of the record.',
  })
  relations?: SourceRelationInput[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The source’s number of this wording, the higher the newer: a whole number of up to 18 digits, or a moment such as 2026-03-31T09:00:00Z. What is numbered lower than what is there is kept behind it. Without one the order of arrival counts.',
  })
  version?: string | null;

  @Field(() => String, { nullable: true, description: 'First day on which it holds; null is always.' })
  validFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it no longer holds; null is open.',
  })
  validTo?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'First day on which the source no longer has the thing; null while it has. Then values are not read.',
  })
  endedOn?: string | null;
}

export const RecordOutcomeEnum = {
  CREATED: 'CREATED',
  CHANGED: 'CHANGED',
  UNCHANGED: 'UNCHANGED',
  LATE: 'LATE',
  ENDED: 'ENDED',
  REJECTED: 'REJECTED',
} as const;
registerEnumType(RecordOutcomeEnum, {
  name: 'RecordOutcomeKind',
  description: 'What became of a record.',
  valuesMap: {
    CREATED: { description: 'It is new to the hub.' },
    CHANGED: { description: 'It says something new, or is there again after it had ended.' },
    UNCHANGED: { description: 'It says what it said before.' },
    LATE: { description: 'The source has said something newer: it is kept behind that.' },
    ENDED: { description: 'The source no longer has it.' },
    REJECTED: { description: 'It could not be taken: see `fault`.' },
  },
});

@ObjectType('RecordFault', { description: 'Why a record could not be taken.' })
export class RecordFaultModel {
  @Field({ description: 'Where in the record: `key`, `values.priceLines[2].currency`.' })
  field!: string;

  @Field({ description: 'Its code, as `docs/errors.md` lists it.' })
  problem!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the validation rule that is broken, if one is.',
  })
  rule!: string | null;

  @Field({ description: 'A sentence.' })
  message!: string;
}

@ObjectType('RecordOutcome', { description: 'What became of one record.' })
export class RecordOutcomeModel {
  @Field(() => RecordOutcomeEnum, { description: 'What became of it.' })
  kind!: keyof typeof RecordOutcomeEnum;

  @Field(() => ID, {
    nullable: true,
    description:
      'The golden record it belongs to; null where it was rejected, or a person has to say where it belongs.',
  })
  goldenId!: string | null;

  @Field(() => RecordFaultModel, { nullable: true, description: 'Why it was rejected.' })
  fault!: RecordFaultModel | null;
}

@ObjectType('SourceRecordsDelivered', { description: 'The records were judged, each by itself.' })
export class SourceRecordsDeliveredModel {
  @Field(() => [RecordOutcomeModel], { description: 'What became of each, in the order they were sent.' })
  outcomes!: readonly RecordOutcomeModel[];

  @Field(() => String, {
    nullable: true,
    description:
      'Revision that published them; give it as `minRevision` to see them at once. Null if nothing was new.',
  })
  revision!: string | null;
}

@ObjectType('SourceRecordsRefused', { description: 'None of the records was taken.' })
export class SourceRecordsRefusedModel {
  @Field({ description: 'Why, a sentence.' })
  message!: string;
}

@ObjectType('SourceRecordsKept', {
  description:
    'A file is being applied, which takes longer than an answer can wait: the records are kept and will be judged after it, in the order they came.',
})
export class SourceRecordsKeptModel {
  @Field({ description: 'Where to ask what became of them: `GET` this path.' })
  status!: string;
}

export const UpsertSourceRecordsResult = createUnionType({
  name: 'UpsertSourceRecordsResult',
  description: 'What became of records that were sent at once.',
  types: () => [SourceRecordsDeliveredModel, SourceRecordsKeptModel, SourceRecordsRefusedModel] as const,
});
