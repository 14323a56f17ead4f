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

  @Field(() => [String], { description: 'Columns a file must have.' })
  columns!: string[];
}
