import { Notice } from '../shell/Notice.js';
import { ConflictTask } from './ConflictTask.js';
import { MatchReviewTask } from './MatchReviewTask.js';
import { MissTask } from './MissTask.js';
import { RetiredUseTask } from './RetiredUseTask.js';
import type { Task } from './tasks.graphql.js';

export interface TaskWorkProps {
  readonly task: Task;
  /** It is in the person's hands, so that it may be decided. */
  readonly mine: boolean;
  titleOf(system: string): string;
  /** It is decided; says with what. */
  onSettled(said: string): void;
  /** It is over without a decision of ours: on to the next. */
  onNext(): void;
  onGone(): void;
}

/** What a task asks, and the decision, by its kind. */
export function TaskWork(props: TaskWorkProps) {
  switch (props.task.kind) {
    case 'UNRESOLVED_MAPPING':
    case 'AMBIGUOUS_MAPPING':
      return <MissTask {...props} />;
    case 'IDENTIFIER_CONFLICT':
      return <ConflictTask {...props} />;
    case 'MATCH_REVIEW':
      return <MatchReviewTask {...props} />;
    case 'RETIRED_CODE_IN_USE':
      return <RetiredUseTask {...props} />;
    default:
      return <Notice tone="calm">This kind of task is not decided here yet.</Notice>;
  }
}
