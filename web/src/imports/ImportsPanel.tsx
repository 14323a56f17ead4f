import { Button, Skeleton } from '@mantine/core';
import type { Pages } from '../api/usePages.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { Panel } from '../shell/Panel.js';
import { useNow } from '../shell/useNow.js';
import { ImportRow } from './ImportRow.js';
import classes from './ImportsPanel.module.css';
import type { Delivery } from './imports.graphql.js';

/** The files delivered, newest first, and what became of their rows. */
export function ImportsPanel({ imports }: { readonly imports: Pages<Delivery> }) {
  const now = useNow();
  const { rows, failure, busy, hasMore } = imports;
  return (
    <Panel title="Imports" note={rows && rows.length > 0 ? 'newest first' : undefined}>
      {failure && <FailureNotice failure={failure} onRetry={imports.reload} />}
      {!rows && !failure && <Skeleton height={48} />}
      {rows?.length === 0 && (
        <p className={classes.empty}>
          <strong>No file has been delivered yet.</strong> Deliver one with{' '}
          <code>npx concord import PROFILE FILE</code>, or by POST to <code>/imports/PROFILE</code>.
        </p>
      )}
      <ul className={classes.list}>
        {rows?.map((delivery) => (
          <ImportRow key={delivery.id} delivery={delivery} now={now} />
        ))}
      </ul>
      {hasMore && (
        <Button variant="subtle" size="sm" onClick={imports.more} disabled={busy}>
          Show earlier imports
        </Button>
      )}
    </Panel>
  );
}
