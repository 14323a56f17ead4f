import { counted } from '../shell/words.js';
import classes from './TaskRow.module.css';
import { dueWords, kindWord } from './task-words.js';
import type { Task } from './tasks.graphql.js';

export const taskRowHeight = 60;

interface Props {
  readonly task: Task;
  readonly now: number;
  /** Who looks at the list. */
  readonly person: string | undefined;
}

/** A task as one line of the list: what it is about, how pressing it is, who has it. */
export function TaskRow({ task, now, person }: Props) {
  const { subject, kind, system } = task;
  const due = dueWords(task, now);
  const holder = task.claimedBy ?? task.assignee;
  return (
    <span className={classes.row}>
      <span className={classes.line}>
        <span className={classes.head}>
          <span className={`${classes.code} code`}>{subject?.code ?? kindWord(kind)}</span>
          <span className={classes.kind} data-kind={kind}>
            {kindWord(kind)}
          </span>
        </span>
        <span className={classes.due} data-tone={due?.tone}>
          {due?.words}
        </span>
      </span>
      <span className={classes.line}>
        <span className={classes.facts}>
          {[system, subject?.target].filter(Boolean).join(' → ')}
          {subject?.asked != null && ` · asked ${counted(subject.asked, 'time')}`}
          {subject?.waiting ? ` · ${subject.waiting} waiting` : ''}
        </span>
        <span className={classes.holder} data-claimed={task.claimedBy !== null || undefined}>
          {holder && (task.claimedBy === null ? `for ${nameOf(holder, person)}` : nameOf(holder, person))}
        </span>
      </span>
    </span>
  );
}

function nameOf(holder: string, person: string | undefined): string {
  return holder === person ? 'you' : holder;
}
