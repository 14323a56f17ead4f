import { Button, Kbd } from '@mantine/core';
import type { KeyboardEvent, RefObject } from 'react';
import { useQuery } from '../api/useQuery.js';
import { useViewer } from '../api/ViewerContext.js';
import { Ago } from '../shell/Ago.js';
import { Notice } from '../shell/Notice.js';
import { moment, sentence } from '../shell/words.js';
import classes from './TaskPane.module.css';
import { TaskTalk } from './TaskTalk.js';
import { TaskWork } from './TaskWork.js';
import { dueWords, kindAsks } from './task-words.js';
import { type Task, type TaskQueue, taskQuery } from './tasks.graphql.js';
import type { Hand } from './useInHand.js';

interface Props {
  readonly task: Task;
  readonly hand: Hand;
  readonly now: number;
  readonly queues: readonly TaskQueue[];
  readonly commentField: RefObject<HTMLInputElement | null>;
  titleOf(system: string): string;
  onTake(): void;
  onLeave(): void;
  onSnooze(): void;
  onSettled(said: string): void;
  onNext(): void;
}

/** One task beside the list: what it asks, what is known, and, once it is in hand, the decision. */
export function TaskPane({ task, hand, now, queues, commentField, ...does }: Props) {
  const { may } = useViewer();
  const asked = useQuery(taskQuery, { id: task.id });
  const mayDecide = may('decide Task');
  const mine = hand.kind === 'mine' && hand.id === task.id;
  const taking = hand.kind === 'taking' && hand.id === task.id;
  const due = dueWords(task, now);
  return (
    <article
      className={classes.pane}
      onKeyDown={leaveOnEscape}
      aria-label={`Task ${task.subject?.code ?? task.kind}`}
    >
      <header className={classes.head}>
        <h2 className={`${classes.title} code`}>{task.subject?.code ?? task.kind}</h2>
        <p className={classes.asks}>{kindAsks(task.kind)}</p>
        <div className={classes.actions}>
          {mayDecide && !mine && (
            <Button size="xs" onClick={does.onTake} loading={taking} rightSection={<Kbd size="xs">a</Kbd>}>
              Take it
            </Button>
          )}
          {mine && (
            <>
              <Button
                size="xs"
                variant="default"
                onClick={does.onSnooze}
                rightSection={<Kbd size="xs">s</Kbd>}
              >
                Snooze
              </Button>
              <Button
                size="xs"
                variant="default"
                onClick={does.onLeave}
                rightSection={<Kbd size="xs">Esc</Kbd>}
              >
                Give back
              </Button>
            </>
          )}
        </div>
      </header>
      <p className={classes.facts}>
        <span>{queues.find(({ key }) => key === task.queue)?.title ?? task.queue}</span>
        {task.facility && <span>{task.facility}</span>}
        <span>
          opened <Ago at={task.openedAt} now={now} />
        </span>
        {due && task.dueAt && (
          <span className={classes.due} data-tone={due.tone} title={moment(task.dueAt)}>
            {due.words}
          </span>
        )}
        {task.escalated && <span className={classes.escalated}>escalated</span>}
        {task.assignee && <span>for {task.assignee}</span>}
        {task.snoozedUntil && <span>put away until {moment(task.snoozedUntil)}</span>}
        <span className={classes.hand} data-mine={mine || undefined}>
          {mine
            ? `in your hands${hand.until ? ` until ${clock(hand.until)}` : ''}`
            : task.claimedBy && `in the hands of ${task.claimedBy}`}
        </span>
      </p>
      {hand.kind === 'refused' && hand.id === task.id && (
        <Notice tone="warn">
          <span>It is not yours: {sentence(readable(hand.message))}</span>
          <Button size="xs" variant="default" onClick={does.onNext}>
            Next task
          </Button>
        </Notice>
      )}
      <TaskWork
        key={`${task.id} ${mine}`}
        task={task}
        mine={mine}
        titleOf={does.titleOf}
        onSettled={does.onSettled}
        onNext={does.onNext}
        onGone={does.onNext}
      />
      <TaskTalk
        key={task.id}
        id={task.id}
        asked={asked}
        now={now}
        field={commentField}
        open={mayDecide && task.closedAt === null}
      />
    </article>
  );
}

/** Out of the field, so that the single keys work again; the next Escape gives the task back. */
function leaveOnEscape(event: KeyboardEvent) {
  if (event.key !== 'Escape' || !(event.target instanceof HTMLInputElement)) return;
  event.target.blur();
  event.preventDefault();
}

const clocks = new Intl.DateTimeFormat('en-US', { timeStyle: 'short' });

function clock(iso: string): string {
  return clocks.format(new Date(iso));
}

/** The hub names instants as it keeps them. */
function readable(message: string): string {
  return message.replace(/\d{4}-\d{2}-\d{2}T[\d:]+Z/g, clock);
}
