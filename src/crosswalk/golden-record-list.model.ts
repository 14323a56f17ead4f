import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import type { Domain } from '../golden-records/domain.js';
import { DomainEnum } from '../golden-records/golden-record.model.js';
import type { RecordState } from '../golden-records/golden-record-list.queries.js';
import { PageArgs } from '../platform/graphql/page.model.js';

export const RecordStateEnum: Readonly<Record<RecordState, RecordState>> = { LIVE: 'LIVE', ENDED: 'ENDED' };
registerEnumType(RecordStateEnum, {
  name: 'GoldenRecordState',
  description: 'Whether any source still says something of a golden record.',
  valuesMap: {
    LIVE: { description: 'A source does.' },
    ENDED: { description: 'All its source records have ended: it is believed to be what it was last.' },
  },
});

/** Most attributes that one list is filtered by. */
export const mostFiltered = 10;

@InputType({ description: 'An attribute that is believed to be so.' })
export class AttributeFilterInput {
  @Field({ description: 'Name of the attribute; none that holds entries, and none the caller may not see.' })
  attribute!: string;

  @Field({
    description:
      'Its value as the hub shows it, to the letter; of an attribute that holds several texts, one of them.',
  })
  value!: string;
}

@InputType({ description: 'Which golden records of a list. What is given holds all together.' })
export class GoldenRecordFilterInput {
  @Field(() => [AttributeFilterInput], {
    nullable: true,
    description: `Attributes and what each is believed to be; at most ${mostFiltered}.`,
  })
  attributes?: AttributeFilterInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key of a source system: records to which one of its source records belongs.',
  })
  source?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key of a code system: records at which one of its codes points today.',
  })
  codeSystem?: string | null;

  @Field(() => RecordStateEnum, { nullable: true, description: 'Whether sources still speak of it.' })
  state?: RecordState | null;
}

@ArgsType()
export class GoldenRecordsArgs extends PageArgs {
  @Field(() => DomainEnum, { description: 'Which kind of thing.' })
  domain!: Domain;

  @Field(() => String, {
    nullable: true,
    description:
      'Words that all are part of the name, in small or capital letters; or exactly a code, of any system, that points at the record.',
  })
  search?: string | null;

  @Field(() => GoldenRecordFilterInput, { nullable: true, description: 'Only those of which this holds.' })
  filter?: GoldenRecordFilterInput | null;
}
