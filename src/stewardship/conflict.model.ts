import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CodeRoleEnum } from '../crosswalk/code-role.model.js';
import type { CodeRole } from '../crosswalk/vocabulary.js';
import type { Domain } from '../golden-records/domain.js';
import { DomainEnum, SaidAttributeModel } from '../golden-records/golden-record.model.js';
import type { ConflictKind } from '../match-merge/link-conflict.table.js';
import { connectionOf } from '../platform/graphql/page.model.js';

export const ConflictKindEnum: Readonly<Record<ConflictKind, ConflictKind>> = {
  SEVERAL_RECORDS: 'SEVERAL_RECORDS',
  NO_COMMON_RECORD: 'NO_COMMON_RECORD',
  DIFFERENT_GTIN: 'DIFFERENT_GTIN',
  MOVED: 'MOVED',
  ENTANGLED: 'ENTANGLED',
};
registerEnumType(ConflictKindEnum, {
  name: 'ConflictKind',
  description: 'Why a source record could not be linked by its identifiers.',
  valuesMap: {
    SEVERAL_RECORDS: { description: 'Together they point at several golden records.' },
    NO_COMMON_RECORD: { description: 'They point at different golden records.' },
    DIFFERENT_GTIN: { description: 'They point at a golden record whose base GTIN is another one.' },
    MOVED: {
      description:
        'The record has its place, and its identifiers now point somewhere else, or its base GTIN is no longer that of the others there.',
    },
    ENTANGLED: { description: 'Its file ties so many records together that it was not settled.' },
  },
});

@ObjectType('CarriedCode', { description: 'A code that a source record carries.' })
export class CarriedCodeModel {
  @Field({ description: 'Key of its code system.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Its issuer, where its system has issuers.' })
  issuer!: string | null;

  @Field({ description: 'Its normal form.' })
  code!: string;

  @Field(() => CodeRoleEnum, { description: 'In which role it points at a record.' })
  role!: CodeRole;
}

@ObjectType('LinkConflict', {
  description:
    'A source record whose identifiers contradict each other or the hub: never guessed, left open for a person. One that has no golden record yet is held: none of its codes answer until it is settled.',
})
export class LinkConflictModel {
  @Field(() => ID, { description: 'Its task has the same id.' })
  id!: string;

  @Field(() => ConflictKindEnum, { description: 'Why it could not be linked.' })
  kind!: ConflictKind;

  @Field({ description: 'When it was opened.' })
  openedAt!: string;

  @Field(() => DomainEnum, { description: 'What kind of thing the record is about.' })
  domain!: Domain;

  @Field({ description: 'Key of the source system.' })
  source!: string;

  @Field({ description: 'Which of the source’s deliveries speaks.' })
  feed!: string;

  @Field({ description: 'The source’s own key.' })
  key!: string;

  @Field(() => [SaidAttributeModel], { description: 'What it says.' })
  said!: SaidAttributeModel[];

  @Field(() => [CarriedCodeModel], { description: 'The codes it carries.' })
  codes!: CarriedCodeModel[];

  readonly candidateIds!: readonly string[];
}

export const LinkConflictConnection = connectionOf('LinkConflict', () => LinkConflictModel);

@InputType({ description: 'Where a source record in conflict belongs.' })
export class SettleConflictInput {
  @Field(() => ID, { description: 'The conflict.' })
  conflictId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The golden record it belongs to; null: it is a thing of its own.',
  })
  goldenId?: string | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;
}

@ObjectType('ConflictSettled', { description: 'The record has its place.' })
export class ConflictSettledModel {
  @Field(() => ID, { description: 'The golden record it belongs to.' })
  goldenId!: string;

  @Field({ description: 'Revision from which its codes answer.' })
  revision!: string;
}

@ObjectType('ConflictNotSettled', { description: 'Nothing was changed, and why.' })
export class ConflictNotSettledModel {
  @Field({
    description:
      'NOT_OPEN: somebody has settled it. BUSY: a file is being applied, ask again. UNKNOWN_RECORD. JUDGED_DIFFERENT: a person has said that they are different things. IN_OTHER_HANDS: somebody else has the task in hand.',
  })
  code!: string;

  @Field({ description: 'A sentence.' })
  message!: string;
}

export const SettleConflictResult = createUnionType({
  name: 'SettleConflictResult',
  description: 'How settling a conflict ended.',
  types: () => [ConflictSettledModel, ConflictNotSettledModel] as const,
});
