import { Button, Kbd, Skeleton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Domain } from '../api/schema-types.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { counted } from '../shell/words.js';
import { domainWords } from './domain-words.js';
import classes from './RecordList.module.css';
import { RecordTable } from './RecordTable.js';
import type { RecordListState } from './useRecordList.js';

interface Props {
  readonly domain: Domain;
  readonly list: RecordListState;
}

/** The table, and what stands in its place while there is none. */
export function RecordList({ domain, list }: Props) {
  const { answered, failure, busy, hasMore, reload, more } = list.records;
  const rows = answered?.domain === domain ? list.records.rows : undefined;
  const search = answered?.search ?? '';
  const { one, title } = domainWords[domain];
  return (
    <div className={classes.list} aria-busy={busy}>
      {failure && <FailureNotice failure={failure} onRetry={reload} />}
      {!rows && !failure && <Waiting title={title} />}
      {rows?.length === 0 && <Nothing search={search} title={title} />}
      {rows && rows.length > 0 && <RecordTable domain={domain} search={search} rows={rows} list={list} />}
      {rows && rows.length > 0 && (
        <footer className={classes.foot}>
          <span role="status">
            {hasMore
              ? `The first ${counted(rows.length, one.toLowerCase(), title.toLowerCase())}`
              : counted(rows.length, one.toLowerCase(), title.toLowerCase())}
            {search && ` found for “${search}”`}
          </span>
          {hasMore && <More busy={busy} onMore={more} />}
          <span className={classes.keys}>
            <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> move · <Kbd size="xs">Enter</Kbd> opens ·{' '}
            <Kbd size="xs">?</Kbd> all keys
          </span>
        </footer>
      )}
    </div>
  );
}

/** Asks for more when it comes into view, and when it is pressed. */
function More({ busy, onMore }: { readonly busy: boolean; onMore(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  const act = useRef(onMore);
  useEffect(() => {
    act.current = onMore;
  });
  useEffect(() => {
    if (!button.current || busy) return;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) act.current();
      },
      { rootMargin: '200px' },
    );
    watch.observe(button.current);
    return () => watch.disconnect();
  }, [busy]);
  return (
    <Button ref={button} variant="subtle" size="xs" onClick={onMore} aria-disabled={busy}>
      {busy ? 'Loading …' : 'Show more'}
    </Button>
  );
}

function Nothing({ search, title }: { readonly search: string; readonly title: string }) {
  if (search) {
    return (
      <p className={classes.empty}>
        <strong>
          No {title.toLowerCase()} are found for “{search}”.
        </strong>{' '}
        Give words of the name, or one code as it is written; or look among another kind of record.
      </p>
    );
  }
  return (
    <p className={classes.empty}>
      <strong>The hub holds no {title.toLowerCase()} yet.</strong> They come with the files of source systems:{' '}
      <code>npx concord import PROFILE FILE</code>.
    </p>
  );
}

const waiting = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function Waiting({ title }: { readonly title: string }) {
  return (
    <div className={classes.waiting} role="status" aria-label={`Loading ${title.toLowerCase()}`}>
      {waiting.map((row) => (
        <Skeleton key={row} height={28} />
      ))}
    </div>
  );
}
