import { useCallback, useEffect, useRef, useState } from 'react';
import { type Told, useHub } from '../api/HubContext.js';
import { claimTaskMutation, type Handled, returnTaskMutation } from './handle-task.graphql.js';
import type { Task } from './tasks.graphql.js';

/** Whether the task that is looked at is in the person's hands. */
export type Hand =
  | { readonly kind: 'none' }
  | { readonly kind: 'taking'; readonly id: string }
  | { readonly kind: 'mine'; readonly id: string; readonly until: string | null }
  | { readonly kind: 'refused'; readonly id: string; readonly message: string };

/** The hub leases a task for 15 minutes; somebody who is still at it keeps it. */
const renewMs = 5 * 60_000;
const nothing: Hand = { kind: 'none' };

/** One task at a time is in hand: taken on opening, given back on leaving. What the hub knows of a task by then goes to
 *  `onKnown`. */
export function useInHand(onKnown: (task: Task) => void) {
  const hub = useHub();
  const [hand, setHand] = useState<Hand>(nothing);
  const wanted = useRef<string>(undefined);
  const known = useRef(onKnown);
  useEffect(() => {
    known.current = onKnown;
  });

  const giveBack = useCallback(
    async (id: string) => {
      const told = await hub.ask(returnTaskMutation, { id });
      const task = taskOf(told);
      if (task) known.current(task);
    },
    [hub],
  );

  const take = useCallback(
    async (id: string) => {
      const before = wanted.current;
      if (before && before !== id) void giveBack(before);
      wanted.current = id;
      setHand((was) => (was.kind === 'mine' && was.id === id ? was : { kind: 'taking', id }));
      const told = await hub.ask(claimTaskMutation, { id });
      const task = taskOf(told);
      if (task) known.current(task);
      if (wanted.current !== id) {
        if (task) void giveBack(id);
        return;
      }
      if (!task) wanted.current = undefined;
      setHand(task ? { kind: 'mine', id, until: task.claimedUntil } : handOf(told, id));
    },
    [hub, giveBack],
  );

  /** `settled`: the task is decided or put away, so that nothing is left to give back. */
  const leave = useCallback(
    (settled = false) => {
      const id = wanted.current;
      wanted.current = undefined;
      setHand(nothing);
      if (id && !settled) void giveBack(id);
    },
    [giveBack],
  );

  const mine = hand.kind === 'mine' ? hand.id : undefined;
  useEffect(() => {
    if (!mine) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void take(mine);
    }, renewMs);
    return () => clearInterval(timer);
  }, [mine, take]);

  useEffect(() => () => leave(), [leave]);
  return { hand, take, leave };
}

function taskOf(told: Told<Handled>): Task | undefined {
  if (told.kind !== 'data') return undefined;
  const { handled } = told.data;
  return handled.__typename === 'TaskDone' ? handled.task : undefined;
}

function handOf(told: Told<Handled>, id: string): Hand {
  switch (told.kind) {
    case 'data':
      return told.data.handled.__typename === 'TaskRefused'
        ? { kind: 'refused', id, message: told.data.handled.message }
        : nothing;
    case 'refused':
    case 'unreachable':
      return { kind: 'refused', id, message: told.message };
    case 'aborted':
      return nothing;
  }
}
