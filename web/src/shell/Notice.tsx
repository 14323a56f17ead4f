import type { ReactNode } from 'react';
import classes from './Notice.module.css';
import type { Tone } from './tone.js';

interface Props {
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** A sentence that a screen reader says at once when it appears. */
export function Notice({ tone, children }: Props) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
