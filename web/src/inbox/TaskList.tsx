import { Skeleton } from '@mantine/core';
import { type Ref, useCallback, useEffect, useRef } from 'react';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Link } from '../shell/Link.js';
import { LongList, type LongListHandle } from '../shell/LongList.js';
import type { InboxAddress } from './inbox-address.js';
import classes from './TaskList.module.css';
import { TaskRow, taskRowHeight } from './TaskRow.js';
import type { Inbox } from './useInbox.js';

interface Props {
  readonly ref: Ref<LongListHandle>;
  readonly inbox: Inbox;
  readonly address: InboxAddress;
  readonly now: number;
  readonly person: string | undefined;
}

export function TaskList({ ref, inbox, address, now, person }: Props) {
  const { pages, place, moveTo, open } = inbox;
  const { rows, failure, hasMore, more } = pages;
  const fetchMore = useRef(more);
  useEffect(() => {
    fetchMore.current = more;
  });
  const onEnd = useCallback(() => fetchMore.current(), []);

  if (failure && !rows) return <FailureNotice failure={failure} onRetry={pages.reload} />;
  if (!rows) return <Waiting />;
  if (rows.length === 0) return <Empty address={address} />;
  return (
    <>
      {failure && <FailureNotice failure={failure} onRetry={pages.reload} />}
      <div className={classes.list}>
        <LongList
          ref={ref}
          label="Tasks"
          rows={rows}
          rowHeight={taskRowHeight}
          at={place}
          hasMore={hasMore}
          onMove={moveTo}
          onOpen={open}
          onEnd={onEnd}
        >
          {(task) => <TaskRow task={task} now={now} person={person} />}
        </LongList>
      </div>
    </>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} role="status" aria-label="Loading the tasks">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} height={44} />
      ))}
    </div>
  );
}

const nothing: Readonly<Record<InboxAddress['view'], readonly [string, string]>> = {
  open: ['Nothing is open.', 'When the hub cannot answer a question by itself, it appears here.'],
  mine: ['Nothing is in your hands.', 'Take a task from all that are open.'],
  unclaimed: ['Nothing is free.', 'Everything open is in somebody’s hands or meant for somebody.'],
  overdue: ['Nothing is overdue.', 'Well done.'],
  snoozed: ['Nothing is put away.', 'A task you snooze waits here until its time.'],
};

function Empty({ address }: { readonly address: InboxAddress }) {
  const narrowed = address.queue || address.kind || address.system || address.facility || address.code;
  const [title, more] = nothing[address.view];
  return (
    <div className={classes.empty} role="status">
      <strong>{narrowed ? 'No task fits these filters.' : title}</strong>{' '}
      {narrowed ? <Link href="/inbox">Look at all that are open.</Link> : more}
      {!narrowed && address.view !== 'open' && (
        <>
          {' '}
          <Link href="/inbox">Look at all that are open.</Link>
        </>
      )}
    </div>
  );
}
