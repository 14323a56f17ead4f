import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { RecordCodeModel } from '../crosswalk/golden-record-codes.model.js';
import { PurposeEnum } from '../crosswalk/resolution.model.js';
import type { Purpose } from '../crosswalk/vocabulary.js';
import { GoldenRecordModel, SourceRecordModel } from '../golden-records/golden-record.model.js';
import { DecisionRefusedModel } from './refusal.model.js';

/** Mappings and askers that a preview shows at most. */
export const mostPreviewed = 100;

@ObjectType('PreviewedValue', { description: 'What would become of one attribute.' })
export class PreviewedValueModel {
  @Field({ description: 'Name of the attribute.' })
  attribute!: string;

  @Field(() => [String], { description: 'What the one that stays is believed to be now, as text.' })
  survivor!: readonly string[];

  @Field(() => [String], { description: 'What the other is believed to be now.' })
  merged!: readonly string[];

  @Field(() => [String], { description: 'What would be believed then.' })
  after!: readonly string[];
}

@ObjectType('AffectedMapping', { description: 'A mapping from or to a code of one of the records.' })
export class AffectedMappingModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => PurposeEnum, { description: 'Why the one code stands for the other.' })
  purpose!: Purpose;

  @Field({ description: 'Key of the system mapped from.' })
  system!: string;

  @Field({ description: 'The code mapped from.' })
  code!: string;

  @Field({ description: 'Key of the system mapped to.' })
  target!: string;

  @Field({ description: 'The code mapped to.' })
  targetCode!: string;
}

@ObjectType('Asker', { description: 'Somebody who asked for a code without getting an answer.' })
export class AskerModel {
  @Field({ description: 'Who: `key:NAME`.' })
  caller!: string;

  @Field({ description: 'When last.' })
  lastSeen!: string;

  @Field(() => Int, { description: 'How often.' })
  count!: number;
}

@ObjectType('MergePreview', { description: 'What merging two golden records would do. Changes nothing.' })
export class MergePreviewModel {
  @Field({ description: 'The revision looked at: give it as `seenRevision` to merge exactly this.' })
  revision!: string;

  @Field(() => GoldenRecordModel, { description: 'The one that would stay.' })
  survivor!: GoldenRecordModel;

  @Field(() => GoldenRecordModel, { description: 'The one whose id would lead to it.' })
  merged!: GoldenRecordModel;

  @Field({ description: 'What the survivor would be called.' })
  name!: string;

  @Field(() => [PreviewedValueModel], {
    description: 'Every attribute that either has; without attributes the caller may not see.',
  })
  values!: readonly PreviewedValueModel[];

  @Field(() => [RecordCodeModel], { description: 'Codes that would point at the survivor from then on.' })
  codes!: readonly RecordCodeModel[];

  @Field(() => [AffectedMappingModel], {
    description: `Mappings from or to codes of either, at most ${mostPreviewed}. They stay as they are.`,
  })
  mappings!: readonly AffectedMappingModel[];

  @Field(() => [AskerModel], {
    description: `Who asked for codes of either without an answer, the latest first, at most ${mostPreviewed}.`,
  })
  askers!: readonly AskerModel[];
}

@InputType({ description: 'Two golden records that are one thing.' })
export class MergeGoldenRecordsInput {
  @Field(() => ID, { description: 'The one that stays.' })
  survivorId!: string;

  @Field(() => ID, { description: 'The one whose id leads to it from then on.' })
  mergedId!: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;

  @Field({ description: 'Revision that was looked at; refused if either changed after it.' })
  seenRevision!: string;
}

@ObjectType('GoldenRecordsMerged', { description: 'Two golden records are one.' })
export class GoldenRecordsMergedModel {
  @Field(() => ID, { description: 'The golden record that stays.' })
  survivorId!: string;

  @Field(() => ID, { description: 'The judgement that the two are the same.' })
  judgementId!: string;

  @Field({ description: 'Revision from which it holds.' })
  revision!: string;
}

@InputType({ description: 'Source records of a golden record that are another thing.' })
export class SplitGoldenRecordInput {
  @Field(() => ID, { description: 'The golden record.' })
  goldenId!: string;

  @Field(() => [ID], { description: 'The source records that get a golden record of their own.' })
  sourceRecordIds!: string[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Keep the judgement that the two parts are different things. Default: true.',
  })
  keepApart?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;

  @Field({ description: 'Revision that was looked at; refused if the record changed after it.' })
  seenRevision!: string;
}

@ObjectType('GoldenRecordSplit', { description: 'A golden record is two.' })
export class GoldenRecordSplitModel {
  @Field(() => ID, { description: 'The new golden record.' })
  goldenId!: string;

  @Field(() => ID, { nullable: true, description: 'The judgement that the two are different, if asked for.' })
  judgementId!: string | null;

  @Field({ description: 'Revision from which it holds.' })
  revision!: string;
}

@ObjectType('UnmergePreview', { description: 'What undoing a merge would do. Changes nothing.' })
export class UnmergePreviewModel {
  @Field({ description: 'The revision looked at: give it as `seenRevision` to unmerge exactly this.' })
  revision!: string;

  @Field(() => GoldenRecordModel, { description: 'The golden record that holds both today.' })
  survivor!: GoldenRecordModel;

  @Field(() => [SourceRecordModel], { description: 'Source records that would go back.' })
  leaving!: readonly SourceRecordModel[];

  @Field(() => [SourceRecordModel], { description: 'Source records that would stay.' })
  staying!: readonly SourceRecordModel[];
}

@InputType({ description: 'A merge to undo.' })
export class UnmergeGoldenRecordsInput {
  @Field(() => ID, { description: 'The golden record that was merged into another.' })
  mergedId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Keep the judgement that the two are different things. Default: true.',
  })
  keepApart?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason?: string | null;

  @Field({ description: 'Revision that was looked at; refused if either changed after it.' })
  seenRevision!: string;
}

@ObjectType('GoldenRecordsUnmerged', { description: 'A merge is undone.' })
export class GoldenRecordsUnmergedModel {
  @Field(() => ID, { description: 'The golden record that is one again.' })
  restoredId!: string;

  @Field(() => ID, { description: 'The golden record that it was part of.' })
  survivorId!: string;

  @Field(() => ID, { nullable: true, description: 'The judgement that the two are different, if asked for.' })
  judgementId!: string | null;

  @Field({ description: 'Revision from which it holds.' })
  revision!: string;
}

export const MergePreviewResult = createUnionType({
  name: 'MergePreviewResult',
  description: 'What merging would do, or why it may not be done.',
  types: () => [MergePreviewModel, DecisionRefusedModel] as const,
});

export const MergeResult = createUnionType({
  name: 'MergeGoldenRecordsResult',
  description: 'How merging ended.',
  types: () => [GoldenRecordsMergedModel, DecisionRefusedModel] as const,
});

export const SplitResult = createUnionType({
  name: 'SplitGoldenRecordResult',
  description: 'How splitting ended.',
  types: () => [GoldenRecordSplitModel, DecisionRefusedModel] as const,
});

export const UnmergePreviewResult = createUnionType({
  name: 'UnmergePreviewResult',
  description: 'What undoing a merge would do, or why it cannot be undone.',
  types: () => [UnmergePreviewModel, DecisionRefusedModel] as const,
});

export const UnmergeResult = createUnionType({
  name: 'UnmergeGoldenRecordsResult',
  description: 'How undoing a merge ended.',
  types: () => [GoldenRecordsUnmergedModel, DecisionRefusedModel] as const,
});
