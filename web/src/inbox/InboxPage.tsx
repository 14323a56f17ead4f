import { VisuallyHidden } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useOutbox } from '../api/Outbox.js';
import { useQuery } from '../api/useQuery.js';
import { useViewer } from '../api/ViewerContext.js';
import { codeSystemsQuery } from '../overview/overview.graphql.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import type { LongListHandle } from '../shell/LongList.js';
import { Notice } from '../shell/Notice.js';
import { TwoPanes } from '../shell/TwoPanes.js';
import { useNow } from '../shell/useNow.js';
import { useShortcuts } from '../shell/useShortcuts.js';
import { useSingleKeys } from '../shell/useSingleKeys.js';
import { useTitle } from '../shell/useTitle.js';
import { moment, sentence } from '../shell/words.js';
import { snoozeTaskMutation } from './handle-task.graphql.js';
import { readInboxAddress } from './inbox-address.js';
import { NothingOpen } from './NothingOpen.js';
import { SnoozeDialog } from './SnoozeDialog.js';
import { TaskFilters } from './TaskFilters.js';
import { TaskList } from './TaskList.js';
import { TaskPane } from './TaskPane.js';
import { useInbox } from './useInbox.js';

/** Everything that waits for a person, and beside it the task that is looked at. */
export function InboxPage({ search }: { readonly search: string }) {
  const address = useMemo(() => readInboxAddress(search), [search]);
  const inbox = useInbox(address);
  const systems = useQuery(codeSystemsQuery).data?.codeSystems;
  const { may, person } = useViewer();
  const outbox = useOutbox();
  const now = useNow();
  const singleKeys = useSingleKeys();
  const [snoozing, setSnoozing] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const list = useRef<LongListHandle>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const commentField = useRef<HTMLInputElement>(null);
  useTitle('Inbox');

  const { pages, counts, place, hand, done, moveTo } = inbox;
  const task = pages.rows?.[place];
  const mine = task !== undefined && hand.kind === 'mine' && hand.id === task.id;
  const mayDecide = may('decide Task');
  const titleOf = (key: string) => systems?.find((system) => system.key === key)?.title ?? key;
  const queues = counts.data?.taskQueues ?? [];

  const take = () => {
    const wanted = task ?? pages.rows?.[0];
    if (wanted && mayDecide) inbox.open(wanted);
  };
  const leave = () => {
    inbox.leave();
    list.current?.focus();
  };
  const snooze = async (until: Date, reason: string) => {
    setSnoozing(false);
    setTrouble(undefined);
    if (!task) return;
    const input = { id: task.id, until: until.toISOString(), reason: reason.trim() || null };
    const told = await outbox.send(snoozeTaskMutation, { input });
    const refused =
      told.kind === 'refused'
        ? told.message
        : told.kind === 'data' && told.data.handled.__typename === 'TaskRefused'
          ? told.data.handled.message
          : undefined;
    if (refused) setTrouble(refused);
    else inbox.settle(task.id, `${task.subject?.code ?? 'It'} is put away until ${moment(input.until)}.`);
  };

  useShortcuts(
    {
      j: () => moveTo(place + 1),
      k: () => moveTo(place - 1),
      '/': () => {
        codeField.current?.focus();
        codeField.current?.select();
      },
      ...(!mine && mayDecide && { a: take, Enter: take, m: take }),
      ...(task && mayDecide && { s: () => setSnoozing(true), c: () => commentField.current?.focus() }),
      ...(hand.kind !== 'none' && { Escape: leave }),
    },
    singleKeys && !snoozing,
  );

  return (
    <>
      <VisuallyHidden component="h1">Inbox</VisuallyHidden>
      <TaskFilters
        address={address}
        counts={counts.data?.taskCounts}
        queues={queues}
        codeField={codeField}
        titleOf={titleOf}
      />
      {counts.failure && !pages.failure && <FailureNotice failure={counts.failure} onRetry={counts.reload} />}
      <TwoPanes
        label="Tasks"
        looking={task !== undefined}
        onBack={() => {
          inbox.leave();
          inbox.look(undefined);
        }}
        list={<TaskList ref={list} inbox={inbox} address={address} now={now} person={person} />}
      >
        {done && <Notice tone="good">{done}</Notice>}
        {trouble && <Notice tone="bad">{sentence(trouble)}</Notice>}
        {task ? (
          <TaskPane
            task={task}
            hand={hand}
            now={now}
            queues={queues}
            commentField={commentField}
            titleOf={titleOf}
            onTake={take}
            onLeave={leave}
            onSnooze={() => setSnoozing(true)}
            onSettled={(said) => inbox.settle(task.id, said)}
            onNext={() => inbox.settle(task.id, '')}
          />
        ) : (
          <NothingOpen may={mayDecide} />
        )}
      </TwoPanes>
      <SnoozeDialog opened={snoozing} onClose={() => setSnoozing(false)} onSnooze={snooze} />
    </>
  );
}
