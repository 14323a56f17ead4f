import { Button, Kbd, Skeleton } from '@mantine/core';
import type { RefObject } from 'react';
import type { Pages } from '../api/usePages.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Panel } from '../shell/Panel.js';
import { useNow } from '../shell/useNow.js';
import { MissRow } from './MissRow.js';
import type { Miss } from './misses.graphql.js';
import classes from './OpenMisses.module.css';

interface Props {
  readonly misses: Pages<Miss>;
  readonly list: RefObject<HTMLUListElement | null>;
  onOpen(miss: Miss): void;
}

/** What callers asked and the hub could not answer, most asked first. */
export function OpenMisses({ misses, list, onOpen }: Props) {
  const now = useNow();
  const { rows, failure, busy, hasMore } = misses;
  return (
    <Panel
      title="Open misses"
      note={rows && rows.length > 0 ? 'most asked first' : undefined}
      actions={
        <Button variant="default" size="xs" onClick={misses.reload} loading={busy && rows !== undefined}>
          Refresh
        </Button>
      }
    >
      {failure && <FailureNotice failure={failure} onRetry={misses.reload} />}
      {!rows && !failure && <Waiting />}
      {rows?.length === 0 && (
        <p className={classes.empty}>
          <strong>Nothing waits for an answer.</strong> When a caller asks for a code that has no approved
          answer, it appears here.
        </p>
      )}
      <ul ref={list} className={classes.list} aria-label="Open misses">
        {rows?.map((miss) => (
          <MissRow key={miss.id} miss={miss} now={now} onOpen={onOpen} />
        ))}
        {hasMore && (
          <li className={classes.more}>
            <Button variant="subtle" size="sm" data-more onClick={misses.more} disabled={busy}>
              Show more
            </Button>
          </li>
        )}
      </ul>
      {rows && rows.length > 0 && (
        <p className={classes.keys}>
          <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> move · <Kbd size="xs">Enter</Kbd> opens ·{' '}
          <Kbd size="xs">?</Kbd> all keys
        </p>
      )}
    </Panel>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} role="status" aria-label="Loading the open misses">
      <Skeleton height={44} />
      <Skeleton height={44} />
      <Skeleton height={44} />
    </div>
  );
}
