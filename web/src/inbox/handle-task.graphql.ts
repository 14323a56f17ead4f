import { operation } from '../api/operation.js';
import { type Task, taskFields } from './tasks.graphql.js';

export type TaskResult =
  | { readonly __typename: 'TaskDone'; readonly task: Task }
  | { readonly __typename: 'TaskRefused'; readonly code: string; readonly message: string };

export interface Handled {
  readonly handled: TaskResult;
}

const outcome = /* GraphQL */ `
  __typename
  ... on TaskDone {
    task {
      ${taskFields}
    }
  }
  ... on TaskRefused {
    code
    message
  }
`;

export const claimTaskMutation = operation<Handled, { readonly id: string }>(/* GraphQL */ `
  mutation ClaimTask($id: ID!) {
    handled: claimTask(id: $id) {
      ${outcome}
    }
  }
`);

export const returnTaskMutation = operation<Handled, { readonly id: string }>(/* GraphQL */ `
  mutation ReturnTask($id: ID!) {
    handled: returnTask(id: $id) {
      ${outcome}
    }
  }
`);

interface Snoozed {
  readonly input: { readonly id: string; readonly until: string; readonly reason: string | null };
}

export const snoozeTaskMutation = operation<Handled, Snoozed>(/* GraphQL */ `
  mutation SnoozeTask($input: SnoozeTaskInput!) {
    handled: snoozeTask(input: $input) {
      ${outcome}
    }
  }
`);

interface Comment {
  readonly input: { readonly id: string; readonly text: string; readonly mentions: readonly string[] };
}

export const commentOnTaskMutation = operation<Handled, Comment>(/* GraphQL */ `
  mutation CommentOnTask($input: CommentOnTaskInput!) {
    handled: commentOnTask(input: $input) {
      ${outcome}
    }
  }
`);
