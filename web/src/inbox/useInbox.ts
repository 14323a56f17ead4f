import { useCallback, useEffect, useMemo, useState } from 'react';
import { usePages } from '../api/usePages.js';
import { useQuery } from '../api/useQuery.js';
import { go } from '../shell/address.js';
import { type InboxAddress, inboxAddress } from './inbox-address.js';
import { countsQuery, type Task, type TaskFilter, tasksQuery } from './tasks.graphql.js';
import { useInHand } from './useInHand.js';

const pageSize = 100;

/** The list of tasks, the one that is looked at, and whether it is in hand. */
export function useInbox(address: InboxAddress) {
  const filter = useMemo(() => filterOf(address), [address]);
  const pages = usePages(tasksQuery, 'tasks', pageSize, { variables: filter });
  const counts = useQuery(countsQuery);
  const [done, setDone] = useState<string>();
  const { rows, change } = pages;
  const place = rows?.findIndex(({ id }) => id === address.task) ?? -1;
  const { hand, take, leave } = useInHand((task) => change(task.id, task));

  const look = useCallback(
    (task: Task | undefined) => go(inboxAddress({ ...address, task: task?.id }), 'replace'),
    [address],
  );
  const moveTo = (to: number) => {
    const task = rows?.[Math.max(0, Math.min(to, rows.length - 1))];
    if (!task || task.id === address.task) return;
    leave();
    look(task);
  };
  const open = (task: Task) => {
    setDone(undefined);
    look(task);
    void take(task.id);
  };

  /** The task has gone from the list: the one that takes its place is taken at once. */
  const settle = (id: string, said: string) => {
    const here = rows?.findIndex((row) => row.id === id) ?? -1;
    const next = here === -1 ? undefined : (rows?.[here + 1] ?? rows?.[here - 1]);
    leave(true);
    change(id, undefined);
    counts.reload();
    setDone(said);
    look(next);
    if (next) void take(next.id);
  };

  // Another part of the backlog is looked at: what was in hand is not in it.
  const question = JSON.stringify(filter);
  useEffect(() => leave, [question]);

  return { pages, counts, place, hand, done, moveTo, open, settle, take, leave, look };
}

export type Inbox = ReturnType<typeof useInbox>;

function filterOf(address: InboxAddress): TaskFilter {
  const given = (value: string) => (value === '' ? null : value);
  return {
    state: address.view === 'snoozed' ? 'SNOOZED' : 'OPEN',
    queue: given(address.queue),
    kind: given(address.kind),
    system: given(address.system),
    facility: given(address.facility),
    code: given(address.code),
    mine: address.view === 'mine',
    unclaimed: address.view === 'unclaimed',
    overdue: address.view === 'overdue',
  };
}
