import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/page.model.js';

export const ImportStateEnum = {
  RECEIVING: 'RECEIVING',
  RECEIVED: 'RECEIVED',
  APPLIED: 'APPLIED',
  REFUSED: 'REFUSED',
  FAILED: 'FAILED',
} as const;
registerEnumType(ImportStateEnum, {
  name: 'ImportState',
  description: 'How far a delivery has come.',
  valuesMap: {
    RECEIVING: { description: 'The file is arriving.' },
    RECEIVED: { description: 'The file is kept; a worker takes it from here, also after a crash.' },
    APPLIED: { description: 'Published as one revision, or nothing was new.' },
    REFUSED: { description: 'The file does not fit its profile; nothing was taken.' },
    FAILED: { description: 'The upload broke off; nothing was taken.' },
  },
});

export const EndsWithheldEnum = {
  UNREADABLE_KEY: 'UNREADABLE_KEY',
  MOST_MISSING: 'MOST_MISSING',
} as const;
registerEnumType(EndsWithheldEnum, {
  name: 'EndsWithheld',
  description: 'Why a full list ended none of the records that it lacks.',
  valuesMap: {
    UNREADABLE_KEY: {
      description: 'The key of a rejected row cannot be read: it may be that of any record.',
    },
    MOST_MISSING: {
      description:
        'It lacks more records than it has, and is likelier to be cut off. Deliver it with `delivers=snapshot` if it is full.',
    },
  },
});

@ObjectType('Import', {
  description: 'One delivery of one file. Rows read = applied + unchanged + rejected.',
})
export class ImportModel {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field({ description: 'Key of the profile it was read with.' })
  profile!: string;

  @Field({ description: 'Name the file was delivered under.' })
  fileName!: string;

  @Field(() => ImportStateEnum, { description: 'How far it has come.' })
  state!: keyof typeof ImportStateEnum;

  @Field(() => Float, { description: 'Size of the file.' })
  bytes!: number;

  @Field(() => Int, { description: 'Rows in the file, without its header.' })
  rowsRead!: number;

  @Field(() => Int, { description: 'Rows that changed something.' })
  rowsApplied!: number;

  @Field(() => Int, { description: 'Rows that said what the hub knew already.' })
  rowsUnchanged!: number;

  @Field(() => Int, { description: 'Rows that could not be taken; GET /imports/ID/rejected.csv lists them.' })
  rowsRejected!: number;

  @Field(() => Int, {
    description: 'Of the rows that changed something: kept behind what the source said later.',
  })
  rowsLate!: number;

  @Field(() => Int, { description: 'Records that have ended, because a full list no longer has them.' })
  recordsEnded!: number;

  @Field(() => EndsWithheldEnum, {
    nullable: true,
    description: 'Why a full list ended none of the records that it lacks; null where that is not so.',
  })
  endsWithheld!: keyof typeof EndsWithheldEnum | null;

  @Field(() => String, {
    nullable: true,
    description: 'When its source wrote it, as the deliverer says; null where it does not say.',
  })
  extractedAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: '`snapshot` or `delta`, as the deliverer says; null where it is what its profile says.',
  })
  delivers!: string | null;

  @Field(() => String, { nullable: true, description: 'Why the file was refused, or failed.' })
  problem!: string | null;

  @Field({ description: 'Who delivered it.' })
  actor!: string;

  @Field({ description: 'When it began to arrive.' })
  createdAt!: string;

  @Field(() => String, { nullable: true, description: 'When it ended.' })
  finishedAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Revision that published it; null if nothing was new.',
  })
  revision!: string | null;
}

export const ImportConnection = connectionOf('Import', () => ImportModel);

@ObjectType('ImportProfile', { description: 'How one kind of file is read.' })
export class ImportProfileModel {
  @Field({ description: 'Its key: POST /imports/KEY.' })
  key!: string;

  @Field({ description: 'Its name for people.' })
  title!: string;

  @Field({
    description:
      '`snapshot`: a full list, without which a record has ended. `delta`: what is new and changed only.',
  })
  delivers!: string;

  @Field(() => [String], { description: 'Columns a file must have.' })
  columns!: string[];
}
