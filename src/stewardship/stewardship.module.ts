import { Module } from '@nestjs/common';
import { ConflictResolver } from './conflict.resolver.js';
import { DecideReviewResolver } from './decide-review.resolver.js';
import { QueueResolver } from './queue/queue.resolver.js';
import { QueueSettingsResolver } from './queue/queue-settings.resolver.js';
import { TaskResolver } from './task.resolver.js';
import { TaskEventsResolver } from './task-events.resolver.js';
import { TaskSubjectResolver } from './task-subject.resolver.js';

/** People: tasks and decisions. */
@Module({
  providers: [
    ConflictResolver,
    DecideReviewResolver,
    TaskResolver,
    TaskEventsResolver,
    TaskSubjectResolver,
    QueueResolver,
    QueueSettingsResolver,
  ],
})
export class StewardshipModule {}
