import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { longestReason } from '../../crosswalk/mapping.model.js';
import { longestCode } from '../../crosswalk/normal-form.js';
import type { Caller } from '../../platform/access/ability.js';
import { CurrentCaller } from '../../platform/access/caller.js';
import { Needs } from '../../platform/access/needs.js';
import { Database } from '../../platform/db/db.js';
import { refusal } from '../../platform/graphql/format-error.js';
import { pageOf } from '../../platform/graphql/page.js';
import { readPage } from '../../platform/graphql/page.model.js';
import { readId } from '../../platform/graphql/read-id.js';
import { readText } from '../../platform/graphql/read-text.js';
import { TaskConnection, type TaskModel } from '../task.model.js';
import { countTasks, findTask, listTasks, type TaskRow, taskKey } from '../task.queries.js';
import { claimNext, claimTask, handsSentence, returnTask, type TaskHandled } from './claim.store.js';
import { assignTask, commentOnTask, snoozeTask } from './handle-task.store.js';
import {
  AssignTaskInput,
  CommentOnTaskInput,
  SnoozeTaskInput,
  TaskCountModel,
  TaskDoneModel,
  TaskRefusedModel,
  TaskResult,
  TasksArgs,
} from './queue.model.js';
import { readPeople, readUntil } from './read-handling.js';

const longestComment = 4_000;

@Resolver()
export class QueueResolver {
  constructor(private readonly database: Database) {}

  @Needs('read Task')
  @Query(() => TaskConnection, {
    description: 'Tasks in the order in which they are taken; closed ones the newest first.',
  })
  async tasks(@Args() { state, ...args }: TasksArgs, @CurrentCaller() caller: Caller) {
    if (args.code) readText('code', args.code, longestCode);
    const start = readPage(args, taskKey);
    const rows = await listTasks(this.database.db, caller, { ...args, state: state ?? 'OPEN' }, start);
    const shown = ({ sortedBy, ...task }: TaskRow): TaskModel => task;
    return pageOf(rows, start.first, (row) => [row.sortedBy, row.id], shown);
  }

  @Needs('read Task')
  @Query(() => [TaskCountModel], {
    description: 'The backlog: open tasks counted by queue, kind, system and facility, the most first.',
  })
  taskCounts(@CurrentCaller() caller: Caller): Promise<TaskCountModel[]> {
    return countTasks(this.database.db, caller.ability);
  }

  @Needs('decide Task')
  @Mutation(() => TaskResult, {
    description:
      'Takes the most urgent task that waits, out of all queues open to you or of those named. It is yours for 15 minutes, and for as long as you do something about it; two people never get the same one.',
  })
  async claimNextTask(
    @Args('queues', { type: () => [String], nullable: true, description: 'Keys of queues; null: all.' })
    queues: string[] | null,
    @CurrentCaller() caller: Caller,
  ) {
    const claim = await claimNext(this.database.db, caller, queues);
    if (claim.kind === 'claimed') return this.#shown(claim.id, { kind: 'done' }, caller);
    return refused(null, 'QUEUE_EMPTY', 'Nothing waits there for you.');
  }

  @Needs('decide Task')
  @Mutation(() => TaskResult, { description: 'Takes one task, or stays at it for 15 minutes more.' })
  async claimTask(
    @Args('id', { type: () => ID, description: 'The task.' }) id: string,
    @CurrentCaller() caller: Caller,
  ) {
    return this.#shown(id, await claimTask(this.database.db, caller, readId(id)), caller);
  }

  @Needs('decide Task')
  @Mutation(() => TaskResult, { description: 'Gives a task back to its queue.' })
  async returnTask(
    @Args('id', { type: () => ID, description: 'The task.' }) id: string,
    @Args('reason', { type: () => String, nullable: true, description: 'Why.' }) reason: string | null,
    @CurrentCaller() caller: Caller,
  ) {
    if (reason) readText('reason', reason, longestReason);
    return this.#shown(id, await returnTask(this.database.db, caller, readId(id), reason || null), caller);
  }

  @Needs('decide Task')
  @Mutation(() => TaskResult, { description: 'Puts a task away until an instant to come.' })
  async snoozeTask(
    @Args('input', { description: 'The task, until when, and why.' }) input: SnoozeTaskInput,
    @CurrentCaller() caller: Caller,
  ) {
    if (input.reason) readText('reason', input.reason, longestReason);
    const handling = { id: readId(input.id), until: readUntil(input.until), reason: input.reason || null };
    return this.#shown(input.id, await snoozeTask(this.database.db, caller, handling), caller);
  }

  @Needs('decide Task')
  @Mutation(() => TaskResult, { description: 'Gives a task to somebody, or to another queue.' })
  async assignTask(
    @Args('input', { description: 'The task and to whom it goes.' }) input: AssignTaskInput,
    @CurrentCaller() caller: Caller,
  ) {
    if (input.reason) readText('reason', input.reason, longestReason);
    const [person = null] = readPeople('person', input.person ? [input.person] : []);
    const handling = {
      id: readId(input.id),
      person,
      queue: input.queue ?? null,
      reason: input.reason || null,
    };
    return this.#shown(input.id, await assignTask(this.database.db, caller, handling), caller);
  }

  @Needs('decide Task')
  @Mutation(() => TaskResult, { description: 'Says something about a task, perhaps to somebody.' })
  async commentOnTask(
    @Args('input', { description: 'The task and the words.' }) input: CommentOnTaskInput,
    @CurrentCaller() caller: Caller,
  ) {
    if (input.text.trim() === '') throw refusal('BAD_ARGUMENT', 'text has at least one character.');
    const text = readText('text', input.text, longestComment);
    const handling = { id: readId(input.id), text, mentions: readPeople('mentions', input.mentions ?? []) };
    return this.#shown(input.id, await commentOnTask(this.database.db, caller, handling), caller);
  }

  async #shown(id: string, handled: TaskHandled | { kind: 'no-such-queue' }, caller: Caller) {
    switch (handled.kind) {
      case 'claimed-by-other':
        return refused(id, 'CLAIMED', handsSentence(handled));
      case 'no-such-queue':
        return refused(id, 'UNKNOWN_QUEUE', 'There is no such queue.');
      case 'not-open':
        return refused(id, 'NOT_OPEN', 'There is no such task open to you.');
      case 'done': {
        const task = await findTask(this.database.db, caller.ability, id);
        if (!task) return refused(id, 'NOT_OPEN', 'It is done, but the task is not yours to read.');
        return Object.assign(new TaskDoneModel(), { task });
      }
      default:
        return handled satisfies never;
    }
  }
}

function refused(id: string | null, code: string, message: string): TaskRefusedModel {
  return Object.assign(new TaskRefusedModel(), { id, code, message });
}
