import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { Database } from '../platform/db/db.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { isSource } from './key-systems.queries.js';
import { recordEventJob } from './record-event.job.js';
import { readRecords } from './record-event.js';
import { EventLine } from './record-event.service.js';
import { findEvent, keepEvent } from './record-event.store.js';
import { patienceMs } from './records.controller.js';
import {
  SourceRecordInput,
  SourceRecordsDeliveredModel,
  SourceRecordsKeptModel,
  SourceRecordsRefusedModel,
  UpsertSourceRecordsResult,
} from './source-record-input.model.js';

/** Records that a caller brings at once, and waits for: an event like those that are posted, in the same line. */
@Resolver()
export class SourceRecordsResolver {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly line: EventLine,
  ) {}

  @Needs('deliver SourceRecord')
  @Mutation(() => UpsertSourceRecordsResult, {
    description:
      'Takes up to 1,000 records of a source, each judged by itself, those that can be taken as one revision; answers when each has its golden record.',
  })
  async upsertSourceRecords(
    @Args('source', { description: 'Key of the source system that says it.' }) source: string,
    @Args('records', { type: () => [SourceRecordInput], description: 'What it says, 1 to 1,000 records.' })
    records: SourceRecordInput[],
    @Args('feed', {
      type: () => String,
      nullable: true,
      description:
        'Which of the source’s deliveries speaks: key of a profile, to speak of the same records as its files do. Default: `records`.',
    })
    feed: string | null | undefined,
    @CurrentCaller() caller: Caller,
  ) {
    const { db } = this.database;
    const read = readRecords({ records, feed });
    if (read.kind === 'refused') return refused(read.sentence);
    if (read.systems.some((system) => !mayInSystem(caller.ability, 'deliver SourceRecord', system)))
      return refused('Your key is confined to other code systems.');
    if (!(await isSource(db, source))) return refused('There is no such source system.');
    const body = Buffer.from(JSON.stringify({ records, feed: read.feed }));
    const kept = await keepEvent(db, { source, body, actor: caller.actor });
    if (kept.kind === 'id-taken') throw new Error('an event without an id has taken one');
    const { id } = kept.event;
    if (!(await this.line.applyThrough(kept.event, patienceMs))) {
      await this.jobs.nudge('events', recordEventJob, id);
      return Object.assign(new SourceRecordsKeptModel(), { status: `/records/${source}/${id}` });
    }
    const event = await findEvent(db, id, caller.actor);
    if (!event?.outcomes) return refused(event?.problem ?? 'None of the records was taken.');
    const { outcomes, revision } = event;
    return Object.assign(new SourceRecordsDeliveredModel(), { outcomes, revision });
  }
}

function refused(message: string): SourceRecordsRefusedModel {
  return Object.assign(new SourceRecordsRefusedModel(), { message });
}
