import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Database } from '../platform/db/db.js';
import { perRequest, type RequestContext } from '../platform/graphql/per-request.js';
import { TaskModel } from './task.model.js';
import { TaskSubjectModel } from './task-subject.model.js';
import { subjectsOfTasks } from './task-subject.queries.js';

const subjectLoader = perRequest(
  (db) =>
    new DataLoader<string, TaskSubjectModel | null>(async (ids) => {
      const subjects = await subjectsOfTasks(db, ids);
      return ids.map((id) => subjects.get(id) ?? null);
    }),
);

@Resolver(() => TaskModel)
export class TaskSubjectResolver {
  constructor(private readonly database: Database) {}

  @ResolveField(() => TaskSubjectModel, {
    nullable: true,
    description: 'What it is about, in a few words; null where that has no code.',
  })
  subject(@Parent() { id }: TaskModel, @Context() context: RequestContext): Promise<TaskSubjectModel | null> {
    return subjectLoader(this.database.db, context).load(id);
  }
}
