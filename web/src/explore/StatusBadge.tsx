import type { ResolveStatus } from '../api/schema-types.js';
import classes from './StatusBadge.module.css';
import { statusWords } from './status-words.js';

/** Plain words, and the word that callers of the API see. */
export function StatusBadge({ status }: { readonly status: ResolveStatus }) {
  const { title, tone } = statusWords[status];
  return (
    <span className={classes.status} data-tone={tone}>
      <span className={classes.title}>{title}</span>
      <span className={classes.constant}>{status}</span>
    </span>
  );
}
