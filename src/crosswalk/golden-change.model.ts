import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Domain } from '../golden-records/domain.js';
import { GoldenRecordActModel } from '../golden-records/golden-history.model.js';
import { DomainEnum } from '../golden-records/golden-record.model.js';
import { limits } from '../platform/graphql/limits.js';
import { connectionOf } from '../platform/graphql/page.model.js';
import { type GoldenChangeKind, goldenChangeKinds } from './golden-change.js';

export const GoldenChangeKindEnum = Object.fromEntries(goldenChangeKinds.map((kind) => [kind, kind])) as {
  readonly [Kind in GoldenChangeKind]: Kind;
};
registerEnumType(GoldenChangeKindEnum, {
  name: 'GoldenRecordChangeKind',
  description: 'What an act did to a golden record.',
  valuesMap: {
    CREATED: { description: 'It got its id.' },
    CHANGED: { description: 'Something else is believed of it, or out of other words.' },
    SOURCE_RECORDS: { description: 'Source records belong to it that did not, or no longer do.' },
    CODES: { description: 'Codes point at it that did not, or no longer do.' },
    RELATIONS: { description: 'Relations it has began or ended, or stand otherwise, on some days.' },
    SPLIT: { description: 'Source records that belonged to it belong to another one since.' },
    MERGED: { description: 'Others were merged into it.' },
    REDIRECTED: { description: 'Its id leads to another since: it was merged into that.' },
    UNMERGED: { description: 'What had been merged into it was taken out again.' },
    RESTORED: { description: 'Its id led to another and is a golden record of its own again.' },
    ENDED: { description: 'Nothing is believed of it any more, and its id leads nowhere.' },
  },
});

@ObjectType('GoldenRecordChange', { description: 'What one published act did to one golden record.' })
export class GoldenRecordChangeModel extends GoldenRecordActModel {
  @Field(() => ID, { description: 'The golden record.' })
  goldenId!: string;

  @Field(() => DomainEnum, { description: 'What kind of thing it is.' })
  domain!: Domain;

  @Field(() => [GoldenChangeKindEnum], { description: 'All that the act did to it.' })
  kinds!: readonly GoldenChangeKind[];
}

export const GoldenRecordChangeConnection = connectionOf('GoldenRecordChange', () => GoldenRecordChangeModel);

@ArgsType()
export class ChangesArgs {
  @Field(() => Int, { defaultValue: 20, description: `Entries of the page, 1 to ${limits.page}.` })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'A revision, for what was published after it, or `endCursor` of the page before; null: from the beginning.',
  })
  after?: string | null;
}
