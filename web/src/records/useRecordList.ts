import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { type Pages, usePages } from '../api/usePages.js';
import { go } from '../shell/address.js';
import { type ListAddress, listAddress } from './list-address.js';
import { type ListedRecord, type RecordsVariables, recordsQuery } from './records.graphql.js';

const pageSize = 50;
const restMs = 250;

export interface RecordListState {
  readonly records: Pages<ListedRecord, RecordsVariables>;
  readonly ref: RefObject<HTMLTableSectionElement | null>;
  move(by: 1 | -1): void;
  onKeyDown(event: KeyboardEvent): void;
  /** The focus has come to a record. */
  onFocus(id: string): void;
  /** A record is being opened. */
  onOpen(id: string): void;
}

/** The records of a domain, and where the focus stands among them: on the names themselves, which are links, so that
 *  Enter opens by itself. The place is written into the address, for who comes back. */
export function useRecordList({ domain, search, rows, at }: ListAddress): RecordListState {
  const ref = useRef<HTMLTableSectionElement>(null);
  const records = usePages(recordsQuery, 'goldenRecords', pageSize, {
    variables: { domain, search: search || null },
    ...(rows && { atFirst: rows }),
  });
  const place = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const toFocus = useRef(at);
  const inView = records.rows?.length ?? 0;

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    place.current = 0;
    clearTimeout(timer.current);
  }, [domain, search]);

  // Who comes back finds the focus where it was; who has begun to do something else keeps it there.
  useEffect(() => {
    if (!toFocus.current || inView === 0) return;
    const stops = stopsOf(ref.current);
    const stop = stops.find((each) => each.dataset['record'] === toFocus.current);
    if (!stop) return;
    toFocus.current = undefined;
    place.current = stops.indexOf(stop);
    if (document.activeElement instanceof HTMLInputElement) return;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: 'center' });
  }, [inView]);

  const move = (by: 1 | -1) => {
    const stops = stopsOf(ref.current);
    const here = stops.indexOf(document.activeElement as HTMLElement);
    const next = here === -1 ? Math.min(place.current, stops.length - 1) : here + by;
    if (next >= stops.length && records.hasMore) records.more();
    const stop = stops[Math.max(0, Math.min(next, stops.length - 1))];
    stop?.focus();
    stop?.scrollIntoView({ block: 'nearest' });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else return;
    event.preventDefault();
  };

  const keep = (id: string) => go(listAddress({ domain, search, rows: inView, at: id }), 'replace');
  const onFocus = (id: string) => {
    place.current = stopsOf(ref.current).findIndex((stop) => stop.dataset['record'] === id);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => keep(id), restMs);
  };
  const onOpen = (id: string) => {
    clearTimeout(timer.current);
    keep(id);
  };
  return { records, ref, move, onKeyDown, onFocus, onOpen };
}

function stopsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('a[data-record]') ?? [])];
}
