import { counted } from '../shell/words.js';
import classes from './MissWaiters.module.css';
import type { AskedMiss } from './miss-task.graphql.js';

/** Who waits for the answer, and with what question. */
export function MissWaiters({ miss }: { readonly miss: AskedMiss }) {
  const { waiters, waiting, turnedAway } = miss;
  if (waiting === 0) return null;
  return (
    <section className={classes.waiters} aria-label="Who waits">
      <h3 className={classes.title}>{counted(waiting, 'caller waits', 'callers wait')} for the answer</h3>
      <ul className={classes.list}>
        {waiters.map((waiter) => (
          <li
            key={`${waiter.caller} ${waiter.ref} ${waiter.asOf} ${waiter.quantity} ${JSON.stringify(waiter.context)}`}
          >
            <span className={classes.who}>
              {waiter.caller}
              {waiter.ref && <span className={`${classes.ref} code`}>{waiter.ref}</span>}
            </span>
            <span className={classes.how}>
              {[
                ...waiter.context.map(({ key, value }) => `${key} ${value}`),
                waiter.asOf && `as of ${waiter.asOf}`,
                waiter.quantity && `${waiter.quantity} ${waiter.unit ?? ''}`.trim(),
                counted(waiter.count, 'time'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {waiting > waiters.length && (
        <p className={classes.more}>and {waiting - waiters.length} more, who are told as well.</p>
      )}
      {turnedAway > 0 && (
        <p className={classes.more}>
          {counted(turnedAway, 'question')} came when the list was full; they ask again.
        </p>
      )}
    </section>
  );
}
