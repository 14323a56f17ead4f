import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { type Caller, mayInSystem } from '../platform/access/ability.js';
import { CurrentCaller } from '../platform/access/caller.js';
import { Needs } from '../platform/access/needs.js';
import { revisionOf } from '../platform/changes/change.store.js';
import { Database, transact } from '../platform/db/db.js';
import { applyRecordsAtOnce, mostRecords, recordsFeed } from './apply-records.js';
import { isSource } from './key-systems.queries.js';
import { systemsOf } from './record-event.service.js';
import {
  SourceRecordInput,
  SourceRecordsDeliveredModel,
  SourceRecordsRefusedModel,
  UpsertSourceRecordsResult,
} from './source-record-input.model.js';

const feedForm = /^[a-z][a-z0-9-]{0,62}$/;

/** Records that a caller brings at once, and waits for. */
@Resolver()
export class SourceRecordsResolver {
  constructor(private readonly database: Database) {}

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
    if (records.length === 0 || records.length > mostRecords)
      return refused(`There are 1 to ${mostRecords} records in a call.`);
    if (feed != null && !feedForm.test(feed))
      return refused('A feed is up to 63 lower-case letters, digits and hyphens.');
    if (systemsOf(records).some((system) => !mayInSystem(caller.ability, 'deliver SourceRecord', system)))
      return refused('Your key is confined to other code systems.');
    if (!(await isSource(db, source))) return refused('There is no such source system.');
    const delivery = { source, feed: feed ?? recordsFeed, actor: caller.actor, records };
    const { outcomes, changeId } = await transact(db, (tx) => applyRecordsAtOnce(tx, delivery));
    const revision = changeId === null ? null : await revisionOf(db, changeId);
    return Object.assign(new SourceRecordsDeliveredModel(), { outcomes, revision });
  }
}

function refused(message: string): SourceRecordsRefusedModel {
  return Object.assign(new SourceRecordsRefusedModel(), { message });
}
