import { useEffect, useRef, useState } from 'react';
import type { Miss } from './misses.graphql.js';

/** Which miss is open, and where the focus stands in the list: on the rows themselves, so that Enter opens by itself. */
export function useMissList(rows: readonly Miss[] | undefined) {
  const ref = useRef<HTMLUListElement>(null);
  const [opened, setOpened] = useState<Miss>();
  const place = useRef(0);
  const closed = useRef<Miss>(undefined);

  const move = (by: 1 | -1) => {
    const stops = stopsOf(ref.current);
    const here = stops.indexOf(document.activeElement as HTMLElement);
    const next = here === -1 ? Math.min(place.current, stops.length - 1) : here + by;
    const stop = stops[Math.max(0, Math.min(next, stops.length - 1))];
    stop?.focus();
    if (stop) place.current = stops.indexOf(stop);
  };

  const open = (miss: Miss) => {
    place.current = Math.max(0, rows?.findIndex(({ id }) => id === miss.id) ?? 0);
    setOpened(miss);
  };
  const close = () => {
    closed.current = opened;
    setOpened(undefined);
  };

  // The focus goes back to the row of the miss that was open last, which need not be the one that opened the panel; if
  // that row is answered and gone, to the one that took its place.
  useEffect(() => {
    const was = closed.current;
    if (opened || !was) return;
    closed.current = undefined;
    const stops = stopsOf(ref.current);
    const row = stops.find((stop) => stop.dataset['miss'] === was.id);
    const heir = stops[Math.min(place.current, stops.length - 1)] ?? headingOf(ref.current);
    (row ?? heir)?.focus();
  }, [opened, rows]);

  const next = opened && nextOf(rows ?? [], opened, place.current);
  const openNext = () => next && open(next);
  return { ref, opened, next, move, open, openNext, close };
}

/** The row after the open one, or the row in its place if it has gone. */
function nextOf(rows: readonly Miss[], opened: Miss, place: number): Miss | undefined {
  const here = rows.findIndex(({ id }) => id === opened.id);
  return here === -1 ? (rows[place] ?? rows[rows.length - 1]) : rows[here + 1];
}

function stopsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('button[data-miss], button[data-more]') ?? [])];
}

function headingOf(list: HTMLElement | null): HTMLElement | undefined {
  return list?.closest('section')?.querySelector('h2') ?? undefined;
}
