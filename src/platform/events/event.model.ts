import { Field, ID, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/page.model.js';

@ObjectType('Event', {
  description: 'Something that the hub did and that somebody waits to hear. Never rewritten.',
})
export class EventModel {
  @Field(() => ID, { description: 'The same however often it is delivered; `webhook-id` of a delivery.' })
  id!: string;

  @Field({ description: 'What it tells, as `mapping.resolved.v1`; the number changes when `data` does.' })
  type!: string;

  @Field({ description: 'Whom it is for, as `key:NAME`.' })
  recipient!: string;

  @Field({
    description: 'Revision that made it so; give it as `minRevision` to have the answer that was told of.',
  })
  revision!: string;

  @Field({ description: 'When it was written.' })
  at!: string;

  @Field({ description: 'What happened, as JSON; docs/events.md lists the fields of each type.' })
  data!: string;
}

export const EventConnection = connectionOf('Event', () => EventModel);
