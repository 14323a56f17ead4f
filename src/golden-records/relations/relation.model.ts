import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/page.model.js';
import type { Domain } from '../domain.js';
import { SourceRecordReferenceModel } from '../golden-history.model.js';
import { AttributeDeclarationModel, DomainEnum, SaidAttributeModel } from '../golden-record.model.js';
import type { RelationRow } from './relation.queries.js';
import { type Standing, standings } from './relation.table.js';
import { kindsThat, relationDeclarations } from './relation-declarations.js';
import { type RelationKind, relationKinds } from './relation-kind.js';

const enumOf = <Word extends string>(words: readonly Word[]) =>
  Object.fromEntries(words.map((word) => [word, word])) as { readonly [W in Word]: W };

const describedKinds = (kinds: readonly RelationKind[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, { description: relationDeclarations[kind].description }]));

export const RelationKindEnum = enumOf(relationKinds);
registerEnumType(RelationKindEnum, {
  name: 'RelationKind',
  description: 'How one golden record may stand to another, read from the first end to the second.',
  valuesMap: describedKinds(relationKinds),
});

const hierarchies = kindsThat(({ acyclic }) => acyclic);
export const HierarchyEnum = enumOf(hierarchies);
registerEnumType(HierarchyEnum, {
  name: 'Hierarchy',
  description: 'The kinds of relation that never lead in a circle, on any day.',
  valuesMap: describedKinds(hierarchies),
});

const standingWords: Readonly<Record<Standing, string>> = {
  HOLDS: 'It holds.',
  WAITING: 'One end has no golden record yet: it holds as soon as there is one.',
  AMBIGUOUS: 'The code by which its source names the other points at several golden records.',
  SAME_RECORD: 'Both ends are one golden record.',
  DRAFT: 'Somebody other than who proposed it has to approve it.',
  OUTWEIGHED: 'A more trusted statement speaks of these days.',
  CIRCULAR: 'With older relations it would lead in a circle.',
};
export const StandingEnum = enumOf(standings);
registerEnumType(StandingEnum, {
  name: 'RelationStanding',
  description: 'Whether a relation holds on its days, or why not.',
  valuesMap: Object.fromEntries(
    Object.entries(standingWords).map(([standing, description]) => [standing, { description }]),
  ),
});

@ObjectType('NamedCode', { description: 'A code by which a source names a thing.' })
export class NamedCodeModel {
  @Field({ description: 'Key of its code system.' })
  system!: string;

  @Field(() => String, { nullable: true, description: 'Its issuer, where codes have issuers.' })
  issuer!: string | null;

  @Field({ description: 'Its normal form.' })
  code!: string;
}

@ObjectType('Relation', {
  description: 'How one golden record stands to another on some days, as somebody says.',
})
export class RelationModel {
  @Field(() => ID, { description: 'Id of the statement, the same on all its days.' })
  id!: string;

  @Field(() => RelationKindEnum, { description: 'Its kind.' })
  kind!: RelationKind;

  @Field(() => StandingEnum, { description: 'Whether it holds.' })
  standing!: Standing;

  @Field(() => String, { nullable: true, description: 'First day on which it stands so; null: always.' })
  validFrom!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First day on which it no longer does; null: without end.',
  })
  validTo!: string | null;

  @Field(() => String, { nullable: true, description: 'When it holds, in words; null: always.' })
  condition!: string | null;

  @Field(() => [SaidAttributeModel], {
    description:
      'What it carries, in the order of its declaration; without attributes the caller may not see.',
  })
  attributes!: readonly SaidAttributeModel[];

  @Field(() => NamedCodeModel, {
    nullable: true,
    description: 'How its source names the second end; null where a person says it.',
  })
  named!: NamedCodeModel | null;

  @Field(() => SourceRecordReferenceModel, {
    nullable: true,
    description: 'The source record that says it; null where a person does.',
  })
  sourceRecord!: SourceRecordReferenceModel | null;

  @Field(() => String, { nullable: true, description: 'Why a person says it.' })
  reason!: string | null;

  @Field({ description: 'Who said it, or delivered it.' })
  actor!: string;

  @Field({ description: 'When.' })
  at!: string;

  @Field({ description: 'Revision since which it is said.' })
  revision!: string;

  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'When it was approved.' })
  approvedAt!: string | null;

  /** What stands behind it; no field of the schema. */
  readonly row!: RelationRow;
  readonly pin!: number | null;
  readonly day!: string | null;
}

export const RelationConnection = connectionOf('Relation', () => RelationModel);

@ObjectType('RelationKindDeclaration', { description: 'What there is to know of a kind of relation.' })
export class RelationKindModel {
  @Field(() => RelationKindEnum, { description: 'Its key.' })
  kind!: RelationKind;

  @Field(() => DomainEnum, { description: 'Domain of the first end.' })
  from!: Domain;

  @Field(() => DomainEnum, { description: 'Domain of the second end.' })
  to!: Domain;

  @Field({ description: 'Its name for people, read from the first end: `is part of`.' })
  title!: string;

  @Field({ description: 'Read from the second end: `has as parts`.' })
  inverse!: string;

  @Field({ description: 'What it means.' })
  description!: string;

  @Field({ description: 'Whether a record has one on a day at most.' })
  single!: boolean;

  @Field({ description: 'Whether it never leads in a circle.' })
  acyclic!: boolean;

  @Field({ description: 'Whether it may hold under a condition only.' })
  conditional!: boolean;

  @Field({ description: 'Whether it is a draft until somebody else approves it.' })
  approval!: boolean;

  @Field(() => [AttributeDeclarationModel], { description: 'What it may carry.' })
  attributes!: readonly AttributeDeclarationModel[];
}

export const deepest = 100;
export const depthOptions = {
  type: () => Int,
  nullable: true,
  description: `How many levels down, 1 to ${deepest}; null: all.`,
} as const;
