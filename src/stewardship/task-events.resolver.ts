import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Database } from '../platform/db/db.js';
import { perRequest, type RequestContext } from '../platform/graphql/per-request.js';
import { TaskEventModel, TaskModel } from './task.model.js';
import { eventsOfTasks } from './task.queries.js';

const eventLoader = perRequest(
  (db) =>
    new DataLoader<string, TaskEventModel[]>(async (ids) => {
      const events = await eventsOfTasks(db, ids);
      return ids.map((id) => events.get(id) ?? []);
    }),
);

@Resolver(() => TaskModel)
export class TaskEventsResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => [TaskEventModel], {
    description: 'What happened to it beside its decision, the newest first; at most 100.',
  })
  events(@Parent() { id }: TaskModel, @Context() context: RequestContext): Promise<TaskEventModel[]> {
    return eventLoader(this.database.db, context).load(id);
  }
}
