import { operation } from '../api/operation.js';
import type { Connection, Domain, PageVariables } from '../api/schema-types.js';
import type { TaskKind } from './task-words.js';

export interface TaskSubject {
  readonly code: string;
  readonly target: string | null;
  readonly asked: number | null;
  readonly waiting: number | null;
}

export interface Task {
  readonly id: string;
  readonly kind: TaskKind;
  readonly queue: string;
  readonly domain: Domain | null;
  readonly system: string | null;
  readonly facility: string | null;
  readonly dueAt: string | null;
  readonly escalated: boolean;
  readonly assignee: string | null;
  readonly claimedBy: string | null;
  readonly claimedUntil: string | null;
  readonly snoozedUntil: string | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly subject: TaskSubject | null;
}

export interface TaskFilter {
  readonly state: 'OPEN' | 'SNOOZED';
  readonly queue: string | null;
  readonly kind: string | null;
  readonly system: string | null;
  readonly facility: string | null;
  readonly code: string | null;
  readonly mine: boolean;
  readonly unclaimed: boolean;
  readonly overdue: boolean;
}

/** What a line of the list and the head of the pane show. */
export const taskFields = /* GraphQL */ `
  id
  kind
  queue
  domain
  system
  facility
  dueAt
  escalated
  assignee
  claimedBy
  claimedUntil
  snoozedUntil
  openedAt
  closedAt
  subject {
    code
    target
    asked
    waiting
  }
`;

export const tasksQuery = operation<
  { readonly tasks: Connection<Task> },
  PageVariables & TaskFilter
>(/* GraphQL */ `
  query Tasks(
    $first: Int!
    $after: String
    $state: TaskState
    $queue: String
    $kind: TaskKind
    $system: String
    $facility: String
    $code: String
    $mine: Boolean
    $unclaimed: Boolean
    $overdue: Boolean
  ) {
    tasks(
      first: $first
      after: $after
      state: $state
      queue: $queue
      kind: $kind
      system: $system
      facility: $facility
      code: $code
      mine: $mine
      unclaimed: $unclaimed
      overdue: $overdue
    ) {
      edges {
        node {
          ${taskFields}
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export interface TaskEvent {
  readonly kind: string;
  readonly person: string | null;
  readonly text: string | null;
  readonly people: readonly string[];
  readonly at: string;
}

export type TaskWithEvents = Task & { readonly events: readonly TaskEvent[] };

export const taskQuery = operation<
  { readonly task: TaskWithEvents | null },
  { readonly id: string }
>(/* GraphQL */ `
  query Task($id: ID!) {
    task(id: $id) {
      ${taskFields}
      events {
        kind
        person
        text
        people
        at
      }
    }
  }
`);

export interface TaskCount {
  readonly queue: string;
  readonly kind: TaskKind;
  readonly system: string | null;
  readonly facility: string | null;
  readonly open: number;
  readonly claimed: number;
  readonly snoozed: number;
  readonly overdue: number;
  readonly oldest: string;
}

export interface TaskQueue {
  readonly key: string;
  readonly title: string;
}

export const countsQuery = operation<{
  readonly taskCounts: readonly TaskCount[];
  readonly taskQueues: readonly TaskQueue[];
}>(/* GraphQL */ `
  query TaskCounts {
    taskCounts {
      queue
      kind
      system
      facility
      open
      claimed
      snoozed
      overdue
      oldest
    }
    taskQueues {
      key
      title
    }
  }
`);
