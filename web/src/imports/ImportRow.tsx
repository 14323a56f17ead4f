import { Button } from '@mantine/core';
import { Ago } from '../shell/Ago.js';
import { FailureNotice } from '../shell/FailureNotice.js';
import { counted, number, sentence } from '../shell/words.js';
import classes from './ImportRow.module.css';
import type { Delivery } from './imports.graphql.js';
import { stateWords } from './state-words.js';
import { useRejectedRows } from './useRejectedRows.js';

export function ImportRow({ delivery, now }: { readonly delivery: Delivery; readonly now: number }) {
  const { title, tone } = stateWords[delivery.state];
  const rejected = useRejectedRows(delivery.id);
  return (
    <li className={classes.row}>
      <span className={classes.state} data-tone={tone}>
        {title}
      </span>
      <span className={classes.file}>
        <strong>{delivery.fileName}</strong>
        <span>
          {delivery.profile} · by {delivery.actor} · <Ago at={delivery.createdAt} now={now} />
        </span>
      </span>
      <dl className={classes.counts}>
        <Count name="read" value={delivery.rowsRead} />
        <Count name="applied" value={delivery.rowsApplied} />
        <Count name="unchanged" value={delivery.rowsUnchanged} />
        <Count name="rejected" value={delivery.rowsRejected} bad={delivery.rowsRejected > 0} />
      </dl>
      {delivery.rowsRejected > 0 && (
        <Button
          className={classes.download}
          variant="default"
          size="xs"
          loading={rejected.busy}
          onClick={rejected.download}
          aria-label={`Download the ${counted(delivery.rowsRejected, 'rejected row')} of ${delivery.fileName}`}
        >
          Rejected rows (CSV)
        </Button>
      )}
      {delivery.problem && <p className={classes.problem}>{sentence(delivery.problem)}</p>}
      {rejected.failure && <FailureNotice failure={rejected.failure} />}
    </li>
  );
}

function Count({
  name,
  value,
  bad = false,
}: {
  readonly name: string;
  readonly value: number;
  readonly bad?: boolean;
}) {
  return (
    <div data-bad={bad || undefined}>
      <dd className="figure">{number(value)}</dd>
      <dt>{name}</dt>
    </div>
  );
}
