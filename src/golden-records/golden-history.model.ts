import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('AttributeChange', { description: 'How the value of one attribute changed.' })
export class AttributeChangeModel {
  @Field({ description: 'Name of the attribute.' })
  attribute!: string;

  @Field(() => [String], { description: 'Its value before, as text; empty if it had none.' })
  before!: readonly string[];

  @Field(() => [String], { description: 'Its value from then on, as text; empty if it has none.' })
  after!: readonly string[];
}

@ObjectType('SourceRecordReference', { description: 'A source record, named by its source and key.' })
export class SourceRecordReferenceModel {
  @Field(() => ID, { description: 'Its id.' })
  recordId!: string;

  @Field({ description: 'Key of the source system.' })
  source!: string;

  @Field({ description: 'The source’s own key of the thing.' })
  key!: string;
}

@ObjectType('GoldenRecordAct', { description: 'One published act that touched a golden record.' })
export class GoldenRecordActModel {
  @Field({ description: 'Its revision; `goldenRecord(atRevision:)` shows what was believed from then on.' })
  revision!: string;

  @Field({ description: 'When it was published.' })
  at!: string;

  @Field({ description: 'Who did it: `key:NAME`, `cli`, `system`.' })
  actor!: string;

  @Field({ description: 'What was done: `import gudid-devices`, `merge golden records`.' })
  act!: string;

  @Field(() => ID, { nullable: true, description: 'The delivery, where a file did it.' })
  importId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it was called from then on, if that was believed anew with this act.',
  })
  name!: string | null;

  @Field(() => [AttributeChangeModel], {
    description: 'What is believed otherwise since; without attributes the caller may not see.',
  })
  changes!: readonly AttributeChangeModel[];

  @Field(() => [SourceRecordReferenceModel], { description: 'Source records that belong to it since.' })
  joined!: readonly SourceRecordReferenceModel[];

  @Field(() => [SourceRecordReferenceModel], {
    description: 'Source records that belong to it no longer.',
  })
  left!: readonly SourceRecordReferenceModel[];

  @Field(() => [ID], { description: 'Golden records that were merged into it.' })
  merged!: readonly string[];

  @Field(() => [ID], { description: 'Golden records that were taken out of it again.' })
  unmerged!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'The golden record it was merged into.' })
  mergedInto!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The golden record it was taken out of, being one of its own again since.',
  })
  restoredFrom!: string | null;

  /** What stands behind it; no field of the schema. */
  readonly changeId!: number;
}
